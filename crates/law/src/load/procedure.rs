//! A procedure from its file and the file it inherits.

use crate::book::DocumentKind;
use crate::cite::Act;
use crate::facts::{Catalogue, FactDef};
use crate::ground::{DeclaredGround, Grounds};
use crate::load::basis::act;
use crate::load::{parts, terms};
use crate::procedure::{Effect, Procedure, Visit};
use crate::read::{Node, known};
use kernel::{Currency, Day};

/// The words of the language that a procedure may use.
const WORDS: [&str; 16] = [
    "law",
    "name",
    "summary",
    "applicant",
    "require",
    "evidence",
    "fee",
    "clock",
    "stage",
    "ground",
    "hearing",
    "decide",
    "appeal",
    "visit",
    "retain",
    "example",
];

/// Words of which there can be several, told apart by their id.
const KEYED: [&str; 9] =
    ["law", "applicant", "require", "evidence", "clock", "stage", "ground", "decide", "appeal"];

/// Words that belong to their own file only.
const OWN: [&str; 3] = ["name", "summary", "example"];

/// What a part of a procedure may refer to.
pub(crate) struct Context<'a> {
    pub(crate) facts: &'a Catalogue,
    pub(crate) documents: &'a [DocumentKind],
    pub(crate) currency: Currency,
    pub(crate) acts: Vec<Act>,
}

/// The head of a procedure file, and its nodes.
#[derive(Debug, Clone)]
pub(crate) struct Draft<'a> {
    pub(crate) node: Node<'a>,
    pub(crate) id: String,
    pub(crate) in_force: Day,
    pub(crate) until: Option<Day>,
    pub(crate) inherits: Option<String>,
    pub(crate) is_abstract: bool,
}

/// Reads the head of a procedure file; its path must say the same.
pub(crate) fn draft<'a>(node: Node<'a>, folder: &str, stem: &str) -> Option<Draft<'a>> {
    if node.word() != "procedure" {
        node.error(
            format!("a procedure file does not begin with `{}`", node.word()),
            "it holds one node: procedure \"id\" in-force=\"2026-01-01\" { … }",
        );
        return None;
    }
    node.shape(1..=1, &["in-force", "until", "inherits", "abstract"]);
    let (id, in_force) = (node.id(), node.need_parsed::<Day>("in-force"));
    let (id, in_force) = (id?, in_force?);
    if folder != id {
        node.error(
            format!("the procedure `{id}` stands in the folder `{folder}`"),
            "folder and id must agree",
        );
    }
    if stem != in_force.to_string() {
        node.error_at(
            "in-force",
            format!("the version of {in_force} stands in the file `{stem}.kdl`"),
            "the file is called after the first day of the version",
        );
    }
    let until = node.parsed::<Day>("until");
    if until.is_some_and(|until| until <= in_force) {
        node.error_at("until", "this version ends before it begins", "`until` is the first day after it");
    }
    Some(Draft {
        node,
        id: id.to_owned(),
        in_force,
        until,
        inherits: node.string("inherits").map(str::to_owned),
        is_abstract: node.boolean("abstract").unwrap_or(false),
    })
}

/// What tells a node from others: its word, and its id where there can be several.
fn key<'a>(node: &Node<'a>) -> (&'a str, Option<&'a str>) {
    let id = node.arg(0).and_then(|value| value.as_string()).filter(|_| KEYED.contains(&node.word()));
    (node.word(), id)
}

/// The nodes of a draft over those of its base: the same word and id replaces, and the replacement is told.
pub(crate) fn merge<'a>(own: &Draft<'a>, base: Option<(&Draft<'a>, Vec<Node<'a>>)>) -> Vec<Node<'a>> {
    let mut mine: Vec<Node<'a>> = Vec::new();
    for node in own.node.children() {
        check_word(&node);
        let repeated = !["name", "summary", "example"].contains(&node.word())
            && mine.iter().any(|known| key(known) == key(&node));
        if repeated {
            let what =
                key(&node).1.map_or_else(|| node.word().to_owned(), |id| format!("{} \"{id}\"", node.word()));
            node.error(format!("`{what}` stands here twice"), "keep one of them");
        }
        mine.push(node);
    }
    let Some((base, theirs)) = base else { return mine };
    let mut merged: Vec<Node<'a>> = Vec::new();
    let mut taken: Vec<(&str, Option<&str>)> = Vec::new();
    for inherited in theirs.into_iter().filter(|node| !OWN.contains(&node.word())) {
        match mine.iter().find(|node| key(node) == key(&inherited)) {
            Some(special) => {
                let what = key(special)
                    .1
                    .map_or_else(|| special.word().to_owned(), |id| format!("{} \"{id}\"", special.word()));
                special.warn(
                    format!("`{what}` of `{}` replaces the one of `{}` {}", own.id, base.id, base.in_force),
                    "special law goes before general law: make sure that this is meant",
                );
                taken.push(key(special));
                merged.push(*special);
            }
            None => merged.push(inherited),
        }
    }
    merged.extend(mine.into_iter().filter(|node| !taken.contains(&key(node))));
    merged
}

