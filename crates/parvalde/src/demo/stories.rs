//! What happened in the office before the first visitor of the demonstration: cases in every stage, and
//! visits booked for today and the next days. The clock is set to each moment; the office does the rest.

mod teller;

use super::clock::SettableClock;
use kernel::{Age, CaseId, Day, Lang, LeapBirthday, Minute, PersonId};
use office::appointments::BookTime;
use office::synthetic::{Place, SyntheticPerson};
use office::{Actor, Office, OfficeError};
use std::collections::BTreeMap;
use teller::Teller;

const SERVICE: &str = "passport.citizen";
const OFFICE: &str = "riga-4";
/// Visits booked on each of the next working days.
const VISITS: [usize; 4] = [14, 11, 8, 5];

/// Who a story is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Who {
    /// A grown-up citizen with a valid passport.
    Citizen,
    /// A grown-up non-citizen with a valid document.
    NonCitizen,
}

/// One step of a story.
#[derive(Clone, Copy)]
enum Step {
    /// The client applies on the portal.
    Apply,
    /// The counter establishes identity by the passport.
    Identify,
    /// The counter takes the photograph and the prints.
    Evidence,
    /// The counter takes the fee.
    Fee,
    /// The case officer proposes to grant.
    Propose,
    /// The approver sends the proposal back.
    Return,
    /// The approver approves.
    Approve,
    /// The client receives the decision on the portal.
    Receive,
    /// The document centre makes the document.
    Make,
    /// The counter hands it over.
    HandOver,
    /// The case officer asks for an opinion before a refusal.
    Invite,
    /// The client answers.
    Answer,
    /// The case officer proposes to refuse.
    Refuse,
    /// The case officer asks the police for an opinion.
    Ask,
    /// The counter sends the decision by registered post.
    Send,
    /// The client withdraws.
    Withdraw,
}

use Step::{
    Answer, Apply, Approve, Ask, Evidence, Fee, HandOver, Identify, Invite, Make, Propose, Receive, Refuse,
    Return, Send, Withdraw,
};

