//! What the law itself makes of time that ran out: a pause that lasted as long as it may, a term that passed.

use super::{Overdue, Suspension, calendar_end};
use crate::words::{self, both};
use kernel::{Day, Lang, Text};

impl Suspension {
    /// The first day on which a pause that began on `from` cannot last any longer; `None` when it has no limit.
    #[must_use]
    pub fn ends(&self, from: Day) -> Option<Day> {
        calendar_end(from, self.cap?)
    }

    /// That a pause from `from` ran out, in words; `None` when it has no limit.
    #[must_use]
    pub fn ran_out(&self, from: Day) -> Option<Text> {
        let (cap, ends) = (words::term(self.cap?), self.ends(from)?);
        let (from, ends) = (words::day(from), words::day(ends));
        Some(both(
            format!(
                "Termiņš bija apturēts ({}), pirmā diena: {}. Ilgākais laiks, ko tiesību norma pieļauj, ir {}. Kopš dienas: {} – apturēšana ir beigusies, bet gaidītais nav noticis.",
                self.name.get(Lang::LV),
                from.get(Lang::LV),
                cap.get(Lang::LV),
                ends.get(Lang::LV)
            ),
            format!(
                "The term was paused ({}), first day: {}. The longest time that the law allows is {}. Since {} the pause is over, and what it waited for has not happened.",
                self.name.get(Lang::EN),
                from.get(Lang::EN),
                cap.get(Lang::EN),
                ends.get(Lang::EN)
            ),
        ))
    }

    /// That the last of the attempts was made in vain on `last`, in words; `None` where they are not counted.
    #[must_use]
    pub fn used_up(&self, last: Day) -> Option<Text> {
        let (attempts, last) = (self.attempts?, words::day(last));
        Some(both(
            format!(
                "Termiņš bija apturēts ({}). Pieļautais mēģinājumu skaits: {attempts}. Pēdējais nesekmīgais mēģinājums: {}.",
                self.name.get(Lang::LV),
                last.get(Lang::LV)
            ),
            format!(
                "The term was paused ({}). Number of attempts that the law allows: {attempts}. The last of them, in vain: {}.",
                self.name.get(Lang::EN),
                last.get(Lang::EN)
            ),
        ))
    }
}

impl Overdue {
    /// That a term passed whose last day was `due`, and what the law makes of it, in words.
    #[must_use]
    pub fn passed(&self, term: &Text, due: Day) -> Text {
        let due = words::day(due);
        both(
            format!(
                "Termiņš ({}) ir pagājis, pēdējā diena: {}. {}.",
                term.get(Lang::LV),
                due.get(Lang::LV),
                self.name.get(Lang::LV)
            ),
            format!(
                "The term ({}) has passed, last day: {}. {}.",
                term.get(Lang::EN),
                due.get(Lang::EN),
                self.name.get(Lang::EN)
            ),
        )
    }
}
