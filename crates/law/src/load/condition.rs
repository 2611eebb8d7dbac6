//! Conditions from nodes: `person.age at-least=15`, nested by `any`, `all` and `not`.

use crate::condition::{Condition, Leaf, Test};
use crate::facts::{Catalogue, FactDef, FactKind, FactSource, FactValue};
use crate::load::parts::every;
use crate::read::{Node, known};
use crate::words;
use kdl::KdlValue;
use kernel::{Day, Lang, Term, TermUnit, Text};

const OPERATORS: [&str; 10] =
    ["is", "in", "at-least", "at-most", "below", "before", "after", "within", "of", "judged"];

/// The children of `node` but for those with a word of `skip`, joined by "and"; `None` when a fault was noted.
pub(crate) fn all_of(node: Node<'_>, skip: &[&str], facts: &Catalogue) -> Option<Condition> {
    let inner = node.children().filter(|child| !skip.contains(&child.word()));
    let mut parts = every(inner.map(|child| one(child, facts)))?;
    Some(if parts.len() == 1 { parts.remove(0) } else { Condition::All(parts) })
}

/// As [`all_of`], but there must be at least one.
pub(crate) fn some_of(node: Node<'_>, skip: &[&str], facts: &Catalogue) -> Option<Condition> {
    if node.children().all(|child| skip.contains(&child.word())) {
        node.error(
            format!("`{}` has no condition", node.word()),
            "add at least one line such as person.age at-least=15",
        );
        return None;
    }
    all_of(node, skip, facts)
}

fn one(node: Node<'_>, facts: &Catalogue) -> Option<Condition> {
    match node.word() {
        "any" | "all" | "not" => {
            node.shape(0..=0, &[]);
            let inner = some_of(node, &[], facts)?;
            Some(match node.word() {
                "not" => Condition::Not(Box::new(inner)),
                "any" => match inner {
                    Condition::All(parts) if node.children().count() > 1 => Condition::Any(parts),
                    other => other,
                },
                _ => inner,
            })
        }
        _ => leaf(node, facts),
    }
}

