//! The office through its public methods, on every engine that is there.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

#[path = "suite/bank.rs"]
mod bank;
#[path = "suite/booking.rs"]
mod booking;
#[path = "suite/channels.rs"]
mod channels;
#[path = "suite/commands.rs"]
mod commands;
#[path = "suite/contested.rs"]
mod contested;
#[path = "suite/deeds.rs"]
mod deeds;
#[path = "suite/drafting.rs"]
mod drafting;
#[path = "suite/duplicates.rs"]
mod duplicates;
#[path = "suite/emergencies.rs"]
mod emergencies;
#[path = "suite/evidence.rs"]
mod evidence_on_file;
#[path = "suite/examined.rs"]
mod examined;
#[path = "suite/fee_changes.rs"]
mod fee_changes;
#[path = "suite/filing.rs"]
mod filing;
#[path = "suite/gateways.rs"]
mod gateways;
#[path = "suite/house.rs"]
mod house;
#[path = "suite/identity.rs"]
mod identity;
#[path = "suite/intake.rs"]
mod intake;
#[path = "suite/journey.rs"]
mod journey;
#[path = "suite/letter_first.rs"]
mod letter_first;
#[path = "suite/mail.rs"]
mod mail;
#[path = "incoming/make.rs"]
#[allow(dead_code, reason = "files of every kind; this suite needs a few")]
mod make;
#[path = "suite/memory.rs"]
mod memory;
#[path = "suite/money.rs"]
mod money;
#[path = "suite/parted.rs"]
mod parted;
#[path = "suite/payments.rs"]
mod payments;
#[path = "suite/pdf.rs"]
mod pdf;
#[path = "suite/persons.rs"]
mod persons;
#[path = "suite/post.rs"]
mod post;
#[path = "suite/post_in.rs"]
mod post_in;
#[path = "suite/powers.rs"]
mod powers;
#[path = "suite/proofs.rs"]
mod proofs;
#[path = "suite/ran_out.rs"]
mod ran_out;
#[path = "suite/reception.rs"]
mod reception;
#[path = "suite/reductions.rs"]
mod reductions;
#[path = "suite/refunds.rs"]
mod refunds;
#[path = "suite/refusal.rs"]
mod refusal;
#[path = "suite/refused.rs"]
mod refused;
#[path = "suite/retention.rs"]
mod retention;
#[path = "suite/sane.rs"]
mod sane;
#[path = "suite/sending.rs"]
mod sending;
#[path = "suite/served.rs"]
mod served;
#[path = "suite/sessions.rs"]
mod sessions;
#[path = "suite/statements.rs"]
mod statements;
#[path = "suite/together.rs"]
mod together;
#[path = "suite/two_times.rs"]
mod two_times;
#[path = "suite/wards.rs"]
mod wards;
#[path = "suite/work.rs"]
mod work;
