//! Stages and the events they emit: whatever waits for an event waits for one that happens.

use crate::clock::Ends;
use crate::condition::Condition;
use crate::happens::Happens;
use crate::procedure::{Coming, Effect, Evidence, EvidenceBy, Procedure, Stage};
use crate::read::{Node, known};

/// The role that receives people.
const COUNTER: &str = "counter";
/// Events of a case in which nothing is decided yet.
const BEFORE: [&str; 4] = ["received", "evidence-complete", "hearing-invited", "hearing-answered"];

pub(super) fn prove<'a>(procedure: &Procedure, nodes: &[Node<'_>], at: &dyn Fn(&str, &str) -> Node<'a>) {
    stages(procedure, at);
    let emitted: Vec<&str> =
        procedure.stages.iter().flat_map(|stage| stage.emits.iter().map(String::as_str)).collect();
    clocks(procedure, &emitted, at);
    let overdue = procedure.clocks.iter().filter_map(|clock| clock.on_overdue.as_ref()?.emits.as_deref());
    let any: Vec<&str> =
        emitted.iter().copied().chain(overdue).chain(Happens::CODES.iter().copied()).collect();
    told(procedure, nodes, &any, at);
    too_early(procedure, at);
    coming(procedure, nodes);
    let fee = procedure.fees.as_ref().zip(nodes.iter().find(|node| node.word() == "fee"));
    if let Some((fees, node)) = fee.filter(|(fees, _)| !any.contains(&fees.due.as_str())) {
        node.error_at(
            "due",
            format!("the fee is due at `{}`, which no stage emits", fees.due),
            emits(&fees.due, &emitted),
        );
    }
}

fn emits(event: &str, emitted: &[&str]) -> String {
    format!("let a stage emit it: emits=\"{event}\"; {}", known(event, emitted))
}

fn stages<'a>(procedure: &Procedure, at: &dyn Fn(&str, &str) -> Node<'a>) {
    let ids: Vec<&str> = procedure.stages.iter().map(|stage| stage.id.as_str()).collect();
    let mut unknown = false;
    for stage in &procedure.stages {
        for need in stage.needs.iter().filter(|need| !ids.contains(&need.as_str())) {
            unknown = true;
            let message = format!("there is no stage `{need}`");
            at("stage", &stage.id).error_at("needs", message, known(need, &ids));
        }
        let asked: Vec<&str> = procedure.requirements.iter().map(|asked| asked.id.as_str()).collect();
        for id in stage.settles.iter().filter(|id| !asked.contains(&id.as_str())) {
            let message = format!("there is no requirement `{id}`");
            at("stage", &stage.id).error_at("settles", message, known(id, &asked));
        }
    }
    if unknown {
        return;
    }
    // Stages that are ready are taken away until none is; what is left waits for itself.
    let mut left: Vec<&Stage> = procedure.stages.iter().collect();
    loop {
        let before = left.len();
        let waiting: Vec<&str> = left.iter().map(|stage| stage.id.as_str()).collect();
        left.retain(|stage| stage.needs.iter().any(|need| waiting.contains(&need.as_str())));
        if left.len() == before {
            break;
        }
    }
    if let Some(first) = left.first() {
        let circle: Vec<&str> = left.iter().map(|stage| stage.id.as_str()).collect();
        at("stage", &first.id).error(
            format!("these stages wait for each other: {}", circle.join(", ")),
            "no stage may need itself, directly or through others",
        );
        return;
    }
    for stage in &procedure.stages {
        let never = stage.when.is_some() && stage.when == stage.unless;
        if never || comes_after(procedure, stage).is_some_and(|decisions| decisions.is_empty()) {
            at("stage", &stage.id).error(
                format!("the stage `{}` is never reached", stage.id),
                "what it needs comes after other decisions than it does itself, or its conditions exclude each other",
            );
        }
    }
}

/// The decisions after which a stage can come: its own, and those of everything that it needs; `None` for any.
fn comes_after<'p>(procedure: &'p Procedure, stage: &'p Stage) -> Option<Vec<&'p str>> {
    let own = (!stage.after.is_empty()).then(|| stage.after.iter().map(String::as_str).collect());
    let needed = procedure.stages.iter().filter(|other| stage.needs.contains(&other.id));
    needed.fold(own, |so_far: Option<Vec<&str>>, other| match (so_far, comes_after(procedure, other)) {
        (Some(mine), Some(theirs)) => Some(mine.into_iter().filter(|id| theirs.contains(id)).collect()),
        (one, other) => one.or(other),
    })
}

