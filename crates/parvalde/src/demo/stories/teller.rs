//! Who takes the steps of a story, and how: officers, the client, the office itself.

use super::Step::{
    self, Answer, Apply, Approve, Ask, Evidence, Fee, HandOver, Identify, Invite, Make, Propose, Receive,
    Refuse, Return, Send, Withdraw,
};
use super::{OFFICE, SERVICE};
use kernel::{CaseId, DocumentId, Lang};
use law::Truth;
use office::cases::event::PaymentMethod;
use office::cases::{Application, CaseCommand, CaseView, GivenValue};
use office::synthetic::SyntheticPerson;
use office::{Actor, Office, OfficeError, Role};
use std::collections::BTreeMap;

/// Takes the steps.
pub(super) struct Teller<'a> {
    office: &'a Office,
    counter: Actor,
    case_officer: Actor,
    approver: Actor,
}

impl<'a> Teller<'a> {
    pub(super) fn new(office: &'a Office) -> Self {
        let officer = |role| {
            let found = office.staff().iter().find(|officer| officer.is(role));
            found.map_or(Actor::Anonymous, |officer| Actor::Officer(officer.clone()))
        };
        Self {
            office,
            counter: officer(Role::Counter),
            case_officer: officer(Role::CaseOfficer),
            approver: officer(Role::Approver),
        }
    }

    /// Takes one step; answers the case when it begins.
    pub(super) async fn step(
        &self,
        hero: &SyntheticPerson,
        case: Option<CaseId>,
        step: Step,
    ) -> Result<Option<CaseId>, OfficeError> {
        let client = Actor::Client { person: hero.id };
        if let Apply = step {
            return self.office.apply(&client, &application(hero)).await.map(Some);
        }
        let Some(case) = case else { return Ok(None) };
        if let Evidence = step {
            for evidence in ["photo", "fingerprints"] {
                let taken = CaseCommand::RecordEvidence {
                    evidence: evidence.to_owned(),
                    note: String::new(),
                    shows: BTreeMap::new(),
                    attachment: None,
                    everywhere: false,
                };
                self.office.command(&self.counter, case, None, &taken).await?;
            }
            return Ok(None);
        }
        let seen = self.office.case(&self.case_officer, case).await?;
        let (actor, command) = self.command(&seen, step);
        let actor = actor.unwrap_or(&client);
        self.office.command(actor, case, None, &command).await.map(|_| None)
    }

    /// Who does what; nobody named is the client.
    fn command(&self, seen: &CaseView, step: Step) -> (Option<&Actor>, CaseCommand) {
        let ordered = seen.documents.first().map_or(DocumentId::from_u64(0), |document| document.id);
        let (counter, officer, approver) =
            (Some(&self.counter), Some(&self.case_officer), Some(&self.approver));
        match step {
            Identify => {
                let reasons = Some("Seja salīdzināta ar reģistra attēlu, atbildes sakrīt.".to_owned());
                (counter, CaseCommand::Identify { document: None, foreign: None, reasons })
            }
            Fee => {
                let reference = format!("T{}", seen.case.id.grouped());
                (counter, CaseCommand::TakeFee { method: PaymentMethod::Card, reference })
            }
            Propose => (officer, proposal(seen, "grant", Vec::new(), "")),
            Refuse => (officer, proposal(seen, "refuse", unmet(seen), NOT_A_CITIZEN)),
            Invite => (officer, CaseCommand::InviteHearing { grounds: unmet(seen) }),
            Return => {
                let reasons = "Lūdzu, pārbaudiet vārda rakstību reģistrā.".to_owned();
                (approver, CaseCommand::Return { reasons })
            }
            Approve => (approver, CaseCommand::Approve {}),
            Make => (Some(&Actor::System), CaseCommand::MarkMade { document: ordered }),
            HandOver => (counter, CaseCommand::HandOver { document: ordered }),
            Answer => {
                let opinion = "Dzīvoju Latvijā kopš dzimšanas un lūdzu izsniegt pasi.".to_owned();
                (None, CaseCommand::AnswerHearing { opinion })
            }
            Ask => {
                let question = "Vai personai ir tiesas noteikts izceļošanas aizliegums?".to_owned();
                // Not beyond the last day for the decision.
                let until = match seen.term.due {
                    law::Due::On(last) => last,
                    law::Due::Paused { .. } => seen.case.received.plus_days(21).unwrap_or(seen.case.received),
                };
                (officer, CaseCommand::AskOpinion { body: "police".to_owned(), question, until })
            }
            Send => {
                let (way, reference) = ("registered-post".to_owned(), "RR000000001LV".to_owned());
                (counter, CaseCommand::Send { way, on: None, reference, address: String::new() })
            }
            Withdraw => (None, CaseCommand::Withdraw { words: "Pase vairs nav vajadzīga.".to_owned() }),
            Receive | Apply | Evidence => (None, CaseCommand::Receive {}),
        }
    }
}

const NOT_A_CITIZEN: &str =
    "Reģistrā persona nav ierakstīta kā Latvijas pilsonis, un pretējais nav pierādīts.";

const ANSWER: &str = "Dzimšana un dzīvošana Latvijā vien pilsonību nedod; reģistra ziņas tas nemaina.";

/// The grounds of what is not met.
fn unmet(seen: &CaseView) -> Vec<String> {
    let findings = seen.assessment.findings.iter();
    findings.filter(|finding| finding.truth == Truth::NotMet).map(|finding| finding.ground.clone()).collect()
}

fn proposal(seen: &CaseView, decision: &str, grounds: Vec<String>, reasons: &str) -> CaseCommand {
    let answered = seen.case.hearing.as_ref().is_some_and(|hearing| hearing.answer.is_some());
    let heard = answered && decision == "refuse";
    CaseCommand::Propose {
        decision: decision.to_owned(),
        grounds,
        reasons: reasons.to_owned(),
        waiver: None,
        waiver_why: None,
        answer: if heard { ANSWER.to_owned() } else { String::new() },
        weighing: None,
        choices: BTreeMap::new(),
        seen_at: seen.seen_at,
        parts: Vec::new(),
    }
}

fn application(hero: &SyntheticPerson) -> Application {
    let declared =
        [("speed", "normal"), ("speed.reason", "none"), ("fee.claim", "none"), ("document.previous", "held")];
    Application {
        service: SERVICE.to_owned(),
        subject: hero.id,
        declared: declared.map(|(fact, code)| (fact.to_owned(), GivenValue::Code(code.to_owned()))).into(),
        office: OFFICE.to_owned(),
        lang: Lang::LV,
        appointment: None,
        applicant: None,
        intake: None,
        note: String::new(),
        particulars: BTreeMap::new(),
        files: Vec::new(),
    }
}
