//! Law as data: what a procedure declares, in types that only a procedure can make.

pub mod ground;

pub use ground::{Ground, Grounds};
