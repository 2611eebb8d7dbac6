//! A case as it is loaded and shown.

mod anew;
mod due;
mod kin;
mod lines;
mod note;
mod onward;
pub(super) mod papers;
mod parent;
mod part;
mod says;
mod together;

use crate::access::rights::Action;
use crate::access::{self, Access, Purpose, Standing};
use crate::act::{Entry, Office, entries};
use crate::actor::Actor;
use crate::appointments::AppointmentView;
use crate::cases::case::{Case, Phase};
use crate::cases::clocks::{self, ClockLine};
use crate::cases::correspondence::{self, Item};
use crate::cases::course::Fate;
use crate::cases::event::CaseEvent;
use crate::cases::facts::{self, Days};
use crate::cases::incoming::Filed;
use crate::cases::rules::{self, Contesting, Fresh, Movable, NotNow, Other, ParentCase, StageLine};
use crate::cases::term::decision_term;
use crate::channels::Channels;
use crate::error::OfficeError;
use crate::ratings;
use crate::register::{PersonBrief, PersonHistory};
use crate::snapshot::Snapshot;
use kernel::{CaseId, DocumentId, OfficerId, PersonId, Text};
use law::{Answer, Assessment, ConditionLine, Facts, Missing, Procedure};
use lines::mail_lines;
pub use note::{HistoryLine, Piece};
pub use onward::WayOn;
pub use papers::{DocumentView, LetterView, Unwritten};
pub(crate) use papers::{OPINION, for_party, letters as letters_written};
pub use part::{Part, parts};
use std::collections::BTreeSet;
use std::sync::Arc;
use store::{Guarded, RecordedEvent, StreamId};
pub use together::JoinedCase;

/// A case as it is shown to whoever may see it.
#[derive(Debug, Clone)]
pub struct CaseView {
    /// The case.
    pub case: Case,
    /// For whom.
    pub subject: PersonBrief,
    /// Who applied.
    pub applicant: PersonBrief,
    /// What the law says to the facts as of now.
    pub assessment: Assessment,
    /// The facts themselves.
    pub facts: Facts,
    /// The term for the decision.
    pub term: Answer,
    /// Commands that the asker can give now.
    pub allowed: Vec<&'static str>,
    /// Commands that an officer cannot give now, each with what is in the way; nothing for a client.
    pub not_allowed: Vec<(&'static str, NotNow)>,
    /// The terms that can be moved now.
    pub movable: Vec<Movable>,
    /// Whether the asker can file a file now.
    pub may_attach: bool,
    /// What came in and went out.
    pub correspondence: Vec<Item>,
    /// Whether the asker is shown the decision: officers are, a client once it was received.
    pub told: bool,
    /// The officers who took the decision that this case decides on a contest of: it is given to none of them.
    pub barred: Vec<OfficerId>,
    /// The parts of the decision that this case decides on a contest of; nothing where it decides on none.
    pub contested: Vec<Part>,
    /// What contesting the decision would be now; nothing when the asker cannot.
    pub contesting: Option<Contesting>,
    /// What becomes of that decision if the contest is granted; nothing where the case decides on none.
    pub contest_fate: Option<Fate>,
    /// Where whoever disagrees with the decision goes on; nothing where it is final, nor before there is one, but that what
    /// comes after a contest is known while that is open.
    pub way_on: Option<WayOn>,
    /// What the decision in force says, as its letter does: what it imposes, or what follows from it beside its answer.
    pub says: Vec<Text>,
    /// How the applicant wants to be asked, told and served, once that was chosen; for officers.
    pub channels: Option<Channels>,
    /// Cases that are examined together with it; for officers.
    pub joined: Vec<JoinedCase>,
    /// Letters that are written, the newest first.
    pub letters: Vec<LetterView>,
    /// Letters that were ordered and are not written yet.
    pub unwritten: Vec<Unwritten>,
    /// Documents of the case.
    pub documents: Vec<DocumentView>,
    /// The visit for it: the one chosen with the application, or one that the applicant booked for the service since.
    pub appointment: Option<AppointmentView>,
    /// How the client rated it; for the client.
    pub rating: Option<u8>,
    /// Every term of the case.
    pub clocks: Vec<ClockLine>,
    /// The steps of the work.
    pub stages: Vec<StageLine>,
    /// The case whose decision was undone, so that this one decides anew.
    pub replaces: Option<CaseId>,
    /// The case in which its decision, or the one that it decides on a contest of, is taken anew.
    pub anew: Option<CaseId>,
    /// The decisions that the law allows on these facts, by their ids in the procedure.
    pub open_decisions: Vec<String>,
    /// What a grant has to know beside the requirements, and is not known yet.
    pub needed: Vec<Missing>,
    /// The way in which the case is examined, and why.
    pub track: Option<(String, Vec<ConditionLine>)>,
    /// The log position that is shown; a proposal hands it back.
    pub seen_at: i64,
    /// What happened, the oldest first.
    pub history: Vec<HistoryLine>,
}

/// A case with everything it is decided on.
pub(crate) struct Loaded<'a> {
    pub case: Case,
    pub parent: Option<ParentCase<'a>>,
    pub others: Vec<Other<'a>>,
    pub open: BTreeSet<String>,
    pub entries: Vec<Entry<CaseEvent>>,
    pub procedure: &'a Procedure,
    pub subject: Arc<PersonHistory>,
    pub applicant: Arc<PersonHistory>,
    pub facts: Facts,
    pub assessment: Assessment,
    pub own: bool,
    pub standing: Standing,
    pub access: Access,
    pub position: i64,
}