fn leaf(node: Node<'_>, facts: &Catalogue) -> Option<Condition> {
    let Some(def) = facts.get(node.word()) else {
        let names: Vec<&str> = facts.facts().iter().map(|fact| fact.name.as_str()).collect();
        let near = words::nearest(node.word(), names.iter().copied());
        let hint = near.map_or_else(
            || "add it to the fact catalogue, with its type, source and text".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        node.error(format!("there is no fact `{}`", node.word()), hint);
        return None;
    };
    node.leaf();
    node.shape(0..=0, &OPERATORS);
    let operators: Vec<&str> = node.props().filter(|key| OPERATORS.contains(key) && *key != "of").collect();
    if operators.is_empty() {
        node.error(
            format!("nothing is asked of `{}`", def.name),
            "add an operator: is, in, at-least, at-most, below, before, after, within, judged",
        );
        return None;
    }
    let mut leaves = every(operators.into_iter().map(|operator| {
        let test = test(node, operator, def, facts)?;
        let text = line(def, &test, facts);
        Some(Condition::Leaf(Leaf { fact: def.name.clone(), test, text }))
    }))?;
    Some(if leaves.len() == 1 { leaves.remove(0) } else { Condition::All(leaves) })
}

fn test(node: Node<'_>, operator: &str, def: &FactDef, facts: &Catalogue) -> Option<Test> {
    let wrong = |wanted: &str| {
        node.error_at(
            operator,
            format!("`{operator}` cannot be asked of `{}`", def.name),
            format!("`{operator}` is for {wanted}; this fact is {}", def.kind.wanted()),
        );
        None
    };
    let number = |make: fn(i64) -> Test| match def.kind {
        FactKind::Int { .. } => node.integer(operator).map(make),
        _ => wrong("numbers"),
    };
    let day = |make: fn(Day) -> Test| match def.kind {
        FactKind::Day => node.parsed(operator).map(make),
        _ => wrong("days"),
    };
    match operator {
        "is" if def.source == FactSource::Judged => {
            node.error_at(
                operator,
                format!("`{}` is judged by an officer", def.name),
                "write judged=#true or judged=#false",
            );
            None
        }
        "is" => node.value(operator).and_then(|value| typed(node, operator, value, def)).map(Test::Is),
        "in" => match &def.kind {
            FactKind::Code { options } => {
                let codes: Vec<&str> = node.string(operator)?.split(',').map(str::trim).collect();
                let unknown: Vec<&&str> =
                    codes.iter().filter(|code| !options.iter().any(|option| option == **code)).collect();
                let names: Vec<&str> = options.iter().map(String::as_str).collect();
                for code in &unknown {
                    let message = format!("`{}` has no code `{code}`", def.name);
                    node.error_at(operator, message, known(code, &names));
                }
                unknown.is_empty().then(|| Test::In(codes.into_iter().map(str::to_owned).collect()))
            }
            _ => wrong("codes"),
        },
        "at-least" => number(Test::AtLeast),
        "at-most" => number(Test::AtMost),
        "below" => number(Test::Below),
        "before" => day(Test::Before),
        "after" => day(Test::After),
        "within" => within(node, def, facts),
        _ => match (def.source, &def.kind) {
            (FactSource::Judged, FactKind::Bool) => node.boolean(operator).map(Test::Judged),
            _ => wrong("facts that an officer judges"),
        },
    }
}

fn within(node: Node<'_>, def: &FactDef, facts: &Catalogue) -> Option<Test> {
    let term: Term = node.parsed("within")?;
    let of = node.need("of")?;
    if term.unit == TermUnit::WorkingDays {
        node.error_at("within", "a condition cannot count working days", "use days, months or years");
        return None;
    }
    let is_day = |name: &str| facts.get(name).is_some_and(|fact| fact.kind == FactKind::Day);
    if !is_day(&def.name) || !is_day(of) {
        node.error_at(
            "within",
            format!("`{}` and `{of}` are not both days", def.name),
            "`within` asks whether one day lies in a term that starts on the day of another fact",
        );
        return None;
    }
    Some(Test::Within { term, of: of.to_owned() })
}

/// A value of a file as the type of the fact; another type is noted.
pub(crate) fn typed(node: Node<'_>, key: &str, value: &KdlValue, def: &FactDef) -> Option<FactValue> {
    let given = match (value, &def.kind) {
        (KdlValue::Bool(value), _) => Some(FactValue::Bool(*value)),
        (KdlValue::Integer(number), _) => i64::try_from(*number).ok().map(FactValue::Int),
        (KdlValue::String(text), FactKind::Day) => text.parse().ok().map(FactValue::Day),
        (KdlValue::String(text), _) => Some(FactValue::Code(text.clone())),
        _ => None,
    };
    let fits = given.filter(|value| def.kind.accepts(value));
    if fits.is_none() {
        let hint = match (&def.kind, value) {
            (FactKind::Code { options }, KdlValue::String(text)) => {
                known(text, &options.iter().map(String::as_str).collect::<Vec<_>>())
            }
            (FactKind::Bool, _) => "write #true or #false".to_owned(),
            _ => format!("it is {}", def.kind.wanted()),
        };
        node.error_at(key, format!("`{}` cannot be {value}", def.name), hint);
    }
    fits
}

/// A number with its unit where the unit is one that can be counted in words.
fn counted(def: &FactDef, number: i64) -> Text {
    let unit = match &def.kind {
        FactKind::Int { unit } => match unit.as_str() {
            "years" => Some(TermUnit::Years),
            "months" => Some(TermUnit::Months),
            "days" => Some(TermUnit::Days),
            _ => None,
        },
        _ => None,
    };
    match (unit, u64::try_from(number)) {
        (Some(unit), Ok(number)) => words::count(number, unit),
        _ => Text::new(number.to_string(), number.to_string()),
    }
}

/// A leaf as a line of a checklist.
fn line(def: &FactDef, test: &Test, facts: &Catalogue) -> Text {
    let (label_lv, label_en) = (def.label.get(Lang::LV), def.label.get(Lang::EN));
    let says = |lv: String, en: String| Text::new(format!("{label_lv}: {lv}"), format!("{label_en}: {en}"));
    let after = |lv: &str, en: &str, value: Text| {
        says(format!("{lv} {}", value.get(Lang::LV)), format!("{en} {}", value.get(Lang::EN)))
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
        Test::AtLeast(number) => after("vismaz", "at least", counted(def, *number)),
        Test::AtMost(number) => after("ne vairāk kā", "at most", counted(def, *number)),
        Test::Below(number) => after("mazāk nekā", "less than", counted(def, *number)),
        Test::Before(day) => after("agrāk nekā", "before", words::day(*day)),
        Test::After(day) => after("vēlāk nekā", "after", words::day(*day)),
        Test::Within { term, of } => {
            let term = words::term(*term);
            let of =
                facts.get(of).map_or_else(|| Text::new(of.clone(), of.clone()), |fact| fact.label.clone());
            says(
                format!("ne vēlāk kā {} pēc ({})", term.get(Lang::LV), of.get(Lang::LV)),
                format!("within {} of ({})", term.get(Lang::EN), of.get(Lang::EN)),
            )
        }
        Test::Judged(value) => says(
            format!("{} (vērtē amatpersona)", if *value { "jā" } else { "nē" }),
            format!("{} (judged by an officer)", if *value { "yes" } else { "no" }),
        ),
    }
}
