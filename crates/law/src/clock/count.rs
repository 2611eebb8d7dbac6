//! Counting a term day by day, and saying how.

use super::{Clock, ClockError, Due, Pause, calendar_end};
use crate::words::{self, both, weekday_and_day};
use kernel::{Calendar, Day, DayError, DayOff, Lang, Term, TermUnit, Text};

/// A pause as it counts: first day, first day that counts again, and whether the law cut it short.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stop {
    from: Day,
    to: Option<Day>,
    cut: bool,
}

impl Stop {
    fn covers(&self, day: Day) -> bool {
        self.from <= day && self.to.is_none_or(|to| day < to)
    }
}

/// Pauses in order, checked, none longer than the clock allows.
pub(super) fn sound(clock: &Clock, pauses: &[Pause]) -> Result<Vec<Stop>, ClockError> {
    let mut pauses = pauses.to_vec();
    pauses.sort_by_key(|pause| (pause.from, pause.to));
    for pause in &pauses {
        if let Some(to) = pause.to.filter(|to| *to < pause.from) {
            return Err(ClockError::Backwards { from: pause.from, to });
        }
    }
    for (one, next) in pauses.iter().zip(pauses.iter().skip(1)) {
        match one.to {
            None => return Err(ClockError::Open(one.from)),
            Some(to) if next.from < to => return Err(ClockError::Overlap(one.from, next.from)),
            Some(_) => {}
        }
    }
    // A pause does not say its reason, so it may last as long as the longest reason allows.
    let caps: Option<Vec<Term>> = clock.suspend.iter().map(|reason| reason.cap).collect();
    pauses
        .into_iter()
        .map(|Pause { from, to }| {
            let ends = caps.iter().flatten().map(|cap| calendar_end(from, *cap));
            let ends: Option<Vec<Day>> = ends.collect();
            let limit = ends.ok_or(ClockError::Day(DayError::OutOfRange))?.into_iter().max();
            let cut = limit.filter(|limit| to.is_none_or(|to| *limit < to));
            Ok(Stop { from, to: cut.or(to), cut: cut.is_some() })
        })
        .collect()
}

/// Counts the term.
pub(super) fn run(
    clock: &Clock,
    term: Term,
    from: Day,
    stops: &[Stop],
    calendar: &Calendar,
) -> Result<(Due, Vec<Text>), ClockError> {
    let mut steps = vec![event(from), term_step(clock, term)];
    let due = match term.unit {
        TermUnit::WorkingDays => working_days(term, from, stops, calendar, &mut steps)?,
        _ => calendar_days(term, from, stops, &mut steps)?,
    };
    let due = told(clock, (term, due), from, calendar, &mut steps)?;
    Ok((due, steps))
}

/// Counts to the day `until` that was set on a day, put off by the pauses since.
pub(super) fn until(
    clock: &Clock,
    from: Day,
    (set_on, until): (Day, Day),
    stops: &[Stop],
    calendar: &Calendar,
) -> Result<(Due, Term, Vec<Text>), ClockError> {
    // The day on which it was set counts: a pause may begin with it.
    let before = set_on.plus_days(-1)?;
    let count =
        |from| u16::try_from(until.days_since(from)).map_err(|_| ClockError::Day(DayError::OutOfRange));
    let mut steps = vec![event(from), set(until)];
    let left = Term { count: count(before)?, unit: TermUnit::Days };
    let due = calendar_days(left, before, stops, &mut steps)?;
    let term = Term { count: count(from.min(set_on))?, unit: TermUnit::Days };
    let due = told(clock, (term, due), from, calendar, &mut steps)?;
    Ok((due, term, steps))
}

/// The end of a term, moved from a day off, and said.
fn told(
    clock: &Clock,
    (term, due): (Term, Due),
    from: Day,
    calendar: &Calendar,
    steps: &mut Vec<Text>,
) -> Result<Due, ClockError> {
    let due = match (due, &clock.roll) {
        (Due::On(end), Some(_)) if !calendar.is_working_day(end) => {
            let next = calendar.next_working_day(end)?;
            steps.push(rolled(end, calendar));
            Due::On(next)
        }
        (due, _) => due,
    };
    steps.push(result(due, term));
    if let Due::On(end) = due {
        steps.extend((from.year()..=end.year()).filter(|year| !calendar.covers(*year)).map(uncertain));
    }
    Ok(due)
}

