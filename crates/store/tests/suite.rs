//! One suite, two engines: everything here runs on SQLite, and on PostgreSQL when
//! `PARVALDE_TEST_POSTGRES` names a server.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    missing_docs
)]

#[path = "suite/backup.rs"]
mod backup;
#[path = "suite/crash.rs"]
mod crash;
#[path = "suite/drafts.rs"]
mod drafts;
#[path = "suite/engine.rs"]
mod engine;
#[path = "suite/gone.rs"]
mod gone;
#[path = "suite/kept.rs"]
mod kept;
#[path = "suite/load.rs"]
mod load;
#[path = "suite/nodes.rs"]
mod nodes;
#[path = "suite/proof.rs"]
mod proof;
#[path = "suite/roles.rs"]
mod roles;
#[path = "suite/sealing.rs"]
mod sealing;
#[path = "suite/tamper.rs"]
mod tamper;
#[path = "suite/tree.rs"]
mod tree;
#[path = "suite/upgrade.rs"]
mod upgrade;
#[path = "suite/write.rs"]
mod write;