pub(crate) fn stream(id: CaseId) -> StreamId {
    StreamId::new("case", id)
}

pub(crate) fn document_stream(id: DocumentId) -> StreamId {
    StreamId::new("document", id)
}

pub(crate) fn fold(
    id: CaseId,
    events: Vec<RecordedEvent>,
) -> Result<(Case, Vec<Entry<CaseEvent>>), OfficeError> {
    let entries = entries::<CaseEvent>(events)?;
    let case = Case::fold(id, entries.iter().map(|entry| &entry.event)).ok_or(OfficeError::NotFound)?;
    Ok((case, entries))
}

async fn sealed(snapshot: &mut Snapshot, id: CaseId) -> Result<Guarded<Vec<RecordedEvent>>, OfficeError> {
    Ok(snapshot.events(&stream(id)).await?)
}

impl Office {
    /// The right to a case: a client's own, or an officer's or the system's by the case itself.
    async fn case_access(
        &self,
        snapshot: &mut Snapshot,
        actor: &Actor,
        id: CaseId,
    ) -> Result<(Access, bool), OfficeError> {
        let Some(client) = actor.client() else {
            let access = self.authorise(actor, Action::ReadCase, None, Purpose::Case(id), false, "case")?;
            return Ok((access, false));
        };
        let ids = access::weigh(sealed(snapshot, id).await?, |events| {
            fold(id, events.clone()).map(|(case, _)| {
                let procedure = self.law().version(&case.procedure, case.in_force);
                (case.applicant, case.subject, procedure)
            })
        });
        // Somebody else's case and no case look alike, and so does one that a power of attorney does not reach.
        let (applicant, subject, procedure) = ids?;
        let own = match procedure {
            Some(procedure) => self.is_own_case(snapshot, client, (applicant, subject), procedure).await?,
            None => applicant == client || subject == client,
        };
        if !own {
            return Err(OfficeError::NotFound);
        }
        Ok((self.authorise(actor, Action::ReadCase, Some(client), Purpose::Own, true, "case")?, true))
    }

