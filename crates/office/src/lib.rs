//! What the office does: access, register, cases and decisions. Pure so far: facts in, events out.

pub mod access;
pub mod actor;
pub mod cases;
pub mod register;
pub mod synthetic;
