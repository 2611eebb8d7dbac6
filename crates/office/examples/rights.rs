//! What a decision about a right costs: `cargo run --release --example rights`.
//!
//! Prints how long it takes to read and prove the policies, to ask Cedar, and to find again what it said.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a measurement for people"
)]

use office::access::policy::{self, Policies};
use office::access::rights::Action;
use office::access::situation::{Situation, Who};
use office::actor::Role;
use std::hint::black_box;
use std::time::Instant;

fn main() {
    let start = Instant::now();
    let read = Policies::read(
        ("parvalde.cedarschema", include_str!("../../../policies/parvalde.cedarschema")),
        &[
            ("duties.cedar", include_str!("../../../policies/duties.cedar")),
            ("others.cedar", include_str!("../../../policies/others.cedar")),
            ("limits.cedar", include_str!("../../../policies/limits.cedar")),
        ],
    );
    println!("reading and proving: {:?}", start.elapsed());
    assert!(read.is_ok(), "the policies do not hold");
    let policies = policy::bundled().unwrap_or_else(|faults| panic!("{faults:#?}"));
    let roles = Role::ALL.iter().map(|role| Who::of_roles(&[*role])).chain([Who::Client, Who::Program]);
    let all: Vec<Situation> =
        roles.flat_map(|who| Action::ALL.iter().map(move |action| Situation::plain(who, *action))).collect();
    let count = u32::try_from(all.len()).expect("some hundreds");
    let start = Instant::now();
    for situation in &all {
        policies.judge(situation).expect("the policies decide every situation");
    }
    println!("asked of Cedar:      {:?}", start.elapsed() / count);
    let turns = 2_000;
    let start = Instant::now();
    for situation in all.iter().cycle().take(all.len() * turns) {
        black_box(policies.verdict(black_box(situation)));
    }
    let turns = u32::try_from(turns).expect("a small number");
    println!("remembered:          {:?}", start.elapsed() / (turns * count));
}
