//! One case for each decision of each procedure, on each engine: begun, proved, decided, served, carried out.

use crate::guide;
use crate::house::{House, OFFICE, application, day, houses_of, officer};
use crate::people;
use crate::solve::choices;
use crate::ways::{Way, everything_offered, of_contest, offered, way};
use kernel::{CaseId, Lang, PersonId};
use law::procedure::{AddressPlace, DecisionRule, Particular, ParticularKind};
use law::{FactSource, FactValue, Facts, LawBook, Procedure, Verdict};
use office::access::Purpose;
use office::cases::event::{PaymentMethod, StatedEffect};
use office::cases::{Application, CaseCommand, CaseView, Opening, Part, Particulars, StageState, Told};
use office::register::{DocumentStatus, PersonView, When};
use office::{Actor, OfficeError, Officer};

pub const REASONS: &str = "What the file holds was examined, and this follows from it.";

/// The part of a contested decision that falls where a part is to: the document that it issued.
fn parts(view: &CaseView, facts: &Facts) -> Vec<u16> {
    let partly = facts.get("contest.finding") == Some(&FactValue::Code("annul-part".to_owned()));
    let issues = |part: &&Part| matches!(part.effect, StatedEffect::IssueDocument { .. });
    view.contested.iter().find(issues).filter(|_| partly).map(|part| part.at).into_iter().collect()
}

/// The same officer at another office.
fn at(actor: Actor, office: &str) -> Actor {
    match actor {
        Actor::Officer(officer) => Actor::Officer(Officer { office: office.to_owned(), ..officer }),
        other => other,
    }
}

pub struct Walk<'a> {
    pub house: &'a House,
    pub number: u64,
    pub pair: Pair,
}

/// Who proposes and who signs second.
#[derive(Clone, Copy)]
pub struct Pair {
    pub examiner: &'static str,
    pub approver: &'static str,
}

/// Who decides at first.
pub const FIRST: Pair = Pair { examiner: "case", approver: "approver" };

/// Who decides where that is contested.
pub const SECOND: Pair = Pair { examiner: "case-2", approver: "approver-2" };

