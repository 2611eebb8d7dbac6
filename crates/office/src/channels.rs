//! How a person wants to be asked, told and served (*saziņas veida izvēle*): a choice that is kept, whoever noted it, and
//! that every officer sees before writing or calling. It binds nobody to a way that the law does not allow.

use crate::access::rights::Action;
use crate::access::{Access, Denied, Purpose};
use crate::act::{Office, entries, event};
use crate::actor::Actor;
use crate::cases::view::Loaded;
use crate::error::{FieldError, OfficeError, Problem};
use crate::mail::{Unsent, entered, granted_last};
use crate::register::{FactValue, PersonView};
use crate::snapshot::Snapshot;
use kernel::{CaseId, Day, OfficerId, PersonId};
use law::Destination;
use serde::{Deserialize, Serialize};
use store::sql::cases::OF_PERSON;
use store::{StreamId, Value};

/// A way by which the office asks and tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reach {
    /// The person's matters on the portal.
    Portal,
    /// E-mail.
    EMail,
    /// The telephone.
    Phone,
    /// Post.
    Post,
}

impl Reach {
    /// All.
    pub const ALL: [Self; 4] = [Self::Portal, Self::EMail, Self::Phone, Self::Post];

    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Portal => "portal",
            Self::EMail => "e-mail",
            Self::Phone => "phone",
            Self::Post => "post",
        }
    }

    /// The contact that the register has to hold for it, and what is wrong where it holds none.
    const fn contact(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::EMail => Some((MAIL, "no-mail-address")),
            Self::Phone => Some((PHONE, "no-phone-number")),
            Self::Portal | Self::Post => None,
        }
    }

    /// The one with this code.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reach| reach.code() == code)
    }
}

/// The channel of contact data that is an address of electronic mail.
pub(crate) const MAIL: &str = "email";
/// The channel of contact data that is a telephone.
const PHONE: &str = "phone";
/// Where a line of the cases of a person names the applicant.
const APPLICANT: usize = 9;
/// Ways of delivery that need nothing sent.
pub const FETCHED: [&str; 2] = ["portal", "counter"];

/// What a person chose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Channels {
    /// How the office asks.
    pub questions: Reach,
    /// How it tells.
    pub messages: Reach,
    /// How decisions come: one of [`FETCHED`], or a way of sending that can be chosen.
    pub delivery: String,
}

/// By what the register can reach a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reachable {
    /// Whether it has an address of electronic mail.
    pub mail: bool,
    /// Whether it has a telephone.
    pub phone: bool,
}

impl Reachable {
    /// By everything: what is asked of somebody of whom it is not told.
    pub const ALL: Self = Self { mail: true, phone: true };

    fn of(view: &PersonView) -> Self {
        let has = |channel: &str| view.contact(channel).is_some();
        Self { mail: has(MAIL), phone: has(PHONE) }
    }

    /// Whether a way of asking and telling can be chosen.
    #[must_use]
    pub const fn serves(self, reach: Reach) -> bool {
        match reach {
            Reach::EMail => self.mail,
            Reach::Phone => self.phone,
            Reach::Portal | Reach::Post => true,
        }
    }
}

/// How the register can reach a person, and how that went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contacts {
    /// By what.
    pub by: Reachable,
    /// The address of electronic mail.
    pub mail: Option<String>,
    /// The telephone.
    pub phone: Option<String>,
    /// Why the last notice about the person's own matters did not reach that address.
    pub returned: Option<Unsent>,
}

/// An entry of the stream of a person's choices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum ChannelsEvent {
    /// The person chose.
    ChannelsChosen {
        /// What.
        #[serde(flatten)]
        channels: Channels,
        /// The officer who noted it; `None` when the person did.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<OfficerId>,
        /// Day.
        on: Day,
    },
}

fn stream(person: PersonId) -> StreamId {
    StreamId::new("channels", person)
}

/// A choice, and how it came about.
pub(crate) struct Choice {
    pub channels: Channels,
    /// Whether the person made it themselves.
    pub own: bool,
    /// Position of the log.
    pub position: i64,
}

