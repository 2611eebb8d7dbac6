//! Loading the law files: every file is read, every fault noted, and nothing is handed out that was not proven.

mod basis;
mod check;
mod condition;
mod country;
mod example;
mod facts;
mod offices;
mod parts;
mod procedure;
mod register;
mod terms;

use crate::book::Inner;
use crate::diagnostic::LawErrors;
use crate::facts::Catalogue;
use crate::procedure::Procedure;
use crate::read::{Node, Report, Source, parse};
use kdl::KdlDocument;
use kernel::{Country, Day};
use procedure::Draft;

struct Parsed<'a> {
    source: Source<'a>,
    document: KdlDocument,
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
    let parsed: Vec<Parsed<'a>> = files
        .into_iter()
        .filter(|(file, _)| file.ends_with(".kdl"))
        .filter_map(|(file, text)| {
            let source = Source { file, text };
            parse(source, report).map(|document| Parsed { source, document })
        })
        .collect();
    one_country(&parsed, report);
    let country = single(&parsed, "country.kdl", report).and_then(country::country);
    let catalogue = whole(&parsed, "facts.kdl", report).map(|nodes| facts::catalogue(nodes.into_iter()));
    let offices = whole(&parsed, "offices.kdl", report)
        .and_then(|nodes| offices::offices(nodes.first().map_or("", |node| node.source.file), &nodes));
    let (country, documents) = country?;
    let register = whole(&parsed, "register.kdl", report)
        .and_then(|nodes| register::register("register.kdl", &nodes, &country, report));
    let catalogue = catalogue?;
    let drafts = drafts(&parsed, report);
    let mut procedures = Vec::new();
    let mut examples = 0;
    for draft in &drafts {
        let Some(nodes) = merged(draft, &drafts, &mut Vec::new()) else { continue };
        let before = report.errors();
        let decoded = procedure::decode(draft, &nodes, &catalogue, &documents, country.currency);
        let Some(procedure) = decoded else { continue };
        if !procedure.is_abstract() {
            check::prove(&procedure, draft, &nodes);
            // Examples of a file that is broken would only say so again.
            if report.errors() == before {
                examples += example::run(&procedure, draft, &catalogue, &country.calendar);
            }
        }
        procedures.push(procedure);
    }
    if report.errors() == 0 {
        references(&country, &catalogue, &procedures, &offices, &parsed, report);
    }
    let (authority, offices) = offices?;
    Some(Inner {
        register: register?,
        country,
        documents,
        authority,
        offices,
        catalogue,
        procedures,
        examples,
        warnings: Vec::new(),
    })
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

/// The heads of all procedure files, by id and day, each with its end.
fn drafts<'a>(parsed: &'a [Parsed<'a>], report: &'a Report) -> Vec<Draft<'a>> {
    let mut drafts: Vec<Draft<'a>> = Vec::new();
    for file in parsed {
        let parts: Vec<&str> = file.source.file.split('/').collect();
        let (folder, stem) = match parts.as_slice() {
            [_, "country.kdl" | "facts.kdl" | "offices.kdl" | "register.kdl"] => continue,
            [_, folder, name] => (*folder, name.trim_end_matches(".kdl")),
            _ => {
                report.file_error(
                    file.source.file,
                    "this file is no law file",
                    "a procedure stands in <country>/<id>/<day>.kdl, beside country.kdl, facts.kdl, offices.kdl and register.kdl",
                );
                continue;
            }
        };
        let mut nodes = Node::all(file.source, &file.document, report);
        let first = nodes.next().and_then(|node| procedure::draft(node, folder, stem));
        if let Some(second) = nodes.next() {
            second.error("a procedure file holds one procedure", "give it a file of its own");
        }
        drafts.extend(first);
    }
    drafts.sort_by(|a, b| (&a.id, a.in_force).cmp(&(&b.id, b.in_force)));
    let next: Vec<Option<Day>> = drafts
        .iter()
        .enumerate()
        .map(|(at, draft)| drafts.get(at + 1).filter(|next| next.id == draft.id).map(|next| next.in_force))
        .collect();
    for (draft, next) in drafts.iter_mut().zip(next) {
        match (draft.until, next) {
            (_, Some(next)) if next == draft.in_force => draft.node.error(
                format!("two files are the version of `{}` of {next}", draft.id),
                "one version comes into force on one day",
            ),
            (Some(until), Some(next)) if next < until => draft.node.error_at(
                "until",
                format!("the version of `{}` of {} overlaps the one of {next}", draft.id, draft.in_force),
                format!("write until=\"{next}\", or leave it out"),
            ),
            (None, Some(next)) => draft.until = Some(next),
            _ => {}
        }
    }
    drafts
}

/// The nodes of a draft over those of its base, and of the base of that.
fn merged<'a>(draft: &Draft<'a>, drafts: &[Draft<'a>], path: &mut Vec<String>) -> Option<Vec<Node<'a>>> {
    if path.contains(&draft.id) {
        draft.node.error_at(
            "inherits",
            format!("`{}` inherits itself", draft.id),
            "a base stands on its own",
        );
        return None;
    }
    path.push(draft.id.clone());
    let Some(wanted) = &draft.inherits else { return Some(procedure::merge(draft, None)) };
    let on = draft.in_force;
    let base = drafts
        .iter()
        .find(|base| base.id == *wanted && base.in_force <= on && base.until.is_none_or(|until| on < until));
    let Some(base) = base else {
        let hint = match drafts.iter().find(|base| base.id == *wanted) {
            Some(base) => format!("its first version is of {}", base.in_force),
            None => parts::near(wanted, &drafts.iter().map(|draft| draft.id.as_str()).collect::<Vec<_>>()),
        };
        draft.node.error_at("inherits", format!("there is no procedure `{wanted}` in force on {on}"), hint);
        return None;
    };
    let theirs = merged(base, drafts, path)?;
    Some(procedure::merge(draft, Some((base, theirs))))
}

/// What one file says of another: codes of statuses, services of offices.
fn references(
    country: &Country,
    catalogue: &Catalogue,
    procedures: &[Procedure],
    offices: &Option<(crate::offices::Authority, Vec<crate::offices::OfficeFacts>)>,
    parsed: &[Parsed<'_>],
    report: &Report,
) {
    let nodes = |name: &str| {
        parsed
            .iter()
            .filter(move |file| file.source.file.split('/').skip(1).eq([name]))
            .flat_map(|file| Node::all(file.source, &file.document, report))
            .collect::<Vec<_>>()
    };
    // A catalogue whose statuses the country does not know would let a procedure ask for what cannot be.
    if let Some(crate::facts::FactKind::Code { options }) =
        catalogue.get("person.status").map(|fact| &fact.kind)
    {
        let node = nodes("facts.kdl")
            .into_iter()
            .find(|node| node.arg(0).and_then(|v| v.as_string()) == Some("person.status"));
        for code in options.iter().filter(|code| country.status(code).is_none()) {
            if let Some(node) = node {
                node.error(
                    format!("the country has no status `{code}`"),
                    "add it to country.kdl by `status`",
                );
            }
        }
    }
    for office in offices.iter().flat_map(|(_, offices)| offices) {
        for id in office.services.iter().flatten() {
            if !procedures.iter().any(|procedure| procedure.id() == id && !procedure.is_abstract()) {
                let node = nodes("offices.kdl")
                    .into_iter()
                    .find(|n| n.arg(0).and_then(|v| v.as_string()) == Some(office.id.as_str()));
                if let Some(node) = node {
                    node.error_at("services", format!("there is no procedure `{id}`"), "");
                }
            }
        }
    }
}