/// A story: who, how many days ago it begins, and its steps with the days since the beginning.
type Story = (Who, i32, &'static [(i32, Step)]);

const STORIES: &[Story] = &[
    // Received, waiting for the visit.
    (Who::Citizen, 2, &[(0, Apply)]),
    (Who::Citizen, 1, &[(0, Apply)]),
    (Who::Citizen, 7, &[(0, Apply)]),
    // Identified, the fee still due.
    (Who::Citizen, 3, &[(0, Apply), (2, Identify), (2, Evidence)]),
    // In examination; the first is overdue.
    (Who::Citizen, 23, &[(0, Apply), (1, Identify), (1, Evidence), (1, Fee)]),
    (Who::Citizen, 12, &[(0, Apply), (1, Identify), (1, Evidence), (1, Fee)]),
    (Who::Citizen, 6, &[(0, Apply), (2, Identify), (2, Evidence), (2, Fee)]),
    (Who::Citizen, 4, &[(0, Apply), (1, Identify), (1, Evidence), (1, Fee)]),
    // Sent back by the approver.
    (Who::Citizen, 9, &[(0, Apply), (1, Identify), (1, Evidence), (1, Fee), (3, Propose), (4, Return)]),
    // A refusal is under way: asked, answered.
    (Who::NonCitizen, 8, &[(0, Apply), (1, Identify), (1, Evidence), (1, Fee), (3, Invite)]),
    (Who::NonCitizen, 16, &[(0, Apply), (1, Identify), (1, Evidence), (1, Fee), (3, Invite), (7, Answer)]),
    // Waiting for the second pair of eyes.
    (Who::Citizen, 5, &[(0, Apply), (1, Identify), (1, Evidence), (1, Fee), (3, Propose)]),
    (Who::Citizen, 4, &[(0, Apply), (1, Identify), (1, Evidence), (1, Fee), (2, Propose)]),
    // Another body is asked.
    (Who::Citizen, 3, &[(0, Apply), (1, Identify), (1, Evidence), (1, Fee), (2, Ask)]),
    // On its way by post.
    (
        Who::NonCitizen,
        13,
        &[
            (0, Apply),
            (1, Identify),
            (1, Evidence),
            (1, Fee),
            (2, Invite),
            (5, Answer),
            (7, Refuse),
            (8, Approve),
            (9, Send),
        ],
    ),
    // Decided, not served yet.
    (Who::Citizen, 7, &[(0, Apply), (1, Identify), (1, Evidence), (1, Fee), (3, Propose), (4, Approve)]),
    // The passport lies ready.
    (
        Who::Citizen,
        10,
        &[
            (0, Apply),
            (1, Identify),
            (1, Evidence),
            (1, Fee),
            (3, Propose),
            (4, Approve),
            (5, Receive),
            (8, Make),
        ],
    ),
    // Done.
    (
        Who::Citizen,
        20,
        &[
            (0, Apply),
            (1, Identify),
            (1, Evidence),
            (1, Fee),
            (4, Propose),
            (5, Approve),
            (6, Receive),
            (9, Make),
            (12, HandOver),
        ],
    ),
    (
        Who::NonCitizen,
        28,
        &[
            (0, Apply),
            (1, Identify),
            (1, Evidence),
            (1, Fee),
            (3, Invite),
            (8, Answer),
            (10, Refuse),
            (11, Approve),
            (13, Receive),
        ],
    ),
    (Who::Citizen, 11, &[(0, Apply), (3, Withdraw)]),
];

/// A moment at which one story takes a step.
struct Moment {
    day: Day,
    story: usize,
    step: Step,
}

/// Lives through the stories up to the evening before `today`, in the order of time.
///
/// # Errors
/// The office cannot do a step; what an interrupted filling left behind is passed over.
pub async fn tell(
    office: &Office,
    clock: &SettableClock,
    persons: &[SyntheticPerson],
    today: Day,
) -> anyhow::Result<()> {
    let teller = Teller::new(office);
    let (citizens, others) = (found(persons, Who::Citizen, today), found(persons, Who::NonCitizen, today));
    let (mut citizens, mut others) = (citizens.into_iter(), others.into_iter());
    let mut heroes: Vec<Option<&SyntheticPerson>> = Vec::new();
    let mut moments = Vec::new();
    for (story, (who, ago, steps)) in STORIES.iter().enumerate() {
        heroes.push(if *who == Who::Citizen { citizens.next() } else { others.next() });
        for (after, step) in *steps {
            let day = today.plus_days(after - ago).unwrap_or(today);
            moments.push(Moment { day: working(office, day, today), story, step: *step });
        }
    }
    // The sort is stable: within a day the steps of a story keep their order.
    moments.sort_by_key(|moment| moment.day);
    let mut cases: BTreeMap<usize, CaseId> = BTreeMap::new();
    let (mut day, mut minute) = (today, 0);
    for moment in &moments {
        minute = if moment.day == day { minute + 3 } else { 9 * 60 + 20 };
        day = moment.day;
        clock.set(office.zone().instant(day, Minute::new(minute.min(16 * 60))?));
        let Some(hero) = heroes.get(moment.story).copied().flatten() else { continue };
        match teller.step(hero, cases.get(&moment.story).copied(), moment.step).await {
            Ok(Some(case)) => {
                cases.insert(moment.story, case);
            }
            Ok(None) => {}
            // Told already, by a filling that was interrupted later.
            Err(OfficeError::Conflict(_) | OfficeError::NotNow(_)) => {}
            Err(error) => {
                return Err(anyhow::Error::new(error).context("the demonstration's cases cannot be made"));
            }
        }
    }
    visits(office, clock, today, citizens).await
}

/// The last working day up to `day`, and before `today`.
fn working(office: &Office, day: Day, today: Day) -> Day {
    let calendar = &office.country().calendar;
    let mut day = day.min(today.plus_days(-1).unwrap_or(today));
    while !calendar.is_working_day(day) {
        match day.plus_days(-1) {
            Ok(before) => day = before,
            Err(_) => break,
        }
    }
    day
}

/// Living grown-up residents of the group who hold a valid document, in the order of the country.
fn found(persons: &[SyntheticPerson], who: Who, today: Day) -> Vec<&SyntheticPerson> {
    let (status, kind) = match who {
        Who::Citizen => ("citizen", "passport.citizen"),
        Who::NonCitizen => ("non-citizen", "passport.non-citizen"),
    };
    let fits = |person: &&SyntheticPerson| {
        let grown = matches!(person.birth.age_on(today, LeapBirthday::March1), Age::Years(20..=80));
        let at_home = matches!(person.residence.place, Place::Declared { .. });
        let later = today.plus_days(30).unwrap_or(today);
        let holds = person.documents.iter().any(|held| held.kind == kind && held.expires_on > later);
        grown && at_home && holds && person.status == status && person.death.is_none()
    };
    persons.iter().filter(fits).collect()
}

/// Books visits for today and the next days, as clients did on the last working day.
async fn visits<'a>(
    office: &Office,
    clock: &SettableClock,
    today: Day,
    mut visitors: impl Iterator<Item = &'a SyntheticPerson>,
) -> anyhow::Result<()> {
    let eve = working(office, today, today);
    clock.set(office.zone().instant(eve, Minute::new(16 * 60 + 20)?));
    let mut wanted = VISITS.into_iter();
    let last = today.plus_days(10)?;
    for day in office.free_days(OFFICE, SERVICE, today, last).await? {
        if day.times.is_empty() {
            continue;
        }
        let Some(count) = wanted.next() else { break };
        // Spread over the day, two at the same time here and there.
        let stride = (day.times.len() / count).max(1);
        for (nth, time) in day
            .times
            .iter()
            .step_by(stride)
            .chain(day.times.iter().skip(2).step_by(7))
            .take(count)
            .enumerate()
        {
            let Some(visitor) = visitors.next() else { return Ok(()) };
            let booking = BookTime {
                office: OFFICE.to_owned(),
                service: SERVICE.to_owned(),
                day: day.day,
                minute: time.minute,
                name: visitor.name.to_string(),
                phone: format!("+371 2000{:04}", 1000 + nth * 17),
                email: String::new(),
                lang: Lang::LV,
                another: false,
            };
            book(office, visitor.id, booking).await?;
        }
    }
    Ok(())
}

async fn book(office: &Office, visitor: PersonId, booking: BookTime) -> anyhow::Result<()> {
    match office.book(&Actor::Client { person: visitor }, booking).await {
        Ok(_) | Err(OfficeError::Conflict(_)) => Ok(()),
        Err(error) => Err(anyhow::Error::new(error).context("the demonstration's visits cannot be booked")),
    }
}