/// The choice that was made last, and the version of the stream.
pub(crate) async fn choice(
    snapshot: &mut Snapshot,
    access: &Access,
    person: PersonId,
) -> Result<(Option<Choice>, u32), OfficeError> {
    let events = entries::<ChannelsEvent>(access.open(snapshot.events(&stream(person)).await?))?;
    let version = u32::try_from(events.len()).unwrap_or(u32::MAX);
    let last = events.into_iter().next_back().map(|entry| {
        let ChannelsEvent::ChannelsChosen { channels, by, .. } = entry.event;
        Choice { channels, own: by.is_none(), position: entry.position }
    });
    Ok((last, version))
}

/// What was chosen last, and the version of the stream.
pub(crate) async fn chosen(
    snapshot: &mut Snapshot,
    access: &Access,
    person: PersonId,
) -> Result<(Option<Channels>, u32), OfficeError> {
    let (last, version) = choice(snapshot, access, person).await?;
    Ok((last.map(|choice| choice.channels), version))
}

/// Why the last notice about the cases of a person did not reach their mailbox, since the register has its address.
async fn returned(
    snapshot: &mut Snapshot,
    access: &mut Access,
    person: PersonId,
    today: Day,
) -> Result<Option<Unsent>, OfficeError> {
    let view = access.person(snapshot, person).await?.today(today);
    let is_mail = |value: &FactValue| matches!(value, FactValue::Contact { channel, .. } if channel == MAIL);
    let given = view.facts.iter().filter(|held| is_mail(&held.known.fact.value));
    let Some(since) = given.map(|held| held.known.known_from).max() else { return Ok(None) };
    let mut last: Option<(i64, Option<Unsent>)> = None;
    for row in snapshot.rows(&OF_PERSON, &[Value::Int(person.as_i64())]).await? {
        if row.int(APPLICANT)? != person.as_i64() {
            continue;
        }
        let noted = entered(snapshot, access, CaseId::from_i64(row.int(0)?)).await?;
        let newest =
            noted.iter().map(|entry| (entry.position, entry.event.unsent())).max_by_key(|(at, _)| *at);
        last = last.into_iter().chain(newest).max_by_key(|(at, _)| *at);
    }
    let unsent = last.filter(|(at, _)| *at > since).and_then(|(_, unsent)| unsent);
    Ok(unsent.filter(|why| matches!(why, Unsent::Refused | Unsent::GivenUp)))
}

impl Office {
    /// What the applicant chose, beside the case; clients see their own where they choose.
    pub(crate) async fn channels_beside(
        &self,
        snapshot: &mut Snapshot,
        actor: &Actor,
        loaded: &Loaded<'_>,
    ) -> Result<Option<Channels>, OfficeError> {
        if actor.client().is_some() {
            return Ok(None);
        }
        Ok(chosen(snapshot, &loaded.access, loaded.case.applicant).await?.0)
    }

    /// The right to a person's choice: the person's own, or an officer's for a purpose.
    fn channels_access(&self, actor: &Actor, purpose: &Purpose, person: PersonId) -> Result<Access, Denied> {
        let own = actor.client() == Some(person);
        self.authorise(actor, Action::ChooseChannels, Some(person), purpose.clone(), own, "channels")
    }

    /// What a person chose; `None` when nothing was chosen yet.
    ///
    /// # Errors
    /// [`OfficeError::Denied`] for anybody else than the person and officers who serve clients.
    pub async fn channels(
        &self,
        actor: &Actor,
        purpose: &Purpose,
        person: PersonId,
    ) -> Result<Option<Channels>, OfficeError> {
        Ok(self.channels_and_contacts(actor, purpose, person).await?.0)
    }

