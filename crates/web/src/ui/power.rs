//! Powers of attorney in words: what one is for, and for how long.

use crate::app::App;
use crate::ctx::Ctx;
use crate::portal::partial;
use kernel::PartialDate;
use office::register::Matters;

/// What it is for.
#[must_use]
pub fn matters(ctx: &Ctx, app: &App, matters: &Matters) -> String {
    let tasks = &app.law().authority().tasks;
    let name = |group: &str| {
        let known = tasks.iter().find(|task| task.id == group);
        known.map_or_else(|| group.to_owned(), |task| ctx.of(&task.heading).to_owned())
    };
    match matters {
        Matters::All => ctx.t("power-all"),
        Matters::Groups(groups) => groups.iter().map(|group| name(group)).collect::<Vec<_>>().join("; "),
    }
}

/// Until when it is good: the day before the first without it.
#[must_use]
pub fn until(ctx: &Ctx, to: Option<PartialDate>) -> String {
    match to {
        None => ctx.t("power-open"),
        Some(PartialDate::Day(day)) => ctx.date(day.plus_days(-1).unwrap_or(day)),
        Some(part) => partial(ctx, &part),
    }
}