impl Walk<'_> {
    async fn give(&self, id: CaseId, actor: &Actor, command: CaseCommand) -> CaseView {
        let done = self.house.office.command(actor, id, None, &command).await;
        done.unwrap_or_else(|error| panic!("{} {command:?}: {error}", self.number))
    }

    async fn see(&self, id: CaseId) -> CaseView {
        self.house.office.case(&officer("both"), id).await.unwrap()
    }

    fn law(&self) -> &LawBook {
        self.house.office.law()
    }

    /// Enters the people, each kind of document that the decision cancels in their hands.
    pub async fn enter(&self, way: &Way, rule: &DecisionRule) -> (PersonId, PersonId) {
        let mut subject = people::person(self.law(), self.number, &way.standing);
        let cancels = rule.effects.iter().filter_map(|effect| match effect {
            law::Effect::CancelPrevious { kind, .. } => Some(kind),
            _ => None,
        });
        for (index, kind) in cancels.enumerate() {
            let number = self.number * 20 + u64::try_from(index).unwrap();
            subject.facts.push((people::held(kind, number), None));
        }
        let (id, mut persons) = (subject.id, vec![subject]);
        let applicant = if way.standing.by_parent || way.other {
            let parent = people::parent(self.law(), self.number, &way.standing);
            let parent_id = parent.id;
            persons.push(parent);
            parent_id
        } else {
            id
        };
        for entered in self.house.office.enter_persons(persons).await {
            entered.unwrap();
        }
        (id, applicant)
    }

    /// Begins the case: by application where somebody can apply, by an officer where only the office begins.
    pub async fn begin(&self, procedure: &Procedure, way: &Way, persons: (PersonId, PersonId)) -> CaseId {
        let declared = of_source(procedure, &way.facts, FactSource::Declared);
        let (subject, applicant) = persons;
        let office = &self.house.office;
        let served = self.law().offices().iter().find(|office| office.serves(procedure.id())).unwrap();
        let begun = if procedure.is_service() {
            let wanted = Application {
                service: procedure.id().to_owned(),
                declared,
                office: served.id.clone(),
                ..application(subject)
            };
            // Somebody else applies at the counter, and whoever does not apply online.
            if way.other || way.facts.get("application.online") == Some(&FactValue::Bool(false)) {
                let wanted = Application { applicant: Some(applicant), ..wanted };
                office.apply(&officer("counter"), &wanted).await
            } else {
                let particulars = said(procedure);
                let wanted = Application { particulars, ..wanted };
                office.apply(&Actor::Client { person: applicant }, &wanted).await
            }
        } else {
            let wanted = Opening {
                procedure: procedure.id().to_owned(),
                subject,
                basis: "Report No. 17 of 20 November 2026".to_owned(),
                declared,
                office: OFFICE.to_owned(),
                lang: Lang::EN,
            };
            office.begin(&officer("case"), &wanted).await
        };
        begun.unwrap_or_else(|error| panic!("{}: {error}", procedure.id()))
    }

    /// From a case that has begun to one that waits for its decision: identity, facts, fee, steps.
    pub async fn prepare(&self, id: CaseId, procedure: &Procedure, facts: &Facts) {
        let counter = officer("counter");
        let mut view = self.see(id).await;
        if view.allowed.contains(&"identify") || view.case.stage() == "received" {
            let identify =
                CaseCommand::Identify { document: None, foreign: None, reasons: Some(REASONS.to_owned()) };
            self.give(id, &counter, identify).await;
        }
        // Whoever signed in is known, and nobody looks at a document again.
        let mut facts = facts.clone();
        if !view.case.before.identity {
            facts.remove("identity.established");
        }
        view = self.prove(id, procedure, &facts).await;
        for fact in procedure.facts() {
            assert_eq!(
                view.facts.get(&fact.name),
                facts.get(&fact.name),
                "{}: {}",
                procedure.id(),
                fact.name
            );
        }
        if self.house.office.case(&counter, id).await.unwrap().allowed.contains(&"state-address") {
            let municipality = "LV0001000".to_owned();
            let address = "Imaginary Street 4-7".to_owned();
            self.give(id, &counter, CaseCommand::StateAddress { municipality, address }).await;
        }
        let settle = self.house.office.case(&counter, id).await.unwrap().allowed;
        if settle.contains(&"take-fee") {
            let take = CaseCommand::TakeFee { method: PaymentMethod::Card, reference: "T-1".to_owned() };
            self.give(id, &counter, take).await;
        } else if settle.contains(&"exempt-fee") {
            self.give(id, &counter, CaseCommand::ExemptFee {}).await;
        }
        self.finish_stages(id).await;
    }

    /// From a case that has begun to a decision in force, with everything that follows from it.
    pub async fn decide(
        &self,
        id: CaseId,
        procedure: &Procedure,
        rule: &DecisionRule,
        facts: &Facts,
    ) -> CaseView {
        self.prepare(id, procedure, facts).await;
        let examiner = officer(self.pair.examiner);
        let adverse = rule.kind.on_grounds();
        let mut grounds = Vec::new();
        if adverse {
            let view = self.see(id).await;
            grounds.clone_from(&rule.needs_grounds);
            if let (true, Verdict::Refusable(all)) = (grounds.is_empty(), view.assessment.outcome()) {
                grounds = all.into_iter().filter(|ground| rule.may_stand_on(ground)).collect();
            }
            self.give(id, &examiner, CaseCommand::InviteHearing { grounds: grounds.clone() }).await;
            let opinion = "I see it otherwise.".to_owned();
            self.give(id, &examiner, CaseCommand::AnswerHearing { opinion }).await;
        }
        let mut view = self.see(id).await;
        assert!(view.open_decisions.contains(&rule.id), "{}: {:?}", procedure.id(), view.open_decisions);
        let weighing = guide::weighing(procedure, rule, &grounds, &view.assessment.outcome());
        let propose = CaseCommand::Propose {
            decision: rule.id.clone(),
            grounds,
            reasons: REASONS.to_owned(),
            waiver: None,
            waiver_why: None,
            answer: guide::answer(&view.case, rule),
            weighing,
            choices: choices(rule),
            parts: parts(&view, facts),
            seen_at: view.seen_at,
        };
        view = self.give(id, &examiner, propose).await;
        if rule.approvals > 1 {
            assert_eq!(view.case.stage(), "proposed");
            view = self.give(id, &officer(self.pair.approver), CaseCommand::Approve {}).await;
        }
        if rule.by.is_some() {
            assert_eq!(view.case.stage(), "submitted");
            let act = CaseCommand::RecordAct { number: "512".to_owned(), on: day("2026-11-24") };
            view = self.give(id, &examiner, act).await;
        }
        assert_eq!(view.case.stage(), "decided", "{}", procedure.id());
        view
    }

    /// Tells the case every fact, each by the way that it comes in.
    async fn prove(&self, id: CaseId, procedure: &Procedure, facts: &Facts) -> CaseView {
        for (name, value) in facts {
            if self.see(id).await.facts.get(name) == Some(value) {
                continue;
            }
            let told = guide::prove(procedure, facts, name, value);
            let (who, command) = told.unwrap_or_else(|| panic!("{name} is proved by nothing"));
            let who = if who == officer(FIRST.examiner) { officer(self.pair.examiner) } else { who };
            self.give(id, &who, command).await;
        }
        self.see(id).await
    }

    /// Notes every step that can be noted, each by somebody who may.
    async fn finish_stages(&self, id: CaseId) {
        for _ in 0..30 {
            let view = self.see(id).await;
            let procedure = self.law().version(&view.case.procedure, view.case.in_force).unwrap();
            let mut open = view.stages.iter().filter(|stage| stage.noted && stage.state == StageState::Open);
            let Some(stage) = open.find(|stage| stage.lacks.is_none()).map(|open| open.id.clone()) else {
                return;
            };
            let says = guide::says(procedure, &stage);
            let command = CaseCommand::FinishStage { stage, note: "done".to_owned(), on: None, says };
            let mut done = false;
            for who in [self.pair.examiner, "counter", self.pair.approver] {
                let office = &self.house.office;
                match office.command(&officer(who), id, None, &command).await {
                    Ok(_) => done = true,
                    Err(OfficeError::Denied(_)) => continue,
                    Err(error) => panic!("{} {command:?}: {error}", self.number),
                }
                break;
            }
            assert!(done, "nobody may finish a step");
        }
        panic!("the steps have no end");
    }

    /// Serves the decision and does what follows, to the end of the case.
    pub async fn carry_out(&self, id: CaseId, subject: PersonId) -> CaseView {
        let served = self.give(id, &officer("counter"), CaseCommand::Serve {}).await;
        let counter = at(officer("counter"), &served.case.office);
        let effects = served.case.decision().unwrap().outcome.effects().to_vec();
        let person = self.person(id, subject).await;
        for effect in &effects {
            self.follows(&served, &person, effect);
        }
        self.terms(&served);
        self.finish_stages(id).await;
        let documents: Vec<_> = served.documents.iter().map(|document| document.id).collect();
        for document in documents {
            self.give(id, &counter, CaseCommand::MarkMade { document }).await;
            self.give(id, &counter, CaseCommand::HandOver { document }).await;
        }
        self.finish_stages(id).await;
        let ended = self.see(id).await;
        assert!(ended.case.is_closed(), "{} stands at {}", ended.case.procedure, ended.case.stage());
        let person = self.person(id, subject).await;
        for effect in &effects {
            match effect {
                StatedEffect::IssueDocument { kind, .. } => {
                    assert!(person.valid_document(kind).is_some(), "no valid {kind}");
                }
                StatedEffect::CancelPrevious { kind } => {
                    let new: Vec<_> = ended.documents.iter().map(|document| document.id).collect();
                    let mut held = person.documents().into_iter().filter(|held| held.kind == *kind);
                    let ended = |held: &office::register::DocumentFact| {
                        new.contains(&held.document) || held.status == DocumentStatus::Invalid
                    };
                    assert!(held.all(|held| ended(&held)), "{kind} is still valid");
                }
                _ => {}
            }
        }
        ended
    }

    async fn person(&self, id: CaseId, subject: PersonId) -> PersonView {
        let purpose = Purpose::Case(id);
        let record = self.house.office.person(&officer("case"), &purpose, subject, &When::default()).await;
        record.unwrap().view
    }

    /// The whole way.
    pub async fn go(&self, procedure: &Procedure, rule: &DecisionRule, way: &Way) -> CaseView {
        let (subject, applicant) = self.enter(way, rule).await;
        let id = self.begin(procedure, way, (subject, applicant)).await;
        self.decide(id, procedure, rule, &way.facts).await;
        self.carry_out(id, subject).await
    }
}