fn check_word(node: &Node<'_>) {
    let word = node.word();
    if WORDS.contains(&word) {
        return;
    }
    let hint = match word {
        "track" | "notice" | "open" => {
            format!("`{word}` is a planned word of the language that this version does not read yet")
        }
        _ => known(word, &WORDS),
    };
    node.error(format!("a procedure does not know the word `{word}`"), hint);
}

/// Makes the procedure from its merged nodes; `None` when a fault was noted.
pub(crate) fn decode<'a>(
    draft: &Draft<'a>,
    nodes: &[Node<'a>],
    facts: &'a Catalogue,
    documents: &'a [DocumentKind],
    currency: Currency,
) -> Option<Procedure> {
    let named = |word: &'static str| nodes.iter().copied().filter(move |node| node.word() == word);
    let acts = parts::every(named("law").map(act));
    let context = Context { facts, documents, currency, acts: acts? };
    let name = draft.node.need_text("name");
    let summary = draft.node.text("summary");
    let capacities = parts::every(named("applicant").map(|node| parts::capacity(node, &context)));
    let requirements = parts::every(named("require").map(|node| parts::requirement(node, &context)));
    let evidence = parts::every(named("evidence").map(|node| parts::evidence(node, &context)));
    let stages = parts::every(named("stage").map(parts::stage));
    let grounds = parts::every(named("ground").map(|node| parts::ground(node, &context)));
    let decisions = parts::every(named("decide").map(|node| parts::decision(node, &context)));
    let routes = parts::every(named("appeal").map(|node| parts::route(node, &context)));
    let clocks = parts::every(named("clock").map(|node| terms::clock(node, &context)));
    let hearing = one(draft, named("hearing"), "hearing").map(|node| parts::hearing(node, &context));
    let fees = named("fee").next().map(|node| terms::fees(node, &context));
    if fees.is_none() && !draft.is_abstract {
        draft.node.error(format!("`{}` says nothing of a fee", draft.id), "add `fee`, or fee none=#true");
    }
    let visit = match named("visit").next() {
        Some(node) => parts::visit(node),
        None => Some(Visit { minutes: 20, verified: false, source: None }),
    };
    let retention = match named("retain").next() {
        Some(node) => Some(parts::retention(node, &context)?),
        None => None,
    };
    let mut routes = routes?.into_iter();
    let Some(route) = routes.next() else {
        draft.node.error(
            format!("`{}` has no route of appeal", draft.id),
            "every adverse decision says where it is contested: add `appeal`, or inherit it",
        );
        return None;
    };
    let declared: Vec<DeclaredGround> = grounds?;
    let mut procedure = Procedure {
        id: draft.id.clone(),
        in_force: draft.in_force,
        until: draft.until,
        is_abstract: draft.is_abstract,
        inherits: draft.inherits.clone(),
        name: name?,
        summary,
        acts: context.acts,
        capacities: capacities?,
        requirements: requirements?,
        evidence: evidence?,
        facts: Vec::new(),
        stages: stages?,
        // Two grounds with one id were noted when the nodes were merged.
        grounds: Grounds::declare(declared).ok()?,
        hearing: hearing??,
        decisions: decisions?,
        route,
        further_routes: routes.collect(),
        clocks: clocks?,
        fees: fees.unwrap_or(Some(None))?,
        visit: visit?,
        retention,
    };
    procedure.facts = used_facts(&procedure, facts);
    Some(procedure)
}

fn one<'a>(draft: &Draft<'a>, mut nodes: impl Iterator<Item = Node<'a>>, word: &str) -> Option<Node<'a>> {
    let first = nodes.next();
    if first.is_none() {
        draft.node.error(
            format!("`{}` has no `{word}`", draft.id),
            "nobody is refused unheard: add it, or inherit it from a base procedure",
        );
    }
    first
}

/// Every fact that the procedure asks for or lets somebody prove, in the order of the catalogue.
fn used_facts(procedure: &Procedure, facts: &Catalogue) -> Vec<FactDef> {
    let mut names: Vec<&str> = Vec::new();
    for condition in conditions(procedure) {
        names.extend(condition.facts());
    }
    for evidence in &procedure.evidence {
        names.extend(evidence.proven().iter().map(|(name, _)| name.as_str()));
    }
    facts.facts().iter().filter(|fact| names.contains(&fact.name.as_str())).cloned().collect()
}

/// Every condition of a procedure.
pub(crate) fn conditions(procedure: &Procedure) -> Vec<&crate::condition::Condition> {
    let mut all: Vec<&crate::condition::Condition> = Vec::new();
    all.extend(procedure.capacities.iter().map(|capacity| &capacity.condition));
    all.extend(procedure.requirements.iter().map(|requirement| &requirement.condition));
    all.extend(procedure.evidence.iter().filter_map(|evidence| evidence.when.as_ref()));
    all.extend(procedure.clocks.iter().flat_map(|clock| clock.shorten.iter().map(|shorter| &shorter.when)));
    if let Some(fees) = &procedure.fees {
        all.extend(fees.rows.iter().filter_map(|row| row.when.as_ref()));
        all.extend(fees.reduced.iter().chain(&fees.exempt).map(|group| &group.when));
    }
    for effect in procedure.decisions.iter().flat_map(|decision| &decision.effects) {
        if let Effect::Issue { valid, .. } = effect {
            all.extend(valid.iter().filter_map(|(when, _)| when.as_ref()));
        }
    }
    all
}
