//! The tasks of the repository, as a library so that their tests can reach them.

pub mod tidy;
