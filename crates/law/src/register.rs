//! The catalogue of the register as data: who may write which fact about whom, and by which civil event.
//!
//! Bodies, kinds of facts, code lists, categories of persons and civil events are read from `register.kdl` of the
//! country; nothing of one country stands here. Everything in the catalogue has passed the loader: each code that is
//! named is declared, each kind can be written by somebody, each event writes only what its bodies may write.

mod activity;
mod catalogue;
mod parts;
mod print;

pub use activity::{Activity, ActivityFacts, ActivityRules, PassiveReason, PassiveRule};
pub use parts::{
    ActTerm, BasisKind, Body, Category, CivilAct, Code, CodeList, Derived, EntryIdentity, Fact, Kept, Many,
    Provision, Sensitivity, Standing, StatementFee, StatementFees, StatementKind, When, Whom, Write,
    WriteMode,
};

use crate::cite::Act;

/// The catalogue of the register, loaded and proven with the law book.
#[derive(Debug, Clone)]
pub struct RegisterBook {
    pub(crate) laws: Vec<Act>,
    pub(crate) bodies: Vec<Body>,
    pub(crate) lists: Vec<CodeList>,
    pub(crate) facts: Vec<Fact>,
    pub(crate) derived: Vec<Derived>,
    pub(crate) categories: Vec<Category>,
    pub(crate) activity: ActivityRules,
    pub(crate) acts: Vec<CivilAct>,
    pub(crate) statements: Vec<StatementKind>,
}
