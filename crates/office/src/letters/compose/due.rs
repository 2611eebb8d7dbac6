//! The term for the decision, as the confirmation of an application tells it: its last day, or from what it will run.

use super::{Writer, fault};
use crate::cases::clocks;
use crate::cases::term::{decision_clock, term_from};
use crate::error::OfficeError;
use documents::Many;
use documents::letter as doc;
use documents::words::within_words;
use kernel::Term;
use law::{Clock, Due};

impl Writer<'_> {
    /// As of receipt, whenever the letter is written.
    pub(super) fn due(&self) -> Result<doc::Due, OfficeError> {
        let (loaded, calendar) = (self.loaded, &self.office.country().calendar);
        let clock = decision_clock(loaded.procedure)?;
        let answer = term_from(loaded.procedure, &loaded.facts, loaded.case.received, calendar)?;
        let begun = clocks::start(clock, &loaded.case, &loaded.facts).is_some();
        let waits = (!begun).then(|| self.waits(clock, answer.term));
        let steps = match &waits {
            Some(waits) => vec![waits.clone()],
            None => answer.steps.iter().map(|step| self.text(step)).collect(),
        };
        Ok(doc::Due {
            last_day: match answer.due {
                Due::On(day) if begun => Some(day),
                Due::On(_) | Due::Paused { .. } => None,
            },
            waits,
            steps: Many::from_vec(steps).ok_or_else(|| fault("the term has no calculation"))?,
            norm: self.norm(&clock.cite),
        })
    }

    /// How long the term is, and which steps of the work it waits for.
    fn waits(&self, clock: &Clock, term: Term) -> String {
        let loaded = self.loaded;
        let events = clock.starts_with(&loaded.facts).unwrap_or_default();
        let missing = events.into_iter().filter(|event| loaded.case.day_of(event).is_none());
        let step = |event: &str| {
            let mut stages = loaded.procedure.stages().iter();
            stages.find(|stage| stage.emits.iter().any(|emitted| emitted == event))
        };
        let steps: Vec<String> =
            missing.filter_map(step).map(|stage| format!("“{}”", self.text(&stage.name))).collect();
        let within = within_words(term, self.lang);
        let (lv, en) = match steps.as_slice() {
            [] => ("Termiņš vēl nav sācies".to_owned(), "The term has not begun yet".to_owned()),
            [step] => {
                let lv = format!("Termiņš sāksies, kad būs pabeigts darba posms {step}");
                (lv, format!("The term will begin after this step of the work: {step}"))
            }
            steps => {
                let steps = steps.join(", ");
                let lv = format!("Termiņš sāksies, kad būs pabeigti darba posmi: {steps}");
                (lv, format!("The term will begin after these steps of the work: {steps}"))
            }
        };
        self.say(
            format!("Lēmumu pieņem {within}. {lv}. Pēdējo dienu varēs noteikt tikai tad."),
            format!("The decision is taken {within}. {en}. Only then can the last day be told."),
        )
    }
}
