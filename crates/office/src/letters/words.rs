//! The few sentences of letters that come from the office, in every language of its letters.

use crate::actor::Role;
use crate::error::{FieldError, OfficeError, Problem};
use documents::words::{Plural, lasting_words, plural, within_words};
use kernel::{Lang, Term, TermUnit, Text};
use law::procedure::{DecisionRule, TermForm};
use std::collections::BTreeMap;

/// What is wrong with a language that letters are asked for in: there are no words for it.
pub(crate) fn unwritten(lang: Lang) -> Option<FieldError> {
    let languages: Vec<Lang> = documents::words::languages().collect();
    let allowed = || languages.iter().map(Lang::code).collect::<Vec<_>>().join(", ");
    let problem = || Problem::new("not-one-of").with("value", lang.code()).with("allowed", allowed());
    (!languages.contains(&lang)).then(|| FieldError::new("lang", problem()))
}

/// The same for whoever takes one language and nothing else from a form.
pub(crate) fn check_language(lang: Lang) -> Result<(), OfficeError> {
    unwritten(lang).map_or(Ok(()), |wrong| Err(OfficeError::Invalid(vec![wrong])))
}

/// The office held by whoever signs, as a letter prints it.
pub(super) fn role(roles: &[Role], lang: Lang) -> String {
    let (lv, en) = match roles.first() {
        Some(Role::Counter) => ("klientu apkalpošanas speciālists", "client service officer"),
        Some(Role::CaseOfficer) => ("lietas izskatītājs", "case officer"),
        Some(Role::Approver) => ("lēmuma apstiprinātājs", "approving officer"),
        Some(Role::Supervisor) => ("nodaļas vadītājs", "head of the office"),
        Some(Role::Accountant) => ("grāmatvedis", "accountant"),
        Some(Role::Custodian) => ("aizsargāto ierakstu glabātājs", "custodian of protected records"),
        Some(Role::Auditor) => ("auditors", "auditor"),
        Some(Role::Operator) => ("sistēmas uzturētājs", "system operator"),
        None => ("amatpersona", "official"),
    };
    Text::new(lv, en).get(lang).to_owned()
}

pub(super) fn pick(lang: Lang, lv: impl Into<String>, en: impl Into<String>) -> String {
    Text::new(lv, en).get(lang).to_owned()
}

/// Where a fact comes from, as evidence in a decision.
pub(super) fn source(code: &str, lang: Lang) -> String {
    match code {
        "declared" => {
            pick(lang, "iesniegumā norādītās ziņas", "the applicant’s statement in the application")
        }
        "evidence" => pick(lang, "lietā fiksēts pierādījums", "evidence recorded in the case"),
        "judged" => pick(lang, "amatpersonas vērtējums lietā", "an officer’s assessment in the case"),
        "case" => pick(lang, "lietas materiāli", "the case file"),
        _ => pick(lang, "Fizisko personu reģistra ieraksts", "an entry in the register of natural persons"),
    }
}

/// A term as a length: `10 gadi`, `1 year`.
pub(super) fn term_words(term: Term, lang: Lang) -> String {
    let (lv, en) = match term.unit {
        TermUnit::WorkingDays => (["darbdiena", "darbdienas"], ["working day", "working days"]),
        TermUnit::Days => (["diena", "dienas"], ["day", "days"]),
        TermUnit::Months => (["mēnesis", "mēneši"], ["month", "months"]),
        TermUnit::Years => (["gads", "gadi"], ["year", "years"]),
    };
    let one = plural(u64::from(term.count), lang) == Plural::One;
    let [single, many] = if lang == Lang::LV { lv } else { en };
    format!("{} {}", term.count, if one { single } else { many })
}

/// What a decision says with the terms that were chosen, without a full stop.
#[must_use]
pub fn stated(rule: &DecisionRule, chosen: &BTreeMap<String, Term>, lang: Lang) -> String {
    rule.stated(lang, &|choice, form| {
        let term = *chosen.get(choice)?;
        Some(match form {
            TermForm::For => lasting_words(term, lang),
            TermForm::Within => within_words(term, lang),
        })
    })
}