/// Something said of everything that the procedure asks in words and data, but one's documents.
fn said(procedure: &Procedure) -> Particulars {
    let told = |asked: &Particular| match (asked.kind, asked.place) {
        (ParticularKind::Address, place) => {
            let here = place == Some(AddressPlace::Country);
            let municipality = if here { "LV0001000" } else { "" }.to_owned();
            Some(Told::Address { municipality, address: "Imaginary Street 4-7".to_owned() })
        }
        // Not in the past where it may not be, and one such day not before another.
        (ParticularKind::Day, _) => {
            let on = if asked.from_today { "2026-12-20" } else { "2026-11-20" };
            Some(Told::Words(on.to_owned()))
        }
        (ParticularKind::Document, _) => None,
        (ParticularKind::Line | ParticularKind::Text, _) => Some(Told::Words("As it happened.".to_owned())),
    };
    procedure.particulars().iter().filter_map(|asked| Some((asked.id.clone(), told(asked)?))).collect()
}

fn of_source(procedure: &Procedure, facts: &Facts, source: FactSource) -> Facts {
    let wanted = |name: &str| procedure.fact(name).is_some_and(|def| def.source == source);
    facts.iter().filter(|(name, _)| wanted(name)).map(|(name, value)| (name.clone(), value.clone())).collect()
}

