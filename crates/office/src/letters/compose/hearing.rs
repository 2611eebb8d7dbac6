//! The invitation to be heard: what the office considers, on which grounds, by which day, and what that does to the term.

use super::{Writer, fault};
use crate::cases::clocks;
use crate::cases::event::{Channel, StatedGround};
use crate::error::OfficeError;
use documents::Many;
use documents::letter as doc;
use documents::words::{DateForm, date_words};
use kernel::Day;
use law::Truth;

impl Writer<'_> {
    pub(super) fn hearing(&self) -> Result<doc::LetterKind, OfficeError> {
        let record = self.loaded.case.hearing.as_ref().ok_or_else(|| fault("a hearing without a record"))?;
        let grounds: Result<Vec<_>, _> =
            record.grounds.iter().map(|ground| self.ground(&ground.id)).collect();
        let service = self.text(self.loaded.procedure.name());
        let begun = self.loaded.case.channel == Channel::Office && !self.loaded.procedure.is_service();
        let ways = vec![
            self.say(
                "portālā, atverot lietu sadaļā “Manas lietas”",
                "on the portal, by opening the case under “My matters”",
            ),
            self.say("rakstveidā vai klātienē jebkurā nodaļā", "in writing or in person at any office"),
        ];
        Ok(doc::LetterKind::Hearing(Box::new(doc::HearingInvitation {
            case: self.case_line(),
            intended: self.with_term(
                record.until,
                if begun {
                    let matter = self.say(
                        format!("Iestāde izskata lietu: {service}."),
                        format!("The office is examining the matter: {service}."),
                    );
                    match self.basis() {
                        Some(basis) => format!("{matter} {basis}"),
                        None => matter,
                    }
                } else {
                    let decisions =
                        self.considered(&record.grounds).join(self.say("” vai “", "” or “").as_str());
                    self.say(
                        format!("Iestāde apsver lēmumu “{decisions}” ({service})."),
                        format!("The office is considering the decision “{decisions}” ({service})."),
                    )
                },
            )?,
            grounds: Many::from_vec(grounds?).ok_or_else(|| fault("a hearing without grounds"))?,
            findings: self.against(&record.grounds),
            respond_by: record.until,
            ways: Many::from_vec(ways).ok_or_else(|| fault("no way to answer"))?,
            meeting: None,
            norm: self.norm(&self.loaded.procedure.hearing().cite),
        })))
    }

    /// What may be decided on these grounds, by its name: all that the facts leave open.
    fn considered(&self, grounds: &[StatedGround]) -> Vec<String> {
        let loaded = self.loaded;
        let told = |id: &str| grounds.iter().any(|ground| ground.id == id);
        let refusals = loaded.procedure.decisions().iter().filter(|rule| rule.kind.on_grounds());
        let mut names: Vec<String> = Vec::new();
        for rule in refusals {
            let holds = rule.when.as_ref().is_none_or(|when| when.truth(&loaded.facts) != Truth::NotMet);
            let stands = grounds.iter().any(|ground| rule.may_stand_on(&ground.id));
            let name = self.text(&rule.name);
            if holds && stands && rule.needs_grounds.iter().all(|id| told(id)) && !names.contains(&name) {
                names.push(name);
            }
        }
        if names.is_empty() {
            names.push(self.say("nelabvēlīgs lēmums", "an adverse decision"));
        }
        names
    }

    /// The same with what becomes of the term for the decision, where it ends before the day of the answer.
    fn with_term(&self, until: Day, intended: String) -> Result<String, OfficeError> {
        let loaded = self.loaded;
        let calendar = &self.office.country().calendar;
        let due = clocks::decision_day(loaded.procedure, &loaded.case, &loaded.facts, calendar)?;
        let Some(due) = due.filter(|due| *due < until) else { return Ok(intended) };
        let day = date_words(due, DateForm::Nominative, self.lang);
        Ok(self.say(
            format!("{intended} Lēmuma termiņa pēdējā diena ir {day}, bet pirms Jūsu atbildes vai atbildei dotās dienas lēmumu nepieņem. Ja termiņu pagarina, par to paziņo atsevišķi."),
            format!("{intended} The last day for the decision is {day}, but nothing is decided before you answer or the day for your answer passes. If the term is extended, you are told separately."),
        ))
    }
}
