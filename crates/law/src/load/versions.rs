//! Versions: the procedure files in order, each with its end and with what it inherits.

use super::Parsed;
use crate::load::head::{self, Base, Draft};
use crate::load::{merge, parts};
use crate::read::{Node, Report};
use kernel::Day;

/// Files of the country that are no procedure.
const OTHERS: [&str; 8] = [
    "country.kdl",
    "facts.kdl",
    "acts.kdl",
    "offices.kdl",
    "register.kdl",
    "notification.kdl",
    "protection.kdl",
    "oversight.kdl",
];

/// The heads of all procedure files, by id and day, each with its end.
pub(super) fn drafts<'a>(parsed: &'a [Parsed<'a>], report: &'a Report) -> Vec<Draft<'a>> {
    let mut drafts: Vec<Draft<'a>> = Vec::new();
    for file in parsed {
        let parts: Vec<&str> = file.source.file.split('/').collect();
        let (folder, stem) = match parts.as_slice() {
            [_, name] if OTHERS.contains(name) => continue,
            [_, "facts" | "portal", _] => continue,
            [_, folder, name] => (*folder, name.trim_end_matches(".kdl")),
            _ => {
                report.file_error(
                    file.source.file,
                    "this file is no law file",
                    "a procedure stands in <country>/<id>/<day>.kdl, beside country.kdl, facts.kdl, acts.kdl, offices.kdl, register.kdl, notification.kdl, protection.kdl and oversight.kdl",
                );
                continue;
            }
        };
        let mut nodes = Node::all(file.source, &file.document, report);
        let Some(first) = nodes.next() else {
            report.file_error(
                file.source.file,
                "this file holds no procedure",
                "write procedure \"id\" in-force=\"2026-01-01\" { … }, or take the file away",
            );
            continue;
        };
        let first = head::draft(first, folder, stem);
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
            (Some(until), Some(next)) if until < next => draft.node.warn_at(
                "until",
                format!(
                    "no version of `{}` is in force from {until} until {next}: nobody can apply in these days",
                    draft.id
                ),
                format!("write until=\"{next}\", or leave it out, unless the service was not there in between"),
            ),
            (None, Some(next)) => draft.until = Some(next),
            _ => {}
        }
    }
    drafts
}

/// The nodes of a draft over those of its base, and of the base of that.
pub(super) fn merged<'a>(
    draft: &Draft<'a>,
    drafts: &[Draft<'a>],
    path: &mut Vec<(String, Day)>,
) -> Option<Vec<Node<'a>>> {
    let me = (draft.id.clone(), draft.in_force);
    if path.contains(&me) {
        draft.node.error_at(
            "inherits",
            format!("`{}` inherits itself", draft.id),
            "a base stands on its own",
        );
        return None;
    }
    path.push(me);
    let Some(wanted) = draft.inherits else {
        // A base that cannot be read was noted.
        return draft.node.value("inherits").is_none().then(|| merge::merge(draft, None));
    };
    let base = base(draft, wanted, drafts)?;
    let theirs = merged(base, drafts, path)?;
    Some(merge::merge(draft, Some((base, theirs))))
}

/// The version that a draft inherits: the one it names, or the one in force on its own first day.
fn base<'a, 'd>(draft: &Draft<'a>, wanted: Base<'_>, drafts: &'d [Draft<'a>]) -> Option<&'d Draft<'a>> {
    let on = draft.in_force;
    let of_it = || drafts.iter().filter(|base| base.id == wanted.id);
    let found = match wanted.version {
        Some(version) => of_it().find(|base| base.in_force == version),
        None => of_it().find(|base| base.in_force <= on && base.until.is_none_or(|until| on < until)),
    };
    if found.is_some() {
        return found;
    }
    let versions: Vec<String> = of_it().map(|base| base.in_force.to_string()).collect();
    let message = match wanted.version {
        Some(version) => format!("there is no version of `{}` of {version}", wanted.id),
        None => format!("there is no procedure `{}` in force on {on}", wanted.id),
    };
    let hint = match (versions.first(), wanted.version) {
        (Some(_), Some(_)) => format!("its versions are of {}", versions.join(", ")),
        (Some(first), None) => format!("its first version is of {first}"),
        (None, _) => {
            parts::near(wanted.id, &drafts.iter().map(|draft| draft.id.as_str()).collect::<Vec<_>>())
        }
    };
    draft.node.error_at("inherits", message, hint);
    None
}
