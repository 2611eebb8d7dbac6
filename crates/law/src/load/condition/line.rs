//! A leaf as a line of a checklist, in both languages: that it is so, and that it is not.

use crate::condition::{Limit, Side, Test};
use crate::facts::{Catalogue, FactDef, FactKind, FactValue};
use crate::words::{self, Case, both};
use kernel::{Lang, Term, TermUnit, Text};

/// A value with its unit where the unit is one that can be counted in words.
fn counted(def: &FactDef, value: &FactValue) -> Text {
    let unit = match &def.kind {
        FactKind::Int { unit } => match unit.as_str() {
            "years" => Some(TermUnit::Years),
            "months" => Some(TermUnit::Months),
            "days" => Some(TermUnit::Days),
            _ => None,
        },
        _ => None,
    };
    match (unit, value) {
        (Some(unit), FactValue::Int(number)) => {
            u64::try_from(*number).map_or_else(|_| def.show(value), |number| words::count(number, unit))
        }
        // Earlier or later than on a day.
        (_, FactValue::Day(day)) => words::on_day(*day),
        _ => def.show(value),
    }
}

/// `A, B vai C`; parted by semicolons where one of them has a comma itself.
pub(super) fn any_of(names: &[Text]) -> Text {
    both(joined(names, Lang::LV, "vai"), joined(names, Lang::EN, "or"))
}

/// `nav “A”`; of several, none of them.
pub(super) fn none_of(names: &[Text]) -> Text {
    if let [only] = names {
        return both(format!("nav “{}”", only.get(Lang::LV)), format!("not “{}”", only.get(Lang::EN)));
    }
    let list = |lang| names.iter().map(|name| name.get(lang)).collect::<Vec<_>>().join("; ");
    both(format!("nekas no šā: {}", list(Lang::LV)), format!("none of these: {}", list(Lang::EN)))
}

fn joined(names: &[Text], lang: Lang, or: &str) -> String {
    let names: Vec<&str> = names.iter().map(|name| name.get(lang)).collect();
    let Some((last, before)) = names.split_last().filter(|(_, before)| !before.is_empty()) else {
        return names.concat();
    };
    let commas = names.iter().any(|name| name.contains(','));
    format!("{}{} {or} {last}", before.join(if commas { "; " } else { ", " }), if commas { ";" } else { "" })
}

/// A leaf as a line: that it holds, or that it does not.
pub(super) fn line(def: &FactDef, test: &Test, facts: &Catalogue, holds: bool) -> Text {
    let label = |name: &str| facts.get(name).map_or_else(|| both(name, name), |fact| fact.label.clone());
    match test {
        Test::Is(value) => is(def, value, holds),
        Test::Judged(value) => {
            let said = is(def, value, holds);
            both(
                format!("{} (vērtē amatpersona)", said.get(Lang::LV)),
                format!("{} (judged by an officer)", said.get(Lang::EN)),
            )
        }
        Test::In(codes) => {
            let names: Vec<Text> = codes.iter().map(|c| def.show(&FactValue::Code(c.clone()))).collect();
            after(def, &if holds { any_of(&names) } else { none_of(&names) })
        }
        Test::AtLeast(limit)
        | Test::AtMost(limit)
        | Test::Below(limit)
        | Test::Before(limit)
        | Test::After(limit) => {
            let limit = match limit {
                Limit::Value(value) => counted(def, value),
                Limit::Fact { fact } => quoted(&label(fact)),
            };
            let (lv, en) = compared(test, holds);
            after(
                def,
                &both(format!("{lv} {}", limit.get(Lang::LV)), format!("{en} {}", limit.get(Lang::EN))),
            )
        }
        Test::Within { term, of } => after(def, &within(*term, &label(of), holds)),
        Test::Apart { least, term, side, of } => after(def, &apart(*least, *term, *side, &label(of), holds)),
    }
}

