//! Loading the law files: every file is read, every fault noted, and nothing is handed out that was not proven.

mod basis;
mod check;
mod clock;
mod condition;
mod country;
mod decide;
mod example;
mod facts;
mod fees;
mod head;
mod merge;
mod notification;
mod offices;
mod oversight;
mod parameters;
mod particular;
mod parts;
mod payment;
mod points;
mod portal;
mod procedure;
mod protection;
mod queue;
mod references;
mod register;
mod route;
mod versions;
mod who;
mod work;

use crate::book::Inner;
use crate::diagnostic::{Diagnostic, LawErrors};
use crate::files;
use crate::procedure::Actor;
use crate::read::tree::Element;
use crate::read::{Node, Report, Source, parse};
use crate::register::RegisterBook;
use procedure::Known;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

struct Parsed<'a> {
    source: Source<'a>,
    document: Vec<Element<'static>>,
}

/// Reads and proves all files.
pub(crate) fn load<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Inner, LawErrors> {
    let report = Report::default();
    let mut inner = read(files, &report);
    let (errors, warnings) = report.into_parts();
    match inner.take() {
        Some(mut inner) if errors.is_empty() => {
            inner.warnings = warnings;
            Ok(inner)
        }
        _ => Err(LawErrors::new(errors)),
    }
}

fn read<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>, report: &Report) -> Option<Inner> {
    let sources: Vec<Source<'a>> = files
        .into_iter()
        .filter(|(file, _)| file.ends_with(".kdl"))
        .map(|(file, text)| Source { file, text })
        .collect();
    let parsed = parse_all(&sources, report);
    one_country(&parsed, report);
    let country = single(&parsed, "country.kdl", report).and_then(country::country);
    let offices = whole(&parsed, "offices.kdl", report)
        .and_then(|nodes| offices::offices(nodes.first().map_or("", |node| node.source.file), &nodes));
    let payments = whole(&parsed, "offices.kdl", report).and_then(|nodes| payment::payments(&nodes));
    let queue = whole(&parsed, "offices.kdl", report).and_then(|nodes| queue::queue(&nodes));
    let notification = notification::notification(&of_file(&parsed, "notification.kdl", report));
    let protection = protection::protection(&of_file(&parsed, "protection.kdl", report));
    let oversight = oversight::oversight(&of_file(&parsed, "oversight.kdl", report));
    let site: Vec<Node<'_>> = of_folder(&parsed, "portal", report).collect();
    let portal = portal::portal(&site);
    let facts = whole(&parsed, "facts.kdl", report);
    let (country, documents) = country?;
    let register = whole(&parsed, "register.kdl", report)
        .and_then(|nodes| register::register("register.kdl", &nodes, &country, report));
    let facts = facts?.into_iter().chain(of_folder(&parsed, "facts", report));
    let catalogue = facts::catalogue(facts, country.currency);
    let acts = parts::every(shared_acts(&parsed, report).map(basis::act))?;
    let known = Known {
        facts: &catalogue,
        country: &country,
        documents: &documents,
        register: register.as_ref(),
        roles: offices.as_ref().map(|(_, _, roles)| roles.as_slice()),
        acts: &acts,
    };
    let drafts = versions::drafts(&parsed, report);
    let mut procedures = Vec::new();
    let mut examples = 0;
    for draft in &drafts {
        let Some(nodes) = versions::merged(draft, &drafts, &mut Vec::new()) else { continue };
        let values = parameters::values(draft, &nodes);
        let filled = if values.is_empty() { Vec::new() } else { parameters::fill(draft, &nodes, &values) };
        let nodes: Vec<Node<'_>> = if values.is_empty() {
            nodes
        } else {
            let filled = nodes.iter().zip(&filled);
            filled.map(|(node, filled)| filled.as_ref().map_or(*node, |filled| node.with(filled))).collect()
        };
        let before = report.errors();
        let values = values.iter().map(|(id, value)| ((*id).to_owned(), parameters::said(value))).collect();
        let Some(mut procedure) = procedure::decode(draft, &nodes, values, &known) else { continue };
        if !procedure.is_abstract() {
            check::prove(&procedure, draft, &nodes);
            // Examples of a file that is broken would only say so again.
            if report.errors() == before {
                procedure.examples = example::run(&procedure, draft, &nodes, &known);
                examples += procedure.examples;
            }
        }
        procedures.push(procedure);
    }
    references::give_names(&mut procedures);
    if report.errors() == 0 {
        references::prove(&known, &procedures, &drafts, &offices, &parsed, report);
        references::paid(&procedures, &drafts, payments.as_deref().unwrap_or_default());
        portal::prove(&site, &procedures);
    }
    let (authority, offices, roles) = offices?;
    let register = register?;
    Some(Inner {
        outside: outside(roles, &register),
        register,
        country,
        documents,
        authority,
        offices,
        payments: payments?,
        queue: queue?,
        notification: notification?,
        protection: protection?,
        oversight: oversight?,
        portal: portal?,
        catalogue,
        procedures,
        examples,
        warnings: Vec::new(),
    })
}

