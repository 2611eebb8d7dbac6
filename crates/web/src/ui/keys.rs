//! Keys of the desk: every action of an officer has one, shown beside its words, so that nothing needs a mouse.
//!
//! They are access keys of HTML: the browser adds its own modifier, and no script is needed. A key stands for one action
//! of a page; where several could have it, as in the rows of a list, the first has it.

use crate::ctx::Ctx;
use maud::{Markup, Render, html};

/// The field that finds.
pub const FIND: char = '/';
/// The page of keys.
pub const LIST: char = '0';
/// The sections of the workbench, in their order.
pub const SECTIONS: &str = "123456789";

/// Actions under one heading: the key of the heading, then the text of each action with its key.
type Group = (&'static str, &'static [(&'static str, char)]);

/// What stands on every page.
const EVERYWHERE: Group = ("keys-everywhere", &[("desk-find", FIND), ("keys-title", LIST)]);

/// The commands of a case.
const COMMANDS: Group = (
    "keys-case",
    &[
        ("work-do-identify", 'i'),
        ("work-do-declare", 'd'),
        ("work-do-state-address", 'a'),
        ("work-do-record-evidence", 'e'),
        ("work-do-record", 'r'),
        ("work-do-judge", 'j'),
        ("work-do-take-fee", 'f'),
        ("work-do-exempt-fee", 'x'),
        ("work-do-invite-hearing", 'h'),
        ("work-do-answer-hearing", 'o'),
        ("work-do-request-evidence", 'q'),
        ("work-do-ask-opinion", 'u'),
        ("work-do-receive-opinion", 'v'),
        ("work-do-finish-stage", 't'),
        ("work-do-extend", 'k'),
        ("work-do-postpone", 'w'),
        ("work-do-suspend", 'z'),
        ("work-do-resume", 'y'),
        ("work-do-note-attempt", 'x'),
        ("work-do-propose", 'p'),
        ("work-do-approve", 'p'),
        ("work-do-record-act", 'e'),
        ("work-do-serve", 'p'),
        ("work-do-send", 'q'),
        ("work-do-note-delivery", 'e'),
        ("work-do-rebut", 'u'),
        ("work-do-mark-made", 'i'),
        ("work-do-hand-over", 'h'),
        ("work-do-contest", 'o'),
        ("work-do-take-to-court", 'j'),
        ("work-do-record-ruling", 'r'),
        ("work-do-assign", 'g'),
        ("work-do-join", 'l'),
        ("work-do-part", 'm'),
        ("work-note-message", 'c'),
        ("work-attach", 's'),
        ("work-do-withdraw", 'b'),
        ("work-do-discontinue", 'p'),
    ],
);

/// What pages offer that have it: many have one form to send, and one way back.
const PAGES: Group = (
    "keys-pages",
    &[
        ("work-next-go", 'n'),
        ("keys-send", 's'),
        ("keys-back", 'b'),
        ("work-check-in", 'i'),
        ("work-finish-visit", 'f'),
        ("work-missed", 'm'),
        ("reception-next", 'c'),
        ("reception-take", 't'),
        ("reception-served", 'f'),
        ("reception-left", 'g'),
        ("work-to-queue", 'q'),
        ("day-title", 'd'),
        ("work-apply", 'a'),
        ("work-begin", 'e'),
        ("work-find-person", 's'),
        ("work-household-title", 'h'),
        ("work-approve", 'p'),
        ("work-return-heading", 'r'),
        ("work-return", 't'),
        ("work-whole-case", 'w'),
        ("work-propose", 'p'),
        ("work-change-again", 'c'),
        ("work-change", 'c'),
        ("work-acts", 'e'),
        ("work-statements-open", 'a'),
        ("work-join-title", 'm'),
        ("work-protections-open", 'p'),
        ("work-protections-lift", 'l'),
        ("work-duplicates-one", 'o'),
        ("work-duplicates-two", 't'),
        ("work-refunds-export", 'x'),
        ("work-refund-fee", 'f'),
        ("work-refund-refuse", 'r'),
        ("work-retention-order", 'o'),
        ("work-retention-hold", 'h'),
        ("work-emergency-open", 'e'),
        ("incoming-assign", 'g'),
        ("incoming-begin", 'e'),
        ("incoming-aside", 'a'),
        ("file-download", 'd'),
    ],
);

/// The texts of buttons that send the one form of their page.
const SENDS: [&str; 20] = [
    "work-preview",
    "work-change-send",
    "work-correct-send",
    "work-act-send",
    "work-apply-send",
    "work-begin-send",
    "work-go-on",
    "work-protections-send",
    "work-duplicates-send",
    "work-join-send",
    "work-parting-send",
    "work-watched-send",
    "work-alerts-send",
    "work-emergency-send",
    "work-emergency-review-send",
    "work-statement-send",
    "work-household-ask",
    "channels-save",
    "statement-send",
    "work-system-end",
];

/// The texts of links that lead back.
const BACKS: [&str; 5] = [
    "work-back-to-case",
    "work-back-to-person",
    "work-stale-back",
    "work-duplicates-back",
    "work-back-to-list",
];

/// All that the page of keys lists.
pub const GROUPS: [Group; 3] = [EVERYWHERE, COMMANDS, PAGES];

/// The key of the action with these words; none for what needs none.
fn wished(words: &str) -> Option<char> {
    if SENDS.contains(&words) {
        return Some('s');
    }
    if BACKS.contains(&words) {
        return Some('b');
    }
    let all = GROUPS.iter().flat_map(|(_, list)| list.iter());
    all.copied().find(|(known, _)| *known == words).map(|(_, key)| key)
}

/// A key, as far as the page still has it to give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key(Option<char>);

impl Key {
    /// No key.
    pub const NONE: Self = Self(None);

    /// The key of an action, for an officer and once on a page.
    #[must_use]
    pub fn of(ctx: &Ctx, words: &str) -> Self {
        Self(wished(words).filter(|key| ctx.takes_key(*key)))
    }

    /// This key, for an officer and once on a page.
    #[must_use]
    pub fn exactly(ctx: &Ctx, key: char) -> Self {
        Self(Some(key).filter(|key| ctx.takes_key(*key)))
    }

    /// The value of `accesskey`.
    #[must_use]
    pub const fn letter(self) -> Option<char> {
        self.0
    }
}

/// The key as it is shown. Screen readers tell access keys by themselves.
impl Render for Key {
    fn render(&self) -> Markup {
        html! { @if let Some(key) = self.0 { " " kbd.key aria-hidden="true" { (key) } } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use office::cases::CaseCommand;

    #[test]
    fn every_command_of_an_officer_has_a_key() {
        // What a client does, what its own page does, and what is filed elsewhere have none of their own here.
        for code in CaseCommand::CODES
            .into_iter()
            .filter(|code| !["receive", "return", "note-message"].contains(code))
        {
            assert!(wished(&format!("work-do-{code}")).is_some(), "{code}");
        }
    }
}
