//! The register of correspondence of a case (*sarakstes reģistrs*): everything that came in and went out, in one line of
//! numbers, with day, channel and who. It is read off the events; there is no second list that could say otherwise.

use crate::cases::case::{Case, Phase};
use crate::cases::event::{CaseEvent, Channel, ServiceChannel};
use crate::cases::incoming::Sender;
use crate::cases::opinion::Opinion;
use crate::cases::view::OPINION;
use kernel::{AttachmentId, Day, LetterId, Text};
use law::procedure::Actor;

/// From whom something came, or to whom it went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Party {
    /// The applicant, who is the addressee too.
    Applicant,
    /// The office itself.
    Office,
    /// A body outside the office: its code and name.
    Body(String, Text),
    /// Somebody else.
    Other(String),
}

/// One entry of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its number in the case, from 1.
    pub number: u32,
    /// Whether it came in; it went out otherwise.
    pub incoming: bool,
    /// What: `application`, `attachment`, `message`, `answer`, `withdrawal`, `contest`, `opened`, or the kind of a letter.
    pub kind: &'static str,
    /// The day on which it came, or was written.
    pub on: Day,
    /// By which way.
    pub channel: Channel,
    /// From whom, or to whom.
    pub party: Party,
    /// In words: the name of a file, what was said.
    pub what: String,
    /// The file.
    pub attachment: Option<AttachmentId>,
    /// The letter.
    pub letter: Option<LetterId>,
    /// The names of files that came with it and were not taken.
    pub refused: Vec<String>,
}

impl Item {
    /// Whether the party to the case sees it: what came from them and what went to them.
    #[must_use]
    pub fn for_party(&self) -> bool {
        self.party == Party::Applicant
    }
}

/// The register of a case; each event comes with who acted, as the log names them, and the day on which it was entered.
pub(crate) fn register<'a>(
    case: &Case,
    bodies: &[Actor],
    events: impl IntoIterator<Item = (&'a CaseEvent, &'a str, Day)>,
) -> Vec<Item> {
    let mut items = Vec::new();
    for (event, actor, entered) in events {
        items.extend(incoming(case, bodies, event, actor));
        items.extend(event.letter().and_then(|letter| outgoing(case, bodies, letter, entered)));
    }
    for (number, item) in (1..).zip(&mut items) {
        item.number = number;
    }
    items
}

/// The body that was asked.
fn body(bodies: &[Actor], opinion: &Opinion) -> Party {
    let code = opinion.asked.body.clone();
    let known = bodies.iter().find(|body| body.code == code);
    let name = known.map_or_else(|| Text::new(code.clone(), code.clone()), |body| body.name.clone());
    Party::Body(code, name)
}

/// An entry that came from the applicant and has no words of its own.
const fn came(kind: &'static str, on: Day, channel: Channel) -> Item {
    Item {
        number: 0,
        incoming: true,
        kind,
        on,
        channel,
        party: Party::Applicant,
        what: String::new(),
        attachment: None,
        letter: None,
        refused: Vec::new(),
    }
}

fn incoming(case: &Case, bodies: &[Actor], event: &CaseEvent, actor: &str) -> Option<Item> {
    // What a client does comes by the portal, what an officer writes down was said at a counter.
    let by = if actor.starts_with("client:") { Channel::Portal } else { Channel::Counter };
    let party = |from: &Sender| match from {
        Sender::Party { .. } => Party::Applicant,
        Sender::Other { name } => Party::Other(name.clone()),
    };
    Some(match event {
        CaseEvent::ApplicationReceived { on, channel, note, .. } => {
            Item { what: note.clone(), ..came("application", *on, *channel) }
        }
        CaseEvent::CaseOpened(opened) if opened.contests => {
            let way = opened.channel.unwrap_or(by);
            Item { what: opened.basis.clone(), ..came("contest", opened.on, way) }
        }
        CaseEvent::CaseOpened(opened) => Item {
            party: Party::Office,
            what: opened.basis.clone(),
            ..came("opened", opened.on, Channel::Office)
        },
        CaseEvent::AttachmentFiled(filed) => Item {
            party: party(&filed.from),
            what: filed.name.clone(),
            attachment: Some(filed.id),
            ..came("attachment", filed.on, filed.channel)
        },
        CaseEvent::MessageNoted(noted) => Item {
            party: party(&noted.from),
            what: noted.words.clone(),
            refused: noted.refused.iter().map(|file| file.name.clone()).collect(),
            ..came("message", noted.on, noted.channel)
        },
        CaseEvent::HearingAnswered { opinion, channel, on, .. } => {
            Item { what: opinion.clone(), ..came("answer", *on, *channel) }
        }
        CaseEvent::OpinionReceived(answered) => Item {
            party: body(bodies, case.opinion(answered.number)?),
            what: answered.words.clone(),
            attachment: answered.attachment,
            ..came("opinion-received", answered.on, Channel::Post)
        },
        CaseEvent::DeliveryNoted(note) => Item {
            party: Party::Other(String::new()),
            what: note.note.clone(),
            attachment: note.attachment,
            ..came(note.delivery.code(), note.on, Channel::Post)
        },
        CaseEvent::TakenToCourt(court) => {
            Item { party: Party::Other(court.number.clone()), ..came("court", court.on, Channel::Post) }
        }
        CaseEvent::CourtRuled(ruling) => Item {
            party: Party::Other(ruling.number.clone()),
            what: ruling.words.clone(),
            ..came("ruling", ruling.on, Channel::Post)
        },
        CaseEvent::Withdrawn { words, on } => Item { what: words.clone(), ..came("withdrawal", *on, by) },
        CaseEvent::Contested { on, court: true, .. } => {
            Item { party: Party::Other(String::new()), ..came("court", *on, Channel::Post) }
        }
        CaseEvent::Contested { on, channel, .. } => came("contest", *on, channel.unwrap_or(by)),
        _ => return None,
    })
}

fn outgoing(case: &Case, bodies: &[Actor], letter: LetterId, entered: Day) -> Option<Item> {
    let (_, kind, on) = case.letters.iter().find(|(known, ..)| *known == letter)?;
    // What came earlier than it was entered is answered when it is entered.
    let on = (*on).max(entered);
    if *kind == OPINION {
        let opinion = case.opinions.iter().find(|opinion| opinion.asked.letter == letter)?;
        let (party, what) = (body(bodies, opinion), opinion.asked.question.clone());
        let item = came(OPINION, on, Channel::Post);
        return Some(Item { incoming: false, letter: Some(letter), party, what, ..item });
    }
    // Letters lie ready in the portal, and go out by the way by which the applicant wrote; a decision goes the way that it
    // was served.
    let channel = match &case.phase {
        Phase::Decided { .. } | Phase::InForce { served: (ServiceChannel::Sent, _), .. }
            if *kind == "decision" && !case.sent.is_empty() =>
        {
            let electronic = case.sent.iter().any(|sent| sent.electronic);
            if electronic { Channel::EAddress } else { Channel::Post }
        }
        Phase::InForce { served: (ServiceChannel::Counter, _), .. } if *kind == "decision" => {
            Channel::Counter
        }
        _ => match case.channel {
            Channel::EAddress => Channel::EAddress,
            // What is said by telephone is answered in writing.
            Channel::Post | Channel::Phone => Channel::Post,
            Channel::Portal | Channel::Counter | Channel::Office => Channel::Portal,
        },
    };
    Some(Item { incoming: false, letter: Some(letter), ..came(kind, on, channel) })
}