/// Decisions that no walk takes yet; the list may only shrink.
const NOT_WALKED: [(&str, &str); 1] = [
    // Whoever is not entitled is not taken in: only somebody who loses the right meanwhile is refused.
    ("register.extract", "refuse"),
];

#[tokio::test(flavor = "multi_thread")]
async fn every_decision_of_every_offered_procedure_is_taken_and_carried_out() {
    let law = everything_offered();
    let mut ways = Vec::new();
    let mut failed = Vec::new();
    for procedure in offered(&law).into_iter().filter(|procedure| !of_contest(&law, procedure)) {
        let walked = |rule: &&DecisionRule| !NOT_WALKED.contains(&(procedure.id(), rule.id.as_str()));
        for rule in procedure.decisions().iter().filter(walked) {
            match way(&law, procedure, rule) {
                Some(way) => ways.push((procedure.id().to_owned(), rule.id.clone(), way)),
                None => failed.push(format!("{} {}: no facts lead to it", procedure.id(), rule.id)),
            }
        }
    }
    assert!(ways.len() > 100, "only {} decisions", ways.len());
    for house in houses_of("walk", &law).await {
        house.office.write_letters_later();
        let house = std::sync::Arc::new(house);
        let mut walks = tokio::task::JoinSet::new();
        for (index, (id, rule, way)) in ways.iter().cloned().enumerate() {
            let (house, law) = (house.clone(), law.clone());
            walks.spawn(async move {
                let name = format!("{id} {rule}");
                let number = 100 + 10 * u64::try_from(index).unwrap();
                let walked = tokio::spawn(async move {
                    let procedure = law.procedure(&id, day("2026-11-24")).unwrap();
                    let rule = procedure.decision(&rule).unwrap();
                    Walk { house: &house, number, pair: FIRST }.go(procedure, rule, &way).await;
                });
                walked.await.err().map(|error| format!("{name}: {error}"))
            });
            if walks.len() >= 4 {
                failed.extend(walks.join_next().await.unwrap().unwrap());
            }
        }
        while let Some(walked) = walks.join_next().await {
            failed.extend(walked.unwrap());
        }
        assert_eq!(failed, Vec::<String>::new());
        assert_eq!(house.office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
        house.office.store().close().await;
    }
}
