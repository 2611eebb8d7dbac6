//! The words of notices by e-mail. They come of what the office lets out of the house ([`Notice`]) and of nothing else.

use crate::text::text;
use crate::words::{self, Form};
use office::mail::{Notice, Says};

/// Subject and text of a notice, with the address under which people reach the portal at `origin`.
#[must_use]
pub fn words(notice: &Notice, origin: &str) -> (String, String) {
    let lang = notice.lang;
    let say = |key: &str| text(lang, key, &[]);
    let dated = |key: &str, day, form| text(lang, key, &[("date", words::date(lang, day, form).into())]);
    let (subject, what) = match notice.says {
        Says::New => (say("mail-subject-new"), say("mail-new")),
        Says::Asked { until } => (say("mail-subject-asked"), dated("mail-asked", until, Form::Dative)),
        Says::Visit { on } => (say("mail-subject-visit"), dated("mail-visit", on, Form::Locative)),
    };
    let address = format!("{origin}/{}/matters", lang.code());
    let read = text(lang, "mail-read", &[("address", address.into())]);
    let parts = [say("mail-greeting"), what, read, say("mail-doubt"), say("mail-only"), say("mail-change")];
    (subject, format!("{}\n", parts.join("\n\n")))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use kernel::{Day, Lang, Timestamp};

    #[test]
    fn a_notice_says_what_is_to_be_done_and_no_text_is_missing() {
        let until = Day::new(2026, 12, 8).unwrap();
        let (id, to, at) = ("1".to_owned(), "a@example.lv".parse().unwrap(), Timestamp::from_micros(0));
        let mut notice = Notice { id, to, lang: Lang::LV, says: Says::New, at };
        for lang in [Lang::LV, Lang::EN] {
            for says in [Says::New, Says::Asked { until }, Says::Visit { on: until }] {
                (notice.lang, notice.says) = (lang, says);
                let (subject, body) = words(&notice, "https://office.example");
                assert!(!subject.contains('⟦') && !body.contains('⟦'), "{subject} {body}");
                assert!(body.contains(&format!("https://office.example/{}/matters", lang.code())), "{body}");
                assert!(!subject.contains(['\n', '\r']), "{subject}");
                let dated = matches!(says, Says::Asked { .. } | Says::Visit { .. });
                assert_eq!(body.contains("2026"), dated, "{body}");
                // Being heard is a right, and nobody is told that it is a duty.
                let duty = ["jāizdara", "jāizpilda", "to be done", "for you to do"];
                assert!(
                    duty.iter().all(|word| !subject.contains(word) && !body.contains(word)),
                    "{subject} {body}"
                );
            }
        }
    }
}
