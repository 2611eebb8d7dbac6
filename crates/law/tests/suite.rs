//! Tests of the law files and of what they say, through the crate's public door.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

#[path = "suite/assessing.rs"]
mod assessing;
#[path = "suite/clocks.rs"]
mod clocks;
#[path = "suite/competences.rs"]
mod competences;
#[path = "suite/conditions.rs"]
mod conditions;
#[path = "suite/contests.rs"]
mod contests;
#[path = "suite/language.rs"]
mod language;
#[path = "suite/latvia.rs"]
mod latvia;
#[path = "suite/laws_of_decisions.rs"]
mod laws_of_decisions;
#[path = "suite/laws_of_files.rs"]
mod laws_of_files;
#[path = "suite/laws_of_inheriting.rs"]
mod laws_of_inheriting;
#[path = "suite/laws_of_language.rs"]
mod laws_of_language;
#[path = "suite/laws_of_oversight.rs"]
mod laws_of_oversight;
#[path = "suite/laws_of_particulars.rs"]
mod laws_of_particulars;
#[path = "suite/laws_of_procedures.rs"]
mod laws_of_procedures;
#[path = "suite/laws_of_register.rs"]
mod laws_of_register;
#[path = "suite/laws_of_words.rs"]
mod laws_of_words;
#[path = "suite/library.rs"]
mod library;
#[path = "suite/mistakes.rs"]
mod mistakes;
#[path = "suite/names.rs"]
mod names;
#[path = "suite/queue.rs"]
mod queue;
#[path = "suite/register.rs"]
mod register;
#[path = "suite/schema.rs"]
mod schema;
#[path = "suite/told.rs"]
mod told;
#[path = "suite/tools.rs"]
mod tools;
#[path = "suite/what_if.rs"]
mod what_if;
