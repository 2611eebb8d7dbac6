//! Cases: what is applied for, where a case stands, and what can be done with it now.

use super::appointment::Appointment;
use super::course::Course;
use super::file::{
    CaseFact, CorrespondenceEntry, Decision, EvidenceEntry, FeeEntry, HearingEntry, Identity, Returned,
    decision, fee, identity,
};
use super::law::{Assessment, DecisionTerm};
use super::onward::Onward;
use super::payment::InvoiceEntry;
use super::person::Brief;
use super::{Given, Link, Named};
use kernel::{AppointmentId, CaseId, Day, DocumentId, Lang, LetterId, PersonId, Timestamp};
use law::Procedure;
use office::cases::event::Channel;
use office::cases::{Application, CaseLine, CaseView, DocumentView, Intake, LetterView, Particulars};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// An application.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Apply {
    /// Id of the service.
    #[schema(max_length = 80)]
    pub service: String,
    /// For whom.
    #[schema(value_type = String, pattern = "^[0-9A-HJKMNP-TV-Z]{12}$")]
    pub subject: PersonId,
    /// The answers to the questions of the service, by fact.
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, Given>)]
    pub declared: BTreeMap<String, law::FactValue>,
    /// The office where the document is collected.
    #[schema(max_length = 40)]
    pub office: String,
    /// Language of letters: `lv` or `en`.
    #[serde(default = "latvian")]
    #[schema(value_type = String, example = "lv", pattern = "^(lv|en)$")]
    pub lang: Lang,
    /// The visit booked for it.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub appointment: Option<AppointmentId>,
    /// At a counter: who applies. Clients leave it out.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub applicant: Option<PersonId>,
    /// How it came, when an officer takes it in: `counter` (unless said otherwise), `post`, `e-address` or `phone`.
    #[serde(default)]
    #[schema(value_type = Option<String>, pattern = "^(counter|post|e-address|phone)$")]
    pub channel: Option<Channel>,
    /// The day on which it came, when an officer takes it in; today when absent. The law counts from it.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub received: Option<Day>,
    /// That the version of the law applies that was in force on that day, where it is not the one of today.
    #[serde(default)]
    pub older_law: bool,
    /// What the applicant adds in words.
    #[serde(default)]
    #[schema(max_length = 2000)]
    pub note: String,
    /// What the application says in words and data, by the particulars of the service: words, a day, the number of a
    /// document, or an address with its municipality.
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, super::particular::Particular>)]
    pub particulars: Particulars,
}

const fn latvian() -> Lang {
    Lang::LV
}

impl From<Apply> for Application {
    fn from(apply: Apply) -> Self {
        let Apply {
            service, subject, declared, office, lang, appointment, applicant, note, particulars, ..
        } = apply;
        let intake = Intake {
            channel: apply.channel.unwrap_or(Channel::Counter),
            received: apply.received,
            older_law: apply.older_law,
        };
        let (intake, files) = (Some(intake), Vec::new());
        Self {
            service,
            subject,
            declared,
            office,
            lang,
            appointment,
            applicant,
            intake,
            note,
            particulars,
            files,
        }
    }
}

/// Cases, the one that is due first first.
#[derive(Debug, Serialize, ToSchema)]
pub struct Cases {
    /// The cases.
    pub items: Vec<CaseEntry>,
    /// What to send as `after` for the next page; null on the last.
    pub next: Option<String>,
}

/// A case in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseEntry {
    /// Its id.
    #[schema(value_type = String)]
    pub id: CaseId,
    /// Id of the procedure.
    pub procedure: String,
    /// Whom it is about.
    pub subject: Brief,
    /// The office.
    pub office: String,
    /// Where it stands.
    pub stage: String,
    /// Day of receipt.
    #[schema(value_type = String, format = Date)]
    pub received: Day,
    /// The last day of the term that runs; null when none does.
    #[schema(value_type = Option<String>, format = Date)]
    pub due: Option<Day>,
    /// The officer who proposed a decision.
    pub proposed_by: Option<String>,
    /// The officer who examines it.
    pub assigned_to: Option<String>,
    /// The officer who returned what was proposed, until something else is.
    pub returned_by: Option<String>,
    /// The case itself.
    pub links: Vec<Link>,
}

