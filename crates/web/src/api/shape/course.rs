//! The course of a case: how it began, its terms and steps, the way of examination, and contests.

use super::law::{ConditionLine, Deadline, Norm};
use super::{Given, Words};
use kernel::{CaseId, Day, Lang, PersonId};
use law::Procedure;
use office::cases::case::{Begun, Contest as OfficeContest};
use office::cases::{CaseView, ClockLine, Extent, Opening, Phase, StageLine, StageState};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A case that an officer begins.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Begin {
    /// Id of the procedure.
    #[schema(max_length = 80)]
    procedure: String,
    /// Whom it is about.
    #[schema(value_type = String, pattern = "^[0-9A-HJKMNP-TV-Z]{12}$")]
    subject: PersonId,
    /// What it is begun on: a report, a finding, an act, with number and day.
    #[schema(min_length = 1, max_length = 500)]
    basis: String,
    /// What is known so far of the questions of the procedure, by fact.
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, Given>)]
    declared: BTreeMap<String, law::FactValue>,
    /// The office that keeps it.
    #[schema(max_length = 40)]
    office: String,
    /// Language of letters: `lv` or `en`.
    #[schema(value_type = String, example = "lv", pattern = "^(lv|en)$")]
    lang: Lang,
}

impl From<Begin> for Opening {
    fn from(begin: Begin) -> Self {
        let Begin { procedure, subject, basis, declared, office, lang } = begin;
        Self { procedure, subject, basis, declared, office, lang }
    }
}

/// How a case began that nobody applied for.
#[derive(Debug, Serialize, ToSchema)]
pub struct BegunBy {
    /// What it was begun on.
    pub basis: String,
    /// The officer; null when a decision led to it.
    pub by: Option<String>,
    /// The case that led to it.
    #[schema(value_type = Option<String>)]
    pub parent: Option<CaseId>,
    /// Whether it decides on a contest of that case's decision.
    pub contests: bool,
}

impl From<&Begun> for BegunBy {
    fn from(begun: &Begun) -> Self {
        Self {
            basis: begun.basis.clone(),
            by: begun.by.as_ref().map(ToString::to_string),
            parent: begun.parent,
            contests: begun.contests,
        }
    }
}

/// An extension whose length the law leaves to the office.
#[derive(Debug, Serialize, ToSchema)]
pub struct TermExtension {
    /// The reason, by its id in the procedure.
    pub reason: String,
    /// The first lawful last day.
    #[schema(value_type = String, format = Date)]
    pub first: Day,
    /// The latest lawful last day.
    #[schema(value_type = String, format = Date)]
    pub last: Day,
}

/// A term of the case.
#[derive(Debug, Serialize, ToSchema)]
pub struct Clock {
    /// Its id in the procedure.
    pub id: String,
    /// What it is for.
    pub name: Words,
    /// The provision.
    pub law: Norm,
    /// Where it stands; null while it has not begun.
    pub term: Option<Deadline>,
    /// The day on which it ended; null while it runs or waits.
    #[schema(value_type = Option<String>, format = Date)]
    pub ended: Option<Day>,
    /// The events that it waits for.
    pub waits_for: Vec<String>,
    /// What the law made of it when it passed.
    pub overdue: Option<String>,
    /// An extension to which another officer has to agree.
    pub proposed: Option<String>,
    /// The last day of that extension, where the office says it.
    #[schema(value_type = Option<String>, format = Date)]
    pub proposed_until: Option<Day>,
    /// The extensions that the asker can give it now and for which a last day is said.
    pub extensions: Vec<TermExtension>,
}

impl Clock {
    fn of(procedure: &Procedure, view: &CaseView, line: &ClockLine) -> Self {
        let movable = view.movable.iter().filter(|known| known.clock == line.id);
        let extensions = movable.filter_map(|known| {
            let Extent { first, last, .. } = known.until?;
            Some(TermExtension { reason: known.reason.clone(), first, last })
        });
        Self {
            extensions: extensions.collect(),
            proposed_until: line.proposed_until,
            id: line.id.clone(),
            name: (&line.name).into(),
            law: Norm::of(procedure, &line.cite),
            term: line.answer.as_ref().map(Into::into),
            ended: line.ended,
            waits_for: line.waits_for.clone(),
            overdue: line.overdue.clone(),
            proposed: line.proposed.clone(),
        }
    }
}