fn working_days(
    term: Term,
    from: Day,
    stops: &[Stop],
    calendar: &Calendar,
    steps: &mut Vec<Text>,
) -> Result<Due, ClockError> {
    let mut left = u32::from(term.count);
    let mut day = from;
    let mut weekends = 0_u64;
    let mut told: Vec<Day> = Vec::new();
    while left > 0 {
        day = day.plus_days(1)?;
        if let Some(stop) = stops.iter().find(|stop| stop.covers(day)) {
            if !told.contains(&stop.from) {
                told.push(stop.from);
                steps.push(paused(*stop));
            }
            match stop.to {
                None => {
                    skipped_weekends(weekends, steps);
                    return Ok(Due::Paused { left_days: left });
                }
                // The first day that counts again is looked at next.
                Some(to) => day = to.plus_days(-1)?,
            }
            continue;
        }
        match calendar.why_off(day) {
            None => {
                left -= 1;
                if day.weekday().is_weekend() {
                    steps.push(worked_weekend(day));
                }
            }
            Some(DayOff::Weekend) => weekends += 1,
            Some(off) => steps.push(skipped(day, &off)),
        }
    }
    skipped_weekends(weekends, steps);
    Ok(Due::On(day))
}

fn calendar_days(term: Term, from: Day, stops: &[Stop], steps: &mut Vec<Text>) -> Result<Due, ClockError> {
    let mut end = calendar_end(from, term).ok_or(ClockError::Day(DayError::OutOfRange))?;
    if matches!(term.unit, TermUnit::Months | TermUnit::Years) && end.day() != from.day() {
        steps.push(both(
            format!(
                "Attiecīgajā mēnesī nav {}. datuma, tāpēc termiņš beidzas mēneša pēdējā dienā.",
                from.day()
            ),
            format!("That month has no day {}, so the term ends on its last day.", from.day()),
        ));
    }
    let first = from.plus_days(1)?;
    for stop in stops {
        let begin = stop.from.max(first);
        if begin > end {
            break;
        }
        match stop.to {
            Some(to) if to <= first => {}
            Some(to) => {
                steps.push(paused(*stop));
                end = end.plus_days(to.days_since(begin))?;
            }
            None => {
                steps.push(paused(*stop));
                let left = u32::try_from(end.days_since(begin) + 1).unwrap_or(0);
                return Ok(Due::Paused { left_days: left });
            }
        }
    }
    Ok(Due::On(end))
}

fn in_both(lv: &str, text: &Text, lv_end: &str, en: &str, en_end: &str) -> Text {
    both(format!("{lv}{}{lv_end}", text.get(Lang::LV)), format!("{en}{}{en_end}", text.get(Lang::EN)))
}

fn event(from: Day) -> Text {
    in_both(
        "Notikuma diena: ",
        &weekday_and_day(from),
        ". Šo dienu neskaita.",
        "Day of the event: ",
        ". It is not counted.",
    )
}

fn set(until: Day) -> Text {
    in_both("Termiņš pagarināts, līdz: ", &words::day(until), ".", "The term was extended to: ", ".")
}

fn term_step(clock: &Clock, term: Term) -> Text {
    let text = words::term(term);
    if term == clock.term {
        return in_both("Termiņš: ", &text, ".", "Term: ", ".");
    }
    let usual = words::term(clock.term);
    both(
        format!("Termiņš: {} (parasti: {}).", text.get(Lang::LV), usual.get(Lang::LV)),
        format!("Term: {} (usually: {}).", text.get(Lang::EN), usual.get(Lang::EN)),
    )
}