impl From<&CaseLine> for CaseEntry {
    fn from(line: &CaseLine) -> Self {
        Self {
            id: line.id,
            procedure: line.procedure.clone(),
            subject: (&line.subject).into(),
            office: line.office.clone(),
            stage: line.stage.clone(),
            received: line.received,
            due: line.due,
            proposed_by: line.proposed_by.as_ref().map(ToString::to_string),
            assigned_to: line.assigned.as_ref().map(ToString::to_string),
            returned_by: line.returned_by.as_ref().map(ToString::to_string),
            links: vec![Link { rel: "self".to_owned(), method: "GET", href: href(line.id) }],
        }
    }
}

/// The address of a case.
pub fn href(id: CaseId) -> String {
    format!("/api/v1/cases/{id}")
}

/// A case.
#[derive(Debug, Serialize, ToSchema)]
pub struct Case {
    /// Its id.
    #[schema(value_type = String)]
    pub id: CaseId,
    /// Its version: the `ETag`.
    pub version: u32,
    /// The procedure.
    pub procedure: Named,
    /// The version of the law file that binds it: the day from which it is in force.
    #[schema(value_type = String, format = Date)]
    pub in_force: Day,
    /// Whom it is about.
    pub subject: Brief,
    /// Who applied.
    pub applicant: Brief,
    /// As whom the applicant acts.
    pub capacity: String,
    /// `portal`, `counter`, `post`, `e-address`, `phone` or `office` (which began it itself).
    #[schema(value_type = String)]
    pub channel: Channel,
    /// Day of receipt.
    #[schema(value_type = String, format = Date)]
    pub received: Day,
    /// Office of collection.
    pub office: String,
    /// Language of letters.
    #[schema(value_type = String)]
    pub lang: Lang,
    /// Where it stands.
    pub stage: &'static str,
    /// The booked visit.
    pub appointment: Option<Appointment>,
    /// How identity was established.
    pub identity: Option<Identity>,
    /// Facts that the case adds to those of the register.
    pub facts: BTreeMap<String, CaseFact>,
    /// What the application says in words and data, by the particulars of the service.
    #[schema(value_type = BTreeMap<String, super::particular::Particular>)]
    pub particulars: Particulars,
    /// What the applicant added in words.
    pub note: String,
    /// What came in and went out, in the order of its numbers.
    pub correspondence: Vec<CorrespondenceEntry>,
    /// Evidence on file.
    pub evidence: Vec<EvidenceEntry>,
    /// What can be paid now, and how; null when there is nothing, or nobody may be told where to.
    pub invoice: Option<InvoiceEntry>,
    /// How the fee was settled.
    pub fee: Option<FeeEntry>,
    /// The hearing.
    pub hearing: Option<HearingEntry>,
    /// Why proposals were returned.
    pub returned: Vec<Returned>,
    /// The decision; for a client once it was received.
    pub decision: Option<Decision>,
    /// What the facts say to the procedure.
    pub assessment: Assessment,
    /// When the law wants the decision.
    pub term: DecisionTerm,
    /// Its course: terms, steps, contests.
    #[serde(flatten)]
    pub course: Course,
    /// Beyond its own file: opinions, joined cases, sending, courts.
    #[serde(flatten)]
    pub onward: Onward,
    /// Documents ordered.
    pub documents: Vec<CaseDocument>,
    /// Letters.
    pub letters: Vec<Letter>,
    /// What happened, the newest last.
    pub history: Vec<HistoryEntry>,
    /// The position of the log that this shows; a proposal hands it back.
    pub seen_at: i64,
    /// The commands that are allowed now, and the case itself.
    pub links: Vec<Link>,
}

/// A document that a decision ordered.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseDocument {
    /// Its id.
    #[schema(value_type = String)]
    pub id: DocumentId,
    /// The number printed on it.
    pub number: String,
    /// Its kind.
    pub kind: String,
    /// Where it stands.
    #[schema(value_type = String)]
    pub status: office::register::DocumentStatus,
    /// Day of issue.
    #[schema(value_type = String, format = Date)]
    pub issued_on: Day,
    /// Last day of validity.
    #[schema(value_type = String, format = Date)]
    pub expires_on: Day,
    /// The machine-readable zone, one entry a line.
    pub mrz: Vec<String>,
}