    #[tracing::instrument(target = "parvalde::trace", level = "debug", skip_all, fields(what = "case"))]
    pub(crate) async fn load(
        &self,
        snapshot: &mut Snapshot,
        actor: &Actor,
        id: CaseId,
    ) -> Result<Loaded<'_>, OfficeError> {
        let (mut access, own) = self.case_access(snapshot, actor, id).await?;
        let position = snapshot.head().await?;
        let (case, entries) = fold(id, access.open(sealed(snapshot, id).await?))?;
        // A case that is hidden and no case look alike.
        if !snapshot.sees_case([case.applicant, case.subject]).await? {
            return Err(OfficeError::NotFound);
        }
        let procedure = self.law().version(&case.procedure, case.in_force).ok_or_else(|| {
            let (id, day) = (&case.procedure, case.in_force);
            OfficeError::Fault(format!("the law file `{id}` in force from {day} is not loaded"))
        })?;
        let subject = access.whole(snapshot, case.subject).await?;
        let applicant = if case.applicant == case.subject {
            Arc::clone(&subject)
        } else {
            access.whole(snapshot, case.applicant).await?
        };
        let parent = self.parent_of(snapshot, &mut access, &case, &[&applicant, &subject], position).await?;
        let standing = access.standing(snapshot, &case, parent.as_ref().map(|parent| &parent.case)).await?;
        let open = self.open_kinds(snapshot, procedure, &case, parent.as_ref()).await?;
        let persons = self.persons(procedure, &subject, &applicant);
        let days = Days { received: case.received, today: self.today(), known_at: position };
        let facts = facts::of_case(procedure, &case, persons, days);
        let assessment = procedure.assess(&facts);
        Ok(Loaded {
            case,
            parent,
            others: Vec::new(),
            open,
            entries,
            procedure,
            subject,
            applicant,
            facts,
            assessment,
            own,
            standing,
            access,
            position,
        })
    }

    /// A case.
    ///
    /// # Errors
    /// [`OfficeError::NotFound`] when there is none, or it is not the client's.
    pub async fn case(&self, actor: &Actor, id: CaseId) -> Result<CaseView, OfficeError> {
        let mut snapshot = self.snapshot(actor).await?;
        let mut loaded = self.load(&mut snapshot, actor, id).await?;
        let view = self.show(&mut snapshot, actor, &mut loaded).await?;
        drop(snapshot);
        self.answer(actor, &loaded.access, view).await
    }

    /// A case right after an act on it, whose trace was committed with the act and names `traced`; whoever else it shows
    /// is traced before it is shown. The act stands, whatever goes wrong here.
    pub(crate) async fn after_act(
        &self,
        actor: &Actor,
        id: CaseId,
        traced: &[PersonId],
    ) -> Result<CaseView, OfficeError> {
        self.show_done(actor, id, traced).await.map_err(OfficeError::when_done)
    }

    async fn show_done(
        &self,
        actor: &Actor,
        id: CaseId,
        traced: &[PersonId],
    ) -> Result<CaseView, OfficeError> {
        let mut snapshot = self.snapshot(actor).await?;
        let mut loaded = self.load(&mut snapshot, actor, id).await?;
        let view = self.show(&mut snapshot, actor, &mut loaded).await?;
        drop(snapshot);
        if loaded.access.subjects().iter().all(|person| traced.contains(person)) {
            return Ok(view);
        }
        self.answer(actor, &loaded.access, view).await
    }

    async fn show(
        &self,
        snapshot: &mut Snapshot,
        actor: &Actor,
        loaded: &mut Loaded<'_>,
    ) -> Result<CaseView, OfficeError> {
        let joined =
            if actor.client().is_some() { Vec::new() } else { self.joined(snapshot, loaded).await? };
        let case = &loaded.case;
        let (procedure, facts, calendar) = (loaded.procedure, &loaded.facts, &self.country().calendar);
        let term = decision_term(procedure, case, facts, calendar)?;
        let none = Fresh::none();
        let context = self.context(actor, loaded, &none);
        let (allowed, may_attach) = (rules::allowed(&context), rules::may_attach(&context));
        let contesting = rules::contesting(&context);
        let movable = rules::terms::movable(&context, &allowed);
        let not_allowed = actor.officer().map(|_| rules::not_allowed(&context)).unwrap_or_default();
        let zone = self.zone();
        let acted = loaded.entries.iter().map(|e| (&e.event, e.actor.as_str(), zone.day(e.at)));
        let mut correspondence = correspondence::register(case, self.law().outside(), acted);
        let (mut attachments, mut opinions) = (case.attachments.clone(), case.opinions.clone());
        let (mut returned, mut dispatches) = (case.returned.clone(), case.dispatches.clone());
        let mut returned_draft = case.returned_draft.clone();
        // A client sees what came from the party and what went to it, not what others sent.
        if actor.client().is_some() {
            correspondence.retain(Item::for_party);
            attachments.retain(Filed::of_party);
            opinions.clear();
            returned.clear();
            returned_draft = None;
            dispatches.clear();
        }
        let open_decisions = rules::open_decisions(&context);
        let track = procedure.track(facts).map(|track| {
            let lines = track.condition.as_ref().map(|condition| condition.lines(facts));
            (track.id.clone(), lines.unwrap_or_default())
        });
        let told = actor.client().is_none() || matches!(case.phase, Phase::InForce { .. });
        let (letters, unwritten) = papers::letters_for(snapshot, actor, case, told).await?;
        let documents = self.documents(snapshot, loaded).await?;
        // What the case itself says of an address is withheld with the address.
        let shown = loaded.case.clone();
        let mut history: Vec<HistoryLine> =
            loaded.entries.iter().map(|entry| self.history_line(actor, entry)).collect();
        let shown = if self.address_withheld(snapshot, &shown).await? {
            for (line, entry) in history.iter_mut().zip(&loaded.entries) {
                if matches!(entry.event, CaseEvent::AddressStated { .. }) {
                    line.more.clear();
                }
            }
            let mut shown = Case { address: None, ..shown };
            shown.sent.iter_mut().for_each(|sent| sent.address.clear());
            dispatches.iter_mut().for_each(|known| known.address.clear());
            shown
        } else {
            shown
        };
        history.extend(mail_lines(snapshot, actor, loaded).await?);
        history.sort_by_key(|line| line.position);
        Ok(CaseView {
            subject: self.brief(&loaded.subject),
            applicant: self.brief(&loaded.applicant),
            assessment: loaded.assessment.clone(),
            facts: loaded.facts.clone(),
            term,
            allowed,
            not_allowed,
            movable,
            may_attach,
            correspondence,
            told,
            barred: loaded.deciders(),
            contested: part::contested(loaded),
            contesting,
            contest_fate: case.contests().then(|| rules::fate_if_granted(facts)),
            way_on: onward::way_on(loaded),
            says: self.says(loaded),
            channels: self.channels_beside(snapshot, actor, loaded).await?,
            joined,
            letters,
            unwritten,
            documents,
            appointment: self.visit_of_case(snapshot, &loaded.access, case).await?,
            rating: ratings::for_client(snapshot, actor, case.id).await?,
            clocks: clocks::lines(procedure, case, facts, calendar)?,
            stages: rules::stage_lines(procedure, case, facts),
            replaces: loaded.replaced(),
            anew: anew::decided_anew(loaded),
            open_decisions,
            needed: procedure.needed(facts),
            track,
            seen_at: loaded.position,
            history,
            case: Case { attachments, opinions, returned, returned_draft, dispatches, ..shown },
        })
    }
}
