//! A leaf as a line of a checklist, in both languages.

use crate::condition::{Limit, Side, Test};
use crate::facts::{Catalogue, FactDef, FactKind, FactValue};
use crate::words;
use kernel::{Lang, TermUnit, Text};

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
        _ => def.show(value),
    }
}

/// A leaf as a line of a checklist.
pub(super) fn line(def: &FactDef, test: &Test, facts: &Catalogue) -> Text {
    let (label_lv, label_en) = (def.label.get(Lang::LV), def.label.get(Lang::EN));
    let says = |lv: String, en: String| Text::new(format!("{label_lv}: {lv}"), format!("{label_en}: {en}"));
    let after = |lv: &str, en: &str, value: Text| {
        says(format!("{lv} {}", value.get(Lang::LV)), format!("{en} {}", value.get(Lang::EN)))
    };
    let label = |name: &str| facts.get(name).map_or_else(|| Text::new(name, name), |fact| fact.label.clone());
    let against = |limit: &Limit| match limit {
        Limit::Value(value) => counted(def, value),
        Limit::Fact { fact } => {
            let label = label(fact);
            Text::new(format!("({})", label.get(Lang::LV)), format!("({})", label.get(Lang::EN)))
        }
    };
    match test {
        Test::Is(value) => {
            let value = def.show(value);
            says(value.get(Lang::LV).to_owned(), value.get(Lang::EN).to_owned())
        }
        Test::In(codes) => {
            let labels: Vec<Text> = codes.iter().map(|c| def.show(&FactValue::Code(c.clone()))).collect();
            let join = |lang| labels.iter().map(|t| t.get(lang)).collect::<Vec<_>>().join(", ");
            says(format!("viens no: {}", join(Lang::LV)), format!("one of: {}", join(Lang::EN)))
        }
        Test::AtLeast(limit) => after("vismaz", "at least", against(limit)),
        Test::AtMost(limit) => after("ne vairāk kā", "at most", against(limit)),
        Test::Below(limit) => after("mazāk nekā", "less than", against(limit)),
        Test::Before(limit) => after("agrāk nekā", "before", against(limit)),
        Test::After(limit) => after("vēlāk nekā", "after", against(limit)),
        Test::Within { term, of } => {
            let (term, of) = (words::term(*term), label(of));
            says(
                format!("ne vēlāk kā {} pēc ({})", term.get(Lang::LV), of.get(Lang::LV)),
                format!("within {} of ({})", term.get(Lang::EN), of.get(Lang::EN)),
            )
        }
        Test::Apart { least, term, side, of } => {
            let (term, of) = (words::term(*term), label(of));
            let (most_lv, most_en) =
                if *least { ("vismaz", "at least") } else { ("ne vairāk kā", "at most") };
            let (side_lv, side_en) = match side {
                Side::After => ("pēc", "after"),
                Side::Before => ("pirms", "before"),
            };
            says(
                format!("{most_lv} {} {side_lv} ({})", term.get(Lang::LV), of.get(Lang::LV)),
                format!("{most_en} {} {side_en} ({})", term.get(Lang::EN), of.get(Lang::EN)),
            )
        }
        Test::Judged(value) => {
            let value = def.show(value);
            says(
                format!("{} (vērtē amatpersona)", value.get(Lang::LV)),
                format!("{} (judged by an officer)", value.get(Lang::EN)),
            )
        }
    }
}