/// The bodies outside the office: those that write no register first.
fn outside(roles: Vec<Actor>, register: &RegisterBook) -> Vec<Actor> {
    let bodies = register.bodies().iter();
    let bodies = bodies.map(|body| Actor { code: body.code.clone(), name: body.name.clone(), outside: true });
    roles.into_iter().filter(|role| role.outside).chain(bodies).collect()
}

/// The nodes of the files in a folder of the country: `facts/` adds to the catalogue, `portal/` is for the site.
fn of_folder<'a>(
    parsed: &'a [Parsed<'a>],
    folder: &'static str,
    report: &'a Report,
) -> impl Iterator<Item = Node<'a>> {
    parsed
        .iter()
        .filter(move |file| file.source.file.split('/').nth(1) == Some(folder))
        .flat_map(|file| Node::all(file.source, &file.document, report))
}

/// The nodes of `acts.kdl`: acts that every procedure may cite.
fn shared_acts<'a>(parsed: &'a [Parsed<'a>], report: &'a Report) -> impl Iterator<Item = Node<'a>> {
    of_file(parsed, "acts.kdl", report).into_iter()
}

/// The nodes of a file of the country that may be missing.
fn of_file<'a>(parsed: &'a [Parsed<'a>], name: &str, report: &'a Report) -> Vec<Node<'a>> {
    parsed
        .iter()
        .filter(|file| file.source.file.split('/').skip(1).eq([name]))
        .flat_map(|file| Node::all(file.source, &file.document, report))
        .collect()
}

/// Parses the files side by side, but for those that are as they were built in: reading KDL is most of the work of
/// loading others. Faults are noted in the order of the files.
fn parse_all<'a>(sources: &[Source<'a>], report: &Report) -> Vec<Parsed<'a>> {
    const THREADS: usize = 4;
    let next = AtomicUsize::new(0);
    let places: Vec<OnceLock<Result<Vec<Element<'static>>, Vec<Diagnostic>>>> =
        sources.iter().map(|_| OnceLock::new()).collect();
    std::thread::scope(|scope| {
        for _ in 0..THREADS.min(sources.len()) {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some((source, place)) = sources.get(at).zip(places.get(at)) else { break };
                    place.get_or_init(|| {
                        files::built_in(source.file, source.text).map_or_else(|| parse(*source), Ok)
                    });
                }
            });
        }
    });
    let results = sources.iter().zip(places);
    results
        .filter_map(|(source, place)| match place.into_inner()? {
            Ok(document) => Some(Parsed { source: *source, document }),
            Err(faults) => {
                faults.into_iter().for_each(|fault| report.push(fault));
                None
            }
        })
        .collect()
}

fn folder(file: &str) -> &str {
    file.split_once('/').map_or("", |(folder, _)| folder)
}

fn one_country(parsed: &[Parsed<'_>], report: &Report) {
    let Some(first) = parsed.first() else {
        report.file_error("procedures", "there is no law file", "load the files below procedures/");
        return;
    };
    let home = folder(first.source.file);
    for other in parsed.iter().filter(|other| folder(other.source.file) != home) {
        report.file_error(
            other.source.file,
            format!("this file belongs to another country than `{home}`"),
            "an office has one country",
        );
    }
}

/// The nodes of the file with this name.
fn whole<'a>(parsed: &'a [Parsed<'a>], name: &str, report: &'a Report) -> Option<Vec<Node<'a>>> {
    let found = parsed.iter().find(|file| file.source.file.split('/').skip(1).eq([name]));
    let Some(file) = found else {
        // A file with a broken syntax was noted already.
        if report.errors() == 0 {
            report.file_error(
                name,
                format!("the file `{name}` is missing"),
                "it stands beside the procedures of the country",
            );
        }
        return None;
    };
    Some(Node::all(file.source, &file.document, report).collect())
}

/// The one node of the file with this name.
fn single<'a>(parsed: &'a [Parsed<'a>], name: &str, report: &'a Report) -> Option<Node<'a>> {
    let mut nodes = whole(parsed, name, report)?.into_iter();
    let first = nodes.next();
    if let Some(second) = nodes.next() {
        second.error("this file holds one node only", "");
    }
    if first.is_none() {
        report.file_error(name, format!("the file `{name}` is empty"), "");
    }
    first
}