/// What follows the name of the fact.
fn after(def: &FactDef, words: &Text) -> Text {
    both(
        format!("{}: {}", def.label.get(Lang::LV), words.get(Lang::LV)),
        format!("{}: {}", def.label.get(Lang::EN), words.get(Lang::EN)),
    )
}

fn quoted(label: &Text) -> Text {
    both(format!("“{}”", label.get(Lang::LV)), format!("“{}”", label.get(Lang::EN)))
}

/// A value, or that it is another. A fact of yes or no is a sentence by itself.
fn is(def: &FactDef, value: &FactValue, holds: bool) -> Text {
    match value {
        FactValue::Bool(wanted) if *wanted == holds => def.label.clone(),
        FactValue::Bool(_) => {
            def.denied.clone().unwrap_or_else(|| after(def, &def.show(&FactValue::Bool(false))))
        }
        value if holds => after(def, &def.show(value)),
        FactValue::Code(code) => {
            let denied = def.options_denied.iter().find(|(known, _)| known == code);
            let denied = denied.map(|(_, denied)| denied.clone());
            after(def, &denied.unwrap_or_else(|| none_of(&[def.show(value)])))
        }
        value => after(def, &none_of(&[def.show(value)])),
    }
}

const fn compared(test: &Test, holds: bool) -> (&'static str, &'static str) {
    const AT_LEAST: (&str, &str) = ("vismaz", "at least");
    const BELOW: (&str, &str) = ("mazāk nekā", "less than");
    match (test, holds) {
        (Test::AtLeast(_), true) | (Test::Below(_), false) => AT_LEAST,
        (Test::AtLeast(_), false) | (Test::Below(_), true) => BELOW,
        (Test::AtMost(_), true) => ("ne vairāk kā", "at most"),
        (Test::AtMost(_), false) => ("vairāk nekā", "more than"),
        (Test::Before(_), true) => ("agrāk nekā", "before"),
        (Test::Before(_), false) => ("ne agrāk kā", "not before"),
        (_, true) => ("vēlāk nekā", "after"),
        (_, false) => ("ne vēlāk kā", "not after"),
    }
}

fn within(term: Term, of: &Text, holds: bool) -> Text {
    let (of, length) = (quoted(of), words::term_in(term, Case::Accusative));
    if holds {
        return both(
            format!("ne vēlāk kā {} pēc {}", length.get(Lang::LV), of.get(Lang::LV)),
            format!("within {} of {}", length.get(Lang::EN), of.get(Lang::EN)),
        );
    }
    both(
        format!("vairāk nekā {} pēc {}, vai pirms tam", length.get(Lang::LV), of.get(Lang::LV)),
        format!("more than {} after {}, or before it", length.get(Lang::EN), of.get(Lang::EN)),
    )
}

fn apart(least: bool, term: Term, side: Side, of: &Text, holds: bool) -> Text {
    let (of, length) = (quoted(of), words::term_in(term, Case::Accusative));
    let (most_lv, most_en) = match (least, holds) {
        (true, true) => ("vismaz", "at least"),
        (true, false) => ("mazāk nekā", "less than"),
        (false, true) => ("ne vairāk kā", "at most"),
        (false, false) => ("vairāk nekā", "more than"),
    };
    let (side_lv, side_en, other_lv, other_en) = match side {
        Side::After => ("pēc", "after", ", vai pirms tam", ", or before it"),
        Side::Before => ("pirms", "before", ", vai pēc tam", ", or after it"),
    };
    // The contrary also lies on the other side of that day.
    let (other_lv, other_en) = if holds { ("", "") } else { (other_lv, other_en) };
    both(
        format!("{most_lv} {} {side_lv} {}{other_lv}", length.get(Lang::LV), of.get(Lang::LV)),
        format!("{most_en} {} {side_en} {}{other_en}", length.get(Lang::EN), of.get(Lang::EN)),
    )
}