/// A step of the work.
#[derive(Debug, Serialize, ToSchema)]
pub struct Step {
    /// Its id in the procedure.
    pub id: String,
    /// `done`, `open` or `waits`.
    pub state: &'static str,
    /// Whether an officer notes it; commands of the case do it otherwise.
    pub noted: bool,
    /// What was noted.
    pub note: Option<String>,
    /// When.
    #[schema(value_type = Option<String>, format = Date)]
    pub on: Option<Day>,
}

impl From<&StageLine> for Step {
    fn from(line: &StageLine) -> Self {
        let state = match line.state {
            StageState::Done => "done",
            StageState::Open => "open",
            StageState::Waits => "waits",
        };
        let (note, on) = line.done.clone().unzip();
        Self { id: line.id.clone(), state, noted: line.noted, note, on }
    }
}

/// The way in which a case is examined, and why.
#[derive(Debug, Serialize, ToSchema)]
pub struct Way {
    /// Its id in the procedure.
    pub id: String,
    /// Its conditions, one a line.
    pub lines: Vec<ConditionLine>,
}

/// A contest of the decision.
#[derive(Debug, Serialize, ToSchema)]
pub struct Contested {
    /// The case in which it is decided.
    #[schema(value_type = String)]
    pub case: CaseId,
    /// The step, by its id in the procedure.
    pub route: String,
    /// Whether it suspends the decision.
    pub suspends: bool,
    /// Whether it came after its last day and suspends the decision only once the missed term is reinstated.
    pub if_reinstated: bool,
    /// Day.
    #[schema(value_type = String, format = Date)]
    pub on: Day,
    /// What became of the decision: `stands`, `undone`, `replaced`, `unlawful` or `part-undone`.
    pub fate: Option<&'static str>,
    /// Whether it was taken back before it was decided: the decision stands, and may be contested again within its term.
    pub withdrawn: bool,
    /// Whether it is the court that whoever contested in vain turned to.
    pub court: bool,
}

impl From<&OfficeContest> for Contested {
    fn from(contest: &OfficeContest) -> Self {
        Self {
            case: contest.child,
            route: contest.route.clone(),
            suspends: contest.suspends,
            if_reinstated: contest.if_reinstated,
            on: contest.on,
            fate: contest.ended.map(|(fate, _)| fate.code()),
            withdrawn: contest.withdrawn,
            court: contest.court,
        }
    }
}

/// The course of a case.
#[derive(Debug, Serialize, ToSchema)]
pub struct Course {
    /// How it began, when nobody applied.
    pub begun: Option<BegunBy>,
    /// Its terms.
    pub clocks: Vec<Clock>,
    /// The steps of the work.
    pub stages: Vec<Step>,
    /// The way of examination.
    pub track: Option<Way>,
    /// The decisions that the law allows on these facts.
    pub open_decisions: Vec<String>,
    /// Contests of the decision.
    pub contests: Vec<Contested>,
}

impl Course {
    /// The course of the case as `procedure` names it.
    pub fn of(procedure: &Procedure, view: &CaseView) -> Self {
        let contests = match &view.case.phase {
            Phase::InForce { contests, .. } => contests.iter().map(Contested::from).collect(),
            _ => Vec::new(),
        };
        Self {
            begun: view.case.begun.as_ref().map(BegunBy::from),
            clocks: view.clocks.iter().map(|line| Clock::of(procedure, view, line)).collect(),
            stages: view.stages.iter().map(Step::from).collect(),
            track: view.track.as_ref().map(|(id, lines)| Way {
                id: id.clone(),
                lines: lines.iter().map(ConditionLine::from).collect(),
            }),
            open_decisions: view.open_decisions.clone(),
            contests,
        }
    }
}
