//! The order in which the steps of the work come. In a file that inherits they stand in the order of the files.

use super::{Actor, Procedure, Stage};

/// The event of the step that is the decision.
const DECIDED: &str = "decided";

/// The event of the step by which the office has what it was asked.
const RECEIVED: &str = "received";

/// Where a step stands towards the decision.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// It leads to it, or may.
    Before,
    /// It is the decision.
    Decision,
    /// It follows from it.
    After,
}

impl Procedure {
    /// The steps of the work as they come: each after those that it needs, and what the decision brings about after
    /// everything that leads to it; the rest as the file has them.
    #[must_use]
    pub fn course(&self) -> Vec<&Stage> {
        let after = self.after_the_decision();
        let place = |stage: &Stage| {
            if stage.emits.iter().any(|event| event == DECIDED) {
                Place::Decision
            } else if after.contains(&stage.id.as_str()) {
                Place::After
            } else {
                Place::Before
            }
        };
        let mut left: Vec<&Stage> = self.stages().iter().collect();
        let mut course: Vec<&Stage> = Vec::with_capacity(left.len());
        while !left.is_empty() {
            let is_left = |id: &String| left.iter().any(|stage| stage.id == *id);
            let ready = |stage: &&Stage| !stage.needs.iter().any(is_left);
            let free = left.iter().enumerate().filter(|(_, stage)| ready(stage));
            // The first of several: `min_by_key` keeps the order of the file.
            let next = free.min_by_key(|(_, stage)| place(stage)).map_or(0, |(at, _)| at);
            course.push(left.remove(next));
        }
        course
    }

    /// The body outside that takes in what people ask for, where the office itself does not.
    #[must_use]
    pub fn taken_in_by(&self) -> Option<&Actor> {
        self.done_by(RECEIVED).filter(|by| by.outside)
    }

    /// The body outside that decides on it, where the office itself does not.
    #[must_use]
    pub fn decided_by(&self) -> Option<&Actor> {
        self.done_by(DECIDED).filter(|by| by.outside)
    }

    /// Who does the step that emits an event.
    fn done_by(&self, event: &str) -> Option<&Actor> {
        let emits = |stage: &&Stage| stage.emits.iter().any(|emitted| emitted == event);
        self.stages().iter().find(emits).map(|stage| &stage.by)
    }

    /// Whether a step that follows from the decision is done by somebody of this role.
    #[must_use]
    pub fn is_followed_by(&self, role: &str) -> bool {
        let after = self.after_the_decision();
        self.stages().iter().any(|stage| after.contains(&stage.id.as_str()) && stage.by.code == role)
    }

    /// The steps that some decision alone brings, or that need the decision, or such a step.
    fn after_the_decision(&self) -> Vec<&str> {
        let decides = |stage: &Stage| stage.emits.iter().any(|event| event == DECIDED);
        let mut after: Vec<&str> = Vec::new();
        loop {
            let follows = |id: &String| {
                let known = self.stages().iter().find(|stage| stage.id == *id);
                after.contains(&id.as_str()) || known.is_some_and(decides)
            };
            let more: Vec<&str> = self
                .stages()
                .iter()
                .filter(|stage| !after.contains(&stage.id.as_str()) && !decides(stage))
                .filter(|stage| !stage.after.is_empty() || stage.needs.iter().any(follows))
                .map(|stage| stage.id.as_str())
                .collect();
            if more.is_empty() {
                return after;
            }
            after.extend(more);
        }
    }
}