    /// The same, with what the register can reach the person by.
    ///
    /// # Errors
    /// As [`Self::channels`].
    pub async fn channels_and_contacts(
        &self,
        actor: &Actor,
        purpose: &Purpose,
        person: PersonId,
    ) -> Result<(Option<Channels>, Contacts), OfficeError> {
        let mut access = self.channels_access(actor, purpose, person)?;
        let mut snapshot = self.snapshot(actor).await?;
        let mut contacts = match access.person(&mut snapshot, person).await {
            Ok(history) => {
                let view = history.today(self.today());
                let (mail, phone) = (view.contact(MAIL), view.contact(PHONE));
                Contacts { by: Reachable::of(&view), mail, phone, returned: None }
            }
            // Of somebody who is not there nothing was chosen.
            Err(OfficeError::NotFound) => {
                let by = Reachable { mail: false, phone: false };
                Contacts { by, mail: None, phone: None, returned: None }
            }
            Err(error) => return Err(error),
        };
        if actor.client() == Some(person) && contacts.by.mail {
            contacts.returned = returned(&mut snapshot, &mut access, person, self.today()).await?;
        }
        let (last, _) = chosen(&mut snapshot, &access, person).await?;
        // Of a record that is hidden nothing was chosen, as of one that is not there.
        let last = if snapshot.sees(person).await? { last } else { None };
        drop(snapshot);
        self.answer(actor, &access, (last, contacts)).await
    }

    /// Notes what a person chose.
    ///
    /// # Errors
    /// [`OfficeError::Invalid`] at `delivery` for a way that nobody can choose, and at each field for one that needs an
    /// address or a number that the register does not have.
    pub async fn choose_channels(
        &self,
        actor: &Actor,
        purpose: &Purpose,
        person: PersonId,
        wanted: Channels,
    ) -> Result<Channels, OfficeError> {
        let mut access = self.channels_access(actor, purpose, person)?;
        let way = self.law().notification().way(&wanted.delivery).filter(|way| way.chosen);
        if way.is_none() && !FETCHED.contains(&wanted.delivery.as_str()) {
            let problem = Problem::new("unknown-way").with("way", &wanted.delivery);
            return Err(FieldError::new("delivery", problem).into());
        }
        let mut snapshot = self.snapshot(actor).await?;
        // Nobody chooses for a person who is not in the register.
        let history = crate::register::read::history(&mut snapshot, &mut access, person).await?;
        let (last, version) = choice(&mut snapshot, &access, history.id).await?;
        let own = actor.officer().is_none();
        let no_news = match &last {
            Some(last) if last.channels == wanted => {
                // What a person says themselves is news where an officer had noted it, or the record is protected since.
                let protected = granted_last(&mut snapshot, &access, history.id).await?;
                !own || (last.own && protected.is_none_or(|granted| granted < last.position))
            }
            _ => false,
        };
        drop(snapshot);
        // Nothing is promised that could not be kept: mail goes to an address, and a call to a number, that the register has.
        let by_mail = way.is_some_and(|way| way.to == Destination::Mail);
        let view = history.today(self.today());
        let needs = [
            ("questions", wanted.questions.contact()),
            ("messages", wanted.messages.contact()),
            ("delivery", by_mail.then_some((MAIL, "no-mail-address"))),
        ];
        let lacks = |(field, needed): (&'static str, Option<(&str, &'static str)>)| {
            let (_, problem) = needed.filter(|(channel, _)| view.contact(channel).is_none())?;
            Some(FieldError::new(field, Problem::new(problem)))
        };
        let wrong: Vec<FieldError> = needs.into_iter().filter_map(lacks).collect();
        if !wrong.is_empty() {
            return Err(OfficeError::Invalid(wrong));
        }
        if no_news {
            return self.answer(actor, &access, wanted).await;
        }
        let by = actor.officer().map(|officer| officer.id.clone());
        let happened = ChannelsEvent::ChannelsChosen { channels: wanted.clone(), by, on: self.today() };
        let mut submission = self.submission(actor);
        submission.expect.push((stream(person), version));
        submission.events.push(event(stream(person), "channels-chosen", &happened)?);
        self.commit(Some(&access), submission).await?;
        Ok(wanted)
    }
}
