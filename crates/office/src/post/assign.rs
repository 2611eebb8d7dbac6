//! Giving what came in to a case, beginning one with it, or putting it aside.

use super::event::IncomingEvent;
use super::incoming::{Aside, IncomingView, stream};
use super::take::filed;
use crate::access::Denied;
use crate::access::rights::Action;
use crate::act::{Office, event};
use crate::actor::Actor;
use crate::cases::apply::{Application, Intake};
use crate::cases::event::Channel;
use crate::cases::incoming::Sender;
use crate::cases::rules::{self, Fresh, note};
use crate::cases::view::stream as case_stream;
use crate::error::{OfficeError, Problem};
use kernel::{CaseId, IncomingId, Lang};
use std::collections::BTreeMap;

/// Most characters of a reason.
const WORDS_MAX: usize = 500;

impl Office {
    /// Files what came in with a case. Its files are kept with the case before the events that name them.
    ///
    /// # Errors
    /// [`OfficeError::NotFound`] when there is none; [`OfficeError::Invalid`] at `case` for a case that is not there for
    /// the actor; [`OfficeError::NotNow`] when it was given to a case before.
    pub async fn assign_incoming(
        &self,
        actor: &Actor,
        id: IncomingId,
        case: CaseId,
    ) -> Result<IncomingView, OfficeError> {
        let mut access = self.sorting(actor)?;
        let by = actor.officer().ok_or(Denied::SignIn)?.id.clone();
        let mut snapshot = self.snapshot(actor).await?;
        let (view, version) = self.incoming_view(&mut snapshot, &mut access, id).await?;
        if let Some(before) = view.case {
            return Err(OfficeError::NotNow(
                Problem::new("incoming-assigned").with("case", before.grouped()),
            ));
        }
        let loaded = match self.load(&mut snapshot, actor, case).await {
            Ok(loaded) => loaded,
            Err(OfficeError::NotFound) => {
                let problem = Problem::new("unknown-case").with("case", case.grouped());
                return Err(OfficeError::field("case", problem));
            }
            Err(other) => return Err(other),
        };
        let none = Fresh::none();
        if !rules::may_attach(&self.context(actor, &loaded, &none)) {
            return Err(Denied::NoRight(Action::ReceiveApplication.code()).into());
        }
        let from = match view.received.person {
            Some(person) if self.is_theirs(&mut snapshot, &loaded, person).await? => Sender::Party { person },
            _ => Sender::Other { name: view.received.sender.clone() },
        };
        for file in &view.received.files {
            let sealed = snapshot.blob(&stream(id), &file.hash).await?;
            let missing = || OfficeError::Fault("the bytes of a file are missing".to_owned());
            let blob = access.open(sealed.ok_or_else(missing)?);
            self.store().put_blob(&case_stream(case), &blob).await?;
        }
        drop(snapshot);
        let events = filed(&view.received, from, (view.received.on, Some(&by)));
        let mut submission = self.filed_in(actor, &loaded, events)?;
        let assigned = IncomingEvent::MessageAssigned { case, by, on: self.today() };
        submission.expect.push((stream(id), version));
        submission.events.push(event(stream(id), assigned.kind(), &assigned)?);
        self.commit(Some(&access), submission).await?;
        Ok(IncomingView { case: Some(case), ..view })
    }

    /// Begins a case with what came in: its sender applies for themselves, by the e-address, on the day on which it came.
    ///
    /// # Errors
    /// As [`Self::assign_incoming`] and [`Self::apply`]; [`OfficeError::NotNow`] when the register does not know the
    /// sender.
    pub async fn begin_with_incoming(
        &self,
        actor: &Actor,
        id: IncomingId,
        service: &str,
    ) -> Result<IncomingView, OfficeError> {
        let view = self.incoming_one(actor, id).await?;
        if let Some(before) = view.case {
            return Err(OfficeError::NotNow(
                Problem::new("incoming-assigned").with("case", before.grouped()),
            ));
        }
        let person = view.received.person.ok_or(OfficeError::NotNow(Problem::new("incoming-unknown")))?;
        let officer = actor.officer().ok_or(Denied::SignIn)?;
        let note: String = view.received.subject.chars().take(200).collect();
        let intake =
            Intake { channel: Channel::EAddress, received: Some(view.received.on), older_law: false };
        let wanted = Application {
            service: service.to_owned(),
            subject: person,
            declared: BTreeMap::new(),
            office: officer.office.clone(),
            lang: Lang::LV,
            appointment: None,
            applicant: Some(person),
            intake: Some(intake),
            note,
            particulars: BTreeMap::new(),
            files: Vec::new(),
        };
        let case = self.apply(actor, &wanted).await?;
        self.assign_incoming(actor, id, case).await
    }

    /// Puts something aside that concerns no case, with a reason: it waits no longer, and can still be given to one.
    ///
    /// # Errors
    /// As [`Self::incoming_one`]; [`OfficeError::Invalid`] at `reason`; [`OfficeError::NotNow`] when it was given to a
    /// case or put aside before.
    pub async fn put_incoming_aside(
        &self,
        actor: &Actor,
        id: IncomingId,
        reason: &str,
    ) -> Result<IncomingView, OfficeError> {
        let mut access = self.sorting(actor)?;
        let by = actor.officer().ok_or(Denied::SignIn)?.id.clone();
        let reason = note("reason", reason, WORDS_MAX)?;
        if reason.is_empty() {
            return Err(OfficeError::field("reason", Problem::new("required")));
        }
        let mut snapshot = self.snapshot(actor).await?;
        let (view, version) = self.incoming_view(&mut snapshot, &mut access, id).await?;
        drop(snapshot);
        if let Some(before) = view.case {
            return Err(OfficeError::NotNow(
                Problem::new("incoming-assigned").with("case", before.grouped()),
            ));
        }
        if view.aside.is_some() {
            return Err(OfficeError::NotNow(Problem::new("incoming-aside")));
        }
        let aside = Aside { reason: reason.clone(), by: by.clone(), on: self.today() };
        let put = IncomingEvent::MessagePutAside { reason, by, on: aside.on };
        let mut submission = self.submission(actor);
        submission.expect.push((stream(id), version));
        submission.events.push(event(stream(id), put.kind(), &put)?);
        self.commit(Some(&access), submission).await?;
        Ok(IncomingView { aside: Some(aside), ..view })
    }
}
