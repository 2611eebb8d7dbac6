//! Documents of synthetic persons: issued at a random time, renewed when they end, with real terms.

use super::SyntheticDocument;
use super::dice::Dice;
use super::figures::{Figures, Status};
use kernel::{Day, DocumentNumber};

/// Numbers of the demonstration series: a walk that meets each of nearly ten million numbers once.
///
/// The last ten thousand belong to the demo cast.
#[derive(Debug, Clone)]
pub(super) struct Numbers {
    series: String,
    next: u64,
    first: u64,
    count: u64,
}

/// Numbers for generated persons, and how far two of them lie apart (it has no divisor in common with the count).
const GENERATED: u64 = 9_990_000;
const STEP: u64 = 7_654_321;

impl Numbers {
    pub(super) fn generated(series: &str) -> Self {
        Self { series: series.to_owned(), next: 0, first: 0, count: GENERATED }
    }

    pub(super) fn cast(series: &str) -> Self {
        Self { series: series.to_owned(), next: 0, first: GENERATED, count: 10_000_000 - GENERATED }
    }

    /// The next number; `None` when the country's series is no series.
    pub(super) fn take(&mut self) -> Option<DocumentNumber> {
        let number = self.first + self.next * STEP % self.count;
        self.next = (self.next + 1) % self.count;
        format!("{}{number:07}", self.series).parse().ok()
    }
}

/// Last day of validity of a document issued on `issued` for `years`: the day before the date recurs.
pub(super) fn last_day(issued: Day, years: i32) -> Option<Day> {
    issued.plus_months(years * 12).and_then(|day| day.plus_days(-1)).ok()
}

/// Completed years, by the calendar's mean year: near enough to choose a term.
fn age_on(birth: Day, day: Day) -> i32 {
    day.days_since(birth) * 4 / 1461
}

/// Shares in thousandths of those who hold a document: (children under 15, others).
const PASSPORT_HELD: (u32, u32) = (550, 720);
const CARD_HELD: (u32, u32) = (350, 930);
/// Share of those who let the last one end without a new one.
const LET_IT_END: u32 = 60;

/// The documents of somebody born on `birth`, as of `until` (today, or the day of death): the present one
/// of each kind, now and then with the one before.
pub(super) fn draw(
    figures: &Figures,
    status: &Status,
    birth: Day,
    until: Day,
    numbers: &mut Numbers,
    dice: &mut Dice,
) -> Vec<SyntheticDocument> {
    let child = age_on(birth, until) < 15;
    let kinds = [(&status.passport, PASSPORT_HELD), (&status.card, CARD_HELD)];
    let mut documents = Vec::new();
    for (kind, (children, others)) in kinds {
        let Some(kind) = kind else { continue };
        if dice.permille(if child { children } else { others }) {
            documents.extend(one_kind(figures, kind, birth, until, numbers, dice));
        }
    }
    documents.sort_by_key(|document| document.issued_on);
    documents
}

fn one_kind(
    figures: &Figures,
    kind: &str,
    birth: Day,
    until: Day,
    numbers: &mut Numbers,
    dice: &mut Dice,
) -> Vec<SyntheticDocument> {
    // Somewhere in the last ten years, though not before birth; then renewed until today.
    let back = until.days_since(birth).clamp(1, 3652);
    let mut issued = until.plus_days(-dice.days_below(back) - 1).unwrap_or(until).max(birth);
    let mut found: Vec<SyntheticDocument> = Vec::new();
    while issued < until {
        let Some(expires) = figures
            .validity_years(kind, age_on(birth, issued), issued)
            .and_then(|years| last_day(issued, years))
        else {
            break;
        };
        let Some(number) = numbers.take() else { break };
        found.push(SyntheticDocument {
            kind: kind.to_owned(),
            number,
            issued_on: issued,
            expires_on: expires,
        });
        if dice.permille(LET_IT_END) {
            break;
        }
        // People come in the two months before the end, or soon after.
        issued = expires.plus_days(dice.days_below(90) - 60).unwrap_or(until);
    }
    // The register keeps them all; a demonstration needs the last two.
    let from = found.len().saturating_sub(2);
    found.split_off(from)
}
