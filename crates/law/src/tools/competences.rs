//! The competences of the authority beside the procedures by which it exercises them: what is there, and how well it
//! is tried.

use crate::book::LawBook;
use crate::procedure::Procedure;
use kernel::{Day, Lang, Text};
use serde::Serialize;
use std::fmt::Write as _;

/// One competence, with its procedures of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Competence {
    /// Id of the task.
    pub task: String,
    /// What the authority does.
    pub name: Text,
    /// The procedures, in the order of their ids.
    pub procedures: Vec<Exercise>,
}

/// A procedure as the table shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Exercise {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// Whether somebody applies for it; the office or another decision begins it otherwise.
    pub applied_for: bool,
    /// Versions that the law files have of it.
    pub versions: usize,
    /// Examples that are run whenever this version is loaded.
    pub examples: usize,
    /// Grounds on which it is refused or imposed.
    pub grounds: usize,
    /// Ids of its decisions, each with a letter.
    pub decisions: Vec<String>,
    /// Ids of what else people are told in writing.
    pub notices: Vec<String>,
    /// Points whose source was not read.
    pub unverified: usize,
}

/// The table on a day.
#[must_use]
pub fn competences(book: &LawBook, on: Day) -> Vec<Competence> {
    let exercise = |procedure: &Procedure| Exercise {
        id: procedure.id().to_owned(),
        name: procedure.name().clone(),
        applied_for: book.is_applied_for(procedure),
        versions: book.all().filter(|known| known.id() == procedure.id()).count(),
        examples: procedure.examples(),
        grounds: procedure.grounds().len(),
        decisions: procedure.decisions().iter().map(|rule| rule.id.clone()).collect(),
        notices: procedure.notices().iter().map(|notice| notice.id.clone()).collect(),
        unverified: procedure.unverified().count(),
    };
    let own = |id: &str, p: &Procedure| {
        !p.is_abstract() && p.takes(on) && book.task_of(p).is_some_and(|task| task.id == id)
    };
    let tasks = book.authority().tasks.iter();
    tasks
        .map(|task| Competence {
            task: task.id.clone(),
            name: task.name.clone(),
            procedures: book.all().filter(|p| own(&task.id, p)).map(exercise).collect(),
        })
        .collect()
}

/// The table as people read it, in Markdown.
#[must_use]
pub fn competences_text(table: &[Competence], lang: Lang) -> String {
    let mut out = String::new();
    for competence in table {
        let _ = writeln!(out, "\n## {}\n", competence.name.get(lang));
        let head = match lang.code() {
            "lv" => {
                "| procedūra | sāk | versijas | piemēri | pamati | lēmumi, katram sava vēstule | paziņo arī | nav pārbaudīts |"
            }
            _ => {
                "| procedure | begun by | versions | examples | grounds | decisions, each with a letter | told besides | not verified |"
            }
        };
        let _ = writeln!(out, "{head}\n|---|---|---|---|---|---|---|---|");
        for line in &competence.procedures {
            let _ = writeln!(
                out,
                "| {} (`{}`) | {} | {} | {} | {} | {} | {} | {} |",
                line.name.get(lang),
                line.id,
                match (line.applied_for, lang.code()) {
                    (true, "lv") => "iesniegums",
                    (false, "lv") => "pārvalde",
                    (true, _) => "application",
                    (false, _) => "the office",
                },
                line.versions,
                line.examples,
                line.grounds,
                line.decisions.join(", "),
                line.notices.join(", "),
                line.unverified,
            );
        }
    }
    let all = || table.iter().flat_map(|competence| &competence.procedures);
    let (procedures, examples) = (all().count(), all().map(|line| line.examples).sum::<usize>());
    let _ =
        writeln!(out, "\n{procedures} procedures with {examples} examples in {} competences.", table.len());
    out.trim_start().to_owned()
}