/// Whatever starts or ends a clock happens at some stage.
fn clocks<'a>(procedure: &Procedure, emitted: &[&str], at: &dyn Fn(&str, &str) -> Node<'a>) {
    let overdue: Vec<(&str, &str)> = procedure
        .clocks
        .iter()
        .filter_map(|clock| Some((clock.id.as_str(), clock.on_overdue.as_ref()?.emits.as_deref()?)))
        .collect();
    for clock in &procedure.clocks {
        let node = at("clock", &clock.id);
        // A clock that has run out may start another, but not itself.
        let happens = |event: &str| {
            emitted.contains(&event) || overdue.iter().any(|(id, emits)| *id != clock.id && *emits == event)
        };
        let starts = clock.starts.iter().map(|start| &start.on);
        let postponed = clock.postpone.iter().filter_map(|reason| reason.from.as_ref());
        for event in clock.from.iter().chain(starts).chain(postponed).filter(|event| !happens(event)) {
            node.error_at(
                "from",
                format!("the clock `{}` starts with `{event}`, which no stage emits", clock.id),
                emits(event, emitted),
            );
        }
        if let Some(Ends::With(event)) = &clock.ends
            && !happens(event)
            && !Happens::CODES.contains(&event.as_str())
        {
            let any: Vec<&str> = emitted.iter().chain(Happens::CODES).copied().chain(["never"]).collect();
            node.error_at(
                "ends",
                format!("the clock `{}` ends with `{event}`, which never happens", clock.id),
                format!("let a stage emit it, or name another, or \"never\"; {}", known(event, &any)),
            );
        }
        let pauses = clock.suspend.iter().map(|pause| pause.until.as_str());
        for event in pauses.chain(clock.restart.as_ref().map(|restart| restart.on.as_str())) {
            if !happens(event) && !Happens::CODES.contains(&event) {
                node.error(
                    format!("the clock `{}` waits for `{event}`, which no stage emits", clock.id),
                    emits(event, emitted),
                );
            }
        }
    }
}

/// What comes before any decision does not come after one.
fn too_early<'a>(procedure: &Procedure, at: &dyn Fn(&str, &str) -> Node<'a>) {
    for notice in procedure.notices.iter().filter(|notice| !notice.after.is_empty()) {
        if BEFORE.contains(&notice.on.as_str()) {
            at("notice", &notice.id).error_at(
                "after",
                format!(
                    "on `{}` no decision has been taken, so the notice `{}` never goes",
                    notice.on, notice.id
                ),
                "leave `after` out, or name an event that follows the decision, such as on=\"decided\"",
            );
        }
    }
}

/// Where nobody ever comes, nothing waits for somebody to come.
fn coming(procedure: &Procedure, nodes: &[Node<'_>]) {
    let Some(node) = nodes.iter().find(|node| node.word() == "visit") else { return };
    if procedure.visit.coming != Some(Coming::Never) {
        return;
    }
    let told = |what: String| {
        node.error_at(
            "coming",
            format!("nobody comes for `{}`, but {what}", procedure.id),
            "write coming=\"may\", or say there `when` it is needed; without `coming` it follows from the rest",
        );
    };
    let always = |when: &Option<Condition>| when.is_none();
    let counter = |evidence: &&Evidence| evidence.by == EvidenceBy::Counter && always(&evidence.when);
    if let Some(evidence) = procedure.evidence.iter().find(counter) {
        told(format!("the evidence `{}` is taken at the counter", evidence.id));
    }
    let served = |stage: &&Stage| stage.by.code == COUNTER && always(&stage.when) && always(&stage.unless);
    if let Some(stage) = procedure.stages.iter().find(served) {
        told(format!("the stage `{}` is done at the counter", stage.id));
    }
    let issues = |effect: &Effect| matches!(effect, Effect::Issue { .. });
    let issued = procedure.decisions.iter().find(|decision| decision.effects.iter().any(issues));
    if let Some(decision) = issued {
        told(format!("the decision `{}` issues a document, which is handed over there", decision.id));
    }
}

/// Nobody is told on an event that never happens, and no term of contesting or keeping starts with one.
fn told<'a>(procedure: &Procedure, nodes: &[Node<'_>], any: &[&str], at: &dyn Fn(&str, &str) -> Node<'a>) {
    let hint = |event: &str| format!("let a stage emit it, or name another; {}", known(event, any));
    for notice in procedure.notices.iter().filter(|notice| !any.contains(&notice.on.as_str())) {
        at("notice", &notice.id).error_at(
            "on",
            format!("the notice `{}` goes on `{}`, which never happens", notice.id, notice.on),
            hint(&notice.on),
        );
    }
    for route in procedure.routes().filter(|route| !any.contains(&route.from.as_str())) {
        at("appeal", &route.id).error_at(
            "from",
            format!("the step `{}` counts from `{}`, which never happens", route.id, route.from),
            hint(&route.from),
        );
    }
    for decision in &procedure.decisions {
        for effect in &decision.effects {
            let Effect::Set { fact, from: Some(from), .. } = effect else { continue };
            if !any.contains(&from.as_str()) {
                let message = format!("`{fact}` is set from `{from}`, which never happens");
                at("decide", &decision.id).error(message, hint(from));
            }
        }
    }
    let kept = procedure.retention.as_ref().zip(nodes.iter().find(|node| node.word() == "retain"));
    if let Some((retention, node)) = kept.filter(|(retention, _)| !any.contains(&retention.from.as_str())) {
        let message = format!("the case is kept from `{}`, which never happens", retention.from);
        node.error_at("from", message, hint(&retention.from));
    }
}