fn paused(stop: Stop) -> Text {
    let from = words::day(stop.from);
    let Some(to) = stop.to else {
        return in_both(
            "Termiņš ir apturēts. Pirmā diena, ko neskaita: ",
            &from,
            ".",
            "The term is paused. First day that is not counted: ",
            ".",
        );
    };
    let to = words::day(to);
    let (cut_lv, cut_en) = if stop.cut {
        (" Ilgāku apturēšanu tiesību norma nepieļauj.", " The law allows no longer pause.")
    } else {
        ("", "")
    };
    both(
        format!(
            "Termiņš bija apturēts. Pirmā diena, ko neskaita: {}; pirmā diena, ko atkal skaita: {}.{cut_lv}",
            from.get(Lang::LV),
            to.get(Lang::LV)
        ),
        format!(
            "The term was paused. First day that is not counted: {}; first day that counts again: {}.{cut_en}",
            from.get(Lang::EN),
            to.get(Lang::EN)
        ),
    )
}

fn reason(off: &DayOff) -> Text {
    match off {
        DayOff::Weekend => both("brīvdiena", "weekend"),
        DayOff::Holiday(name) => name.clone(),
        DayOff::Substitute(name) => in_both("brīvdiena par svētku dienu: ", name, "", "day off for: ", ""),
        DayOff::Moved { worked: Some(worked) } => {
            let worked = words::day(*worked);
            in_both(
                "darba diena pārcelta; jāstrādā: ",
                &worked,
                "",
                "working day moved; worked instead: ",
                "",
            )
        }
        DayOff::Moved { worked: None } => both("noteikta brīvdiena", "declared a day off"),
    }
}

fn skipped(day: Day, off: &DayOff) -> Text {
    let (day, why) = (weekday_and_day(day), reason(off));
    both(
        format!("Neskaita: {} – {}.", day.get(Lang::LV), why.get(Lang::LV)),
        format!("Not counted: {} – {}.", day.get(Lang::EN), why.get(Lang::EN)),
    )
}

fn skipped_weekends(days: u64, steps: &mut Vec<Text>) {
    if days > 0 {
        steps.push(both(
            format!(
                "Neskaita sestdienas un svētdienas: {}.",
                words::count(days, TermUnit::Days).get(Lang::LV)
            ),
            format!(
                "Saturdays and Sundays are not counted: {}.",
                words::count(days, TermUnit::Days).get(Lang::EN)
            ),
        ));
    }
}

fn worked_weekend(day: Day) -> Text {
    in_both(
        "Skaita, jo uz šo dienu ir pārcelta darba diena: ",
        &weekday_and_day(day),
        ".",
        "Counted, because a working day was moved to it: ",
        ".",
    )
}

fn rolled(end: Day, calendar: &Calendar) -> Text {
    let (day, why) = (weekday_and_day(end), calendar.why_off(end).map(|off| reason(&off)));
    let why = why.unwrap_or_else(|| both("", ""));
    both(
        format!(
            "Termiņa pēdējā diena būtu {}, bet tā nav darba diena ({}), tāpēc termiņš beidzas nākamajā darba dienā.",
            day.get(Lang::LV),
            why.get(Lang::LV)
        ),
        format!(
            "The term would end on {}, which is no working day ({}), so it ends on the next working day.",
            day.get(Lang::EN),
            why.get(Lang::EN)
        ),
    )
}

fn result(due: Due, term: Term) -> Text {
    match due {
        Due::On(day) => in_both("Pēdējā diena: ", &weekday_and_day(day), ".", "Last day: ", "."),
        Due::Paused { left_days } => {
            let unit =
                if term.unit == TermUnit::WorkingDays { TermUnit::WorkingDays } else { TermUnit::Days };
            let left = words::count(u64::from(left_days), unit);
            in_both("Atlikums pēc apturēšanas: ", &left, ".", "Left after the pause: ", ".")
        }
    }
}

fn uncertain(year: i16) -> Text {
    both(
        format!(
            "{year}. gada rīkojums par darba dienu pārcelšanu vēl nav zināms; pēdējā diena var mainīties."
        ),
        format!("The order on moved working days of {year} is not known yet; the last day may change."),
    )
}
