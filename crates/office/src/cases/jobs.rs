//! What the office does in a case by itself: taking what the law lets it take without an officer, and noting what the
//! law makes of a term that passed. Each may be done twice, and then does nothing.

use crate::act::{Office, event};
use crate::actor::Actor;
use crate::cases::case::Phase;
use crate::cases::clocks;
use crate::cases::command::CaseCommand;
use crate::cases::event::{CaseEvent, Overdue};
use crate::cases::rules;
use crate::cases::view::{Loaded, stream};
use crate::error::OfficeError;
use kernel::CaseId;
use law::procedure::DecisionRule;
use std::collections::BTreeMap;
use store::SubmitError;

impl Office {
    /// Takes the decision that needs no officer, when the facts allow it.
    pub(crate) async fn decide_automatically(&self, id: CaseId) -> Result<(), OfficeError> {
        let mut snapshot = self.snapshot(&Actor::System).await?;
        let loaded = self.load(&mut snapshot, &Actor::System, id).await?;
        drop(snapshot);
        let open = loaded.procedure.judge(&loaded.facts).open_decisions();
        let rule = open.into_iter().find(|rule| rule.automatic);
        let (Some(rule), Phase::Open) = (rule, &loaded.case.phase) else { return Ok(()) };
        self.propose_by_itself(&loaded, rule).await
    }

    /// Takes the decision to which time has led by law: a pause ran out, or a term passed.
    pub(crate) async fn decide_by_law(&self, id: CaseId) -> Result<(), OfficeError> {
        let mut snapshot = self.snapshot(&Actor::System).await?;
        let loaded = self.load(&mut snapshot, &Actor::System, id).await?;
        drop(snapshot);
        let led = rules::led_to(loaded.procedure, &loaded.case, self.today());
        let (Some((rule, _)), Phase::Open) = (led, &loaded.case.phase) else { return Ok(()) };
        self.propose_by_itself(&loaded, rule).await
    }

    /// Proposes a decision in the name of the office; it is taken at once where one signature is enough.
    async fn propose_by_itself(&self, loaded: &Loaded<'_>, rule: &DecisionRule) -> Result<(), OfficeError> {
        let command = CaseCommand::Propose {
            decision: rule.id.clone(),
            grounds: Vec::new(),
            reasons: String::new(),
            waiver: None,
            waiver_why: None,
            answer: String::new(),
            weighing: None,
            choices: BTreeMap::new(),
            seen_at: loaded.position,
            parts: Vec::new(),
        };
        let (id, version) = (loaded.case.id, loaded.case.version);
        match self.command(&Actor::System, id, Some(version), &command).await {
            // Something is missing still, or somebody was first: the next entry in the file looks again.
            Ok(_) | Err(OfficeError::NotNow(_) | OfficeError::Conflict(_) | OfficeError::Invalid(_)) => {
                Ok(())
            }
            Err(other) => Err(other),
        }
    }

    /// The day has come on which a decision that was sent is presumed to have arrived.
    pub(crate) async fn presume_arrival(&self, id: CaseId) -> Result<(), OfficeError> {
        match self.command(&Actor::System, id, None, &CaseCommand::Presume {}).await {
            // It was received before, or sent anew.
            Ok(_) | Err(OfficeError::NotNow(_)) => Ok(()),
            Err(other) => Err(other),
        }
    }

    /// Notes that a term passed, and takes the decision that the law makes of it.
    pub(crate) async fn mark_overdue(&self, id: CaseId, clock: &str) -> Result<(), OfficeError> {
        self.note_overdue(id, clock).await?;
        self.decide_by_law(id).await
    }

    /// Notes that a term passed, and the event that the law makes of it.
    async fn note_overdue(&self, id: CaseId, clock: &str) -> Result<(), OfficeError> {
        let mut snapshot = self.snapshot(&Actor::System).await?;
        let loaded = self.load(&mut snapshot, &Actor::System, id).await?;
        drop(snapshot);
        let Some(clock) = loaded.procedure.clock(clock) else { return Ok(()) };
        let due = clocks::watched(clock, &loaded.case, &loaded.facts, &self.country().calendar)?;
        let (Some(due), Some(effect), today) = (due, &clock.on_overdue, self.today()) else { return Ok(()) };
        let mut submission = self.submission(&Actor::System);
        if due >= today || loaded.case.is_suspended() {
            // It was moved meanwhile, or nobody has to obey while the decision is contested: another look, on its day.
            submission.jobs.push(self.watch(id, &clock.id, due.max(today))?);
        } else {
            let (clock, effect_id) = (clock.id.clone(), effect.id.clone());
            let overdue = CaseEvent::TermOverdue(Overdue {
                clock,
                effect: effect_id,
                emits: effect.emits.clone(),
                due,
                on: today,
            });
            submission.expect.push((stream(id), loaded.case.version));
            submission.events.push(event(stream(id), overdue.kind(), &overdue)?);
        }
        submission.access = loaded.access.trace();
        match self.submit(submission).await {
            Ok(_) => Ok(()),
            Err(SubmitError::Stale { .. }) => Err(OfficeError::Fault("the case moved meanwhile".to_owned())),
            Err(other) => Err(other.into()),
        }
    }
}