impl From<&DocumentView> for CaseDocument {
    fn from(view: &DocumentView) -> Self {
        Self {
            id: view.id,
            number: view.number.to_string(),
            kind: view.kind.clone(),
            status: view.status,
            issued_on: view.issued_on,
            expires_on: view.expires_on,
            mrz: view.mrz.clone(),
        }
    }
}

/// A letter.
#[derive(Debug, Serialize, ToSchema)]
pub struct Letter {
    /// Its id.
    #[schema(value_type = String)]
    pub id: LetterId,
    /// `confirmation`, `invoice`, `receipt`, `hearing`, `decision`, `notice`, `request` or `opinion`.
    pub kind: String,
    /// Its language.
    #[schema(value_type = String)]
    pub lang: Lang,
    /// Day.
    #[schema(value_type = String, format = Date)]
    pub written_on: Day,
    /// Where to read it.
    pub href: String,
}

impl From<&LetterView> for Letter {
    fn from(view: &LetterView) -> Self {
        Self {
            id: view.id,
            kind: view.kind.clone(),
            lang: view.lang,
            written_on: view.written_on,
            href: format!("/api/v1/letters/{}", view.id),
        }
    }
}

/// Something that happened.
#[derive(Debug, Serialize, ToSchema)]
pub struct HistoryEntry {
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Who, as the log names them.
    pub actor: String,
    /// What.
    pub kind: String,
    /// In a few words.
    pub note: String,
}

impl Case {
    /// The case as `procedure` cites it.
    pub fn of(procedure: &Procedure, view: &CaseView) -> Self {
        let case = &view.case;
        let mut links = vec![Link { rel: "self".to_owned(), method: "GET", href: href(case.id) }];
        links.extend(view.allowed.iter().map(|command| Link {
            rel: (*command).to_owned(),
            method: "POST",
            href: format!("{}/{command}", href(case.id)),
        }));
        Self {
            id: case.id,
            version: case.version,
            procedure: Named { id: procedure.id().to_owned(), name: procedure.name().into() },
            in_force: case.in_force,
            subject: (&view.subject).into(),
            applicant: (&view.applicant).into(),
            capacity: case.capacity.clone(),
            channel: case.channel,
            received: case.received,
            office: case.office.clone(),
            lang: case.lang,
            stage: case.stage(),
            appointment: view.appointment.clone().map(Appointment::from),
            identity: case.identified.as_ref().map(|(means, by, on)| identity(means, by.as_str(), *on)),
            facts: case.facts.iter().map(|(name, fact)| (name.clone(), fact.into())).collect(),
            note: case.note.clone(),
            particulars: case.particulars.clone(),
            correspondence: view.correspondence.iter().map(CorrespondenceEntry::from).collect(),
            evidence: case
                .evidence
                .iter()
                .map(|(evidence, note, on, attachment)| EvidenceEntry {
                    evidence: evidence.clone(),
                    note: note.clone(),
                    attachment: *attachment,
                    on: *on,
                })
                .collect(),
            invoice: view.payable().map(|invoice| InvoiceEntry::of(procedure, invoice)),
            fee: case.fee.as_ref().map(|settled| fee(procedure, view, settled)),
            hearing: case.hearing.as_ref().map(HearingEntry::from),
            returned: case
                .returned
                .iter()
                .map(|(by, reasons, on)| Returned { by: by.to_string(), reasons: reasons.clone(), on: *on })
                .collect(),
            decision: decision(procedure, &case.phase).filter(|_| view.told),
            assessment: Assessment::of(procedure, &view.assessment),
            term: DecisionTerm::of(procedure, view),
            onward: view.into(),
            course: Course::of(procedure, view),
            documents: view.documents.iter().map(CaseDocument::from).collect(),
            letters: view.letters.iter().map(Letter::from).collect(),
            history: view
                .history
                .iter()
                .map(|line| HistoryEntry {
                    at: line.at,
                    actor: line.actor.clone(),
                    kind: line.kind.clone(),
                    note: line.note(),
                })
                .collect(),
            seen_at: view.seen_at,
            links,
        }
    }
}
