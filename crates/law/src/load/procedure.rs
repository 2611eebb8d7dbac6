//! A procedure from the nodes of its file and of the files it inherits.

use crate::book::DocumentKind;
use crate::cite::Act;
use crate::condition::Condition;
use crate::facts::{Catalogue, FactDef};
use crate::ground::{GroundKind, Grounds};
use crate::load::basis::{Acts, act};
use crate::load::condition::Words;
use crate::load::head::Draft;
use crate::load::parts::{Context, every};
use crate::load::{clock, decide, fees, particular, points, route, who, work};
use crate::procedure::{Actor, Effect, Procedure, SetValue, Visit};
use crate::read::Node;
use crate::register::RegisterBook;
use kernel::Country;
use std::collections::{BTreeMap, BTreeSet};

/// What all procedures of the country may refer to.
pub(crate) struct Known<'a> {
    pub(crate) facts: &'a Catalogue,
    pub(crate) country: &'a Country,
    pub(crate) documents: &'a [DocumentKind],
    pub(crate) register: Option<&'a RegisterBook>,
    pub(crate) roles: Option<&'a [Actor]>,
    pub(crate) acts: &'a [Act],
}

/// Makes the procedure from its merged nodes; `None` when a fault was noted.
pub(crate) fn decode(
    draft: &Draft<'_>,
    nodes: &[Node<'_>],
    parameters: BTreeMap<String, String>,
    known: &Known<'_>,
) -> Option<Procedure> {
    let named = |word: &'static str| nodes.iter().copied().filter(move |node| node.word() == word);
    let acts = every(named("law").map(act))?;
    let context = Context {
        words: Words { facts: known.facts, tracks: &[] },
        country: known.country,
        documents: known.documents,
        register: known.register,
        roles: known.roles,
        acts: Acts::new(acts, known.acts, !draft.verified),
    };
    let tracks = who::tracks(named("track"), &context)?;
    let words = Words { tracks: &tracks, ..context.words };
    let context = Context { words, ..context };
    let name = draft.node.need_text("name");
    let (summary, note) = (draft.node.text("summary"), draft.node.text("note"));
    let applies = at_most_one(draft.node.child("applies"), |node| work::applies(node, &context));
    let capacities = every(named("applicant").map(|node| who::capacity(node, &context)));
    let requirements = every(named("require").map(|node| who::requirement(node, &context)));
    let evidence = every(named("evidence").map(|node| who::evidence(node, &context)));
    let particulars = every(named("particular").map(|node| particular::particular(node, &context)));
    let agreements = every(named("agree").map(|node| particular::agreement(node, &context)));
    let stages = every(named("stage").map(|node| work::stage(node, &context)));
    let grounds = every(named("ground").map(|node| who::ground(node, &context)));
    let decisions = every(named("decide").map(|node| decide::decision(node, &context)));
    let routes = every(named("appeal").map(|node| route::route(node, &context)));
    let clocks = every(named("clock").map(|node| clock::clock(node, &context)));
    let notices = every(named("notice").map(|node| work::notice(node, &context)));
    let hearing = one(draft, named("hearing"), "hearing").map(|node| work::hearing(node, &context));
    let fees = named("fee").next().map(|node| fees::fees(node, &context));
    if fees.is_none() && !draft.is_abstract {
        draft.node.error(format!("`{}` says nothing of a fee", draft.id), "add `fee`, or fee none=#true");
    }
    let visit = match named("visit").next() {
        Some(node) => work::visit(node),
        None => Some(Visit::usual()),
    };
    let retention = at_most_one(named("retain").next(), |node| work::retention(node, &context));
    let mut routes = routes?.into_iter();
    let Some(route) = routes.next() else {
        draft.node.error(
            format!("`{}` has no route of appeal", draft.id),
            "every adverse decision says where it is contested: add `appeal`, or inherit it",
        );
        return None;
    };
    let (declared, own): (Vec<_>, Vec<_>) = grounds?.into_iter().unzip();
    let requirements = requirements?.into_iter().chain(own.into_iter().flatten()).collect();
    let acts = context.acts.used();
    let mut procedure = Procedure {
        id: draft.id.clone(),
        in_force: draft.in_force,
        until: draft.until,
        is_abstract: draft.is_abstract,
        several: draft.several,
        inherits: draft.node.string("inherits").map(str::to_owned),
        inherits_name: None,
        verified: draft.verified,
        name: name?,
        summary,
        note,
        applies: applies?,
        parameters,
        acts,
        capacities: capacities?,
        tracks: tracks.clone(),
        requirements,
        evidence: evidence?,
        particulars: particulars?,
        agreements: agreements?,
        facts: Vec::new(),
        stages: stages?,
        // Two grounds with one id were noted when the nodes were merged.
        grounds: Grounds::declare(declared).ok()?,
        hearing: hearing??,
        decisions: decisions?,
        route,
        further_routes: routes.collect(),
        clocks: clocks?,
        notices: notices?,
        fees: fees.unwrap_or(Some(None))?,
        visit: visit?,
        retention: retention?,
        points: points::points(draft, nodes),
        examples: 0,
    };
    let may = |id: &str| procedure.grounds.get(id).is_some_and(|ground| ground.kind() == GroundKind::May);
    let choices: Vec<bool> =
        procedure.requirements.iter().map(|requirement| may(&requirement.ground)).collect();
    for (requirement, choice) in procedure.requirements.iter_mut().zip(choices) {
        requirement.choice = choice;
    }
    // In spite of every ground: the file says it with a star.
    let all: Vec<String> = procedure.grounds.all().iter().map(|ground| ground.id().to_owned()).collect();
    for decision in procedure.decisions.iter_mut().filter(|decision| decision.despite == ["*"]) {
        decision.despite.clone_from(&all);
    }
    procedure.facts = used_facts(&procedure, known.facts);
    particular::check(&procedure, draft, nodes);
    Some(procedure)
}

/// A part that may be missing: `Some(None)` when it is, `None` when a fault was noted.
fn at_most_one<'a, T>(node: Option<Node<'a>>, read: impl FnOnce(Node<'a>) -> Option<T>) -> Option<Option<T>> {
    match node {
        None => Some(None),
        Some(node) => read(node).map(Some),
    }
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
    let mut names = asked(procedure);
    names.extend(procedure.evidence.iter().flat_map(|evidence| evidence.facts()));
    let mut used: Vec<(usize, &FactDef)> = names.into_iter().filter_map(|name| facts.place(name)).collect();
    used.sort_by_key(|(at, _)| *at);
    used.into_iter().map(|(_, fact)| fact.clone()).collect()
}

/// The names of the facts that it asks for: in a condition, as a count, or to hand on to the register.
pub(crate) fn asked(procedure: &Procedure) -> BTreeSet<&str> {
    let mut names: BTreeSet<&str> = BTreeSet::new();
    for condition in conditions(procedure) {
        names.extend(condition.facts());
    }
    if let Some(fees) = &procedure.fees {
        names.extend(fees.extras.iter().filter_map(|extra| extra.per.as_deref()));
    }
    for effect in procedure.decisions.iter().flat_map(|decision| &decision.effects) {
        if let Effect::Set { value: SetValue::Case { fact }, .. } = effect {
            names.insert(fact);
        }
    }
    names
}

/// Every condition of a procedure.
pub(crate) fn conditions(procedure: &Procedure) -> Vec<&Condition> {
    let mut all: Vec<&Condition> = Vec::new();
    all.extend(procedure.capacities.iter().map(|capacity| &capacity.condition));
    all.extend(procedure.tracks.iter().filter_map(|track| track.condition.as_ref()));
    for requirement in &procedure.requirements {
        all.extend(requirement.when.iter().chain(std::iter::once(&requirement.condition)));
    }
    all.extend(procedure.evidence.iter().filter_map(|evidence| evidence.when.as_ref()));
    all.extend(procedure.particulars.iter().filter_map(|particular| particular.when.as_ref()));
    all.extend(procedure.agreements.iter().map(|agreement| &agreement.holds));
    all.extend(procedure.stages.iter().flat_map(|stage| stage.when.iter().chain(&stage.unless)));
    all.extend(procedure.notices.iter().filter_map(|notice| notice.when.as_ref()));
    for clock in &procedure.clocks {
        all.extend(&clock.when);
        all.extend(clock.starts.iter().map(|start| &start.when));
        all.extend(clock.shorten.iter().map(|shorter| &shorter.when));
        all.extend(clock.extend.iter().filter_map(|longer| longer.when.as_ref()));
        all.extend(clock.postpone.iter().filter_map(|reason| reason.when.as_ref()));
        all.extend(clock.suspend.iter().filter_map(|pause| pause.when.as_ref()));
    }
    for route in procedure.routes() {
        all.extend(route.shorten.iter().map(|shorter| &shorter.when));
        all.extend(route.suspends.iter().map(|suspends| &suspends.when));
    }
    if let Some(fees) = &procedure.fees {
        all.extend(fees.rows.iter().filter_map(|row| row.when.as_ref()));
        all.extend(fees.extras.iter().filter_map(|extra| extra.when.as_ref()));
        all.extend(fees.reduced.iter().chain(&fees.exempt).map(|group| &group.when));
    }
    for decision in &procedure.decisions {
        all.extend(&decision.when);
        for effect in &decision.effects {
            match effect {
                Effect::Issue { valid, .. } => all.extend(valid.iter().filter_map(|(when, _)| when.as_ref())),
                Effect::Open { when, .. } => all.extend(when),
                _ => {}
            }
        }
    }
    all
}
