//! A notice: what the law wants the party told of, with the term that it is about.

use super::{Writer, fault};
use crate::cases::event::{CaseEvent, TermMoved};
use crate::cases::term::decision_clock;
use crate::error::OfficeError;
use documents::letter as doc;
use kernel::{Citation, LetterId};
use law::procedure::SayingKind;
use law::{Due, Happens};
use std::collections::BTreeMap;

/// Words as a sentence: with one stop, also where they end with an abbreviation.
fn sentence(words: String) -> String {
    if words.ends_with(['.', '!', '?', '…']) { words } else { words + "." }
}

impl Writer<'_> {
    /// The letter that gives the notice.
    pub(super) fn notice(&self, id: LetterId) -> Result<doc::LetterKind, OfficeError> {
        let given = self.loaded.entries.iter().find_map(|entry| match &entry.event {
            CaseEvent::NoticeGiven(given) if given.letter == id => Some(given),
            _ => None,
        });
        let given = given.ok_or_else(|| fault("a letter without a notice"))?;
        let mut notices = self.loaded.procedure.notices().iter();
        let notice = notices.find(|notice| notice.id == given.notice);
        let notice = notice.ok_or_else(|| fault("a notice that is not in the law file"))?;
        let term = given.clock.as_deref().map(|clock| self.term(clock)).transpose()?.flatten();
        // An extension rests on its own provision.
        let (term, cite) = match term {
            Some((term, cite)) => (Some(term), cite.or(notice.cite.as_ref())),
            None => (None, notice.cite.as_ref()),
        };
        let says = notice.says.as_ref().map(|says| self.text(says));
        // What that makes of the decision turns on the law of the decision.
        let effect = (notice.on == Happens::TermReinstated.code()).then(|| self.suspending()).flatten();
        let mut stages = self.loaded.procedure.stages().iter();
        let gives_rise = |stage: &&law::Stage| stage.emits.contains(&notice.on);
        let stage = stages.find(gives_rise);
        let said = stage.map(|stage| self.said(stage, &given.said)).unwrap_or_default();
        // Of what another letter said before, when it was to be is enough.
        let when = |stage: &law::Stage| law::Stage {
            says: stage.says.iter().filter(|asked| asked.kind != SayingKind::Line).cloned().collect(),
            ..stage.clone()
        };
        let replaces = stage.map(|stage| self.said(&when(stage), &given.replaces));
        Ok(doc::LetterKind::Notice(Box::new(doc::Notice {
            case: self.case_line(),
            title: self.text(&notice.name),
            says: match (says, effect) {
                (Some(says), Some(effect)) => Some(format!("{says} {effect}")),
                (says, effect) => says.or(effect),
            },
            term,
            words: match (said.is_empty(), given.words.is_empty()) {
                (true, true) => None,
                (true, false) => Some(given.words.clone()),
                (false, true) => Some(sentence(said)),
                (false, false) => Some(format!("{} {}", sentence(said), given.words)),
            },
            replaces: replaces.filter(|earlier| !earlier.is_empty()),
            norm: cite.map(|cite| self.norm(cite)),
        })))
    }

    /// What was said of the step that made the notice due, each under its name.
    fn said(&self, stage: &law::Stage, said: &BTreeMap<String, String>) -> String {
        let each = stage.says.iter().filter_map(|asked| {
            let value = said.get(&asked.id)?;
            let day = value.parse().ok().filter(|_| asked.kind == SayingKind::Day);
            let value = day.map_or_else(|| value.clone(), |day| self.text(&law::words::day(day)));
            Some(format!("{}: {value}", self.text(&asked.name)))
        });
        each.collect::<Vec<_>>().join("; ")
    }

    /// The term as it was extended last, with the provision that lets it be.
    fn term(&self, id: &str) -> Result<Option<(doc::TermMoved, Option<&Citation>)>, OfficeError> {
        let Some(clock) = self.loaded.procedure.clock(id) else { return Ok(None) };
        let Some(TermMoved { reason, why, .. }) = self.extended(id) else { return Ok(None) };
        let reason = clock.extend.iter().find(|longer| longer.id == *reason);
        let lines = crate::cases::clocks::lines(
            self.loaded.procedure,
            &self.loaded.case,
            &self.loaded.facts,
            &self.office.country().calendar,
        )?;
        let answer = lines.into_iter().find(|line| line.id == id).and_then(|line| line.answer);
        let deciding = decision_clock(self.loaded.procedure)?.id == clock.id;
        let moved = doc::TermMoved {
            name: self.text(&clock.name),
            deciding,
            reason: reason.map_or_else(String::new, |longer| self.text(&longer.name)),
            why: why.clone(),
            last_day: answer.and_then(|answer| match answer.due {
                Due::On(day) => Some(day),
                Due::Paused { .. } => None,
            }),
        };
        Ok(Some((moved, reason.map(|longer| &longer.cite))))
    }
}
