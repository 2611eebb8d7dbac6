//! `parvalde policy`: the policies of rights, proven and shown as tables.

use crate::cli::PolicyTask;
use crate::ended::Ended;
use crate::out;
use anyhow::Context as _;
use office::access::policy::{self, Policies, PolicyFault};
use std::fs;
use std::path::Path;

/// Runs a task.
///
/// # Errors
/// A folder that cannot be read, or output that cannot be written.
pub fn run(task: &PolicyTask) -> anyhow::Result<Ended> {
    match task {
        PolicyTask::Check { folder: None } => checked(policy::bundled()),
        PolicyTask::Check { folder: Some(folder) } => {
            let (schema, files) = texts(folder)?;
            let files: Vec<(&str, &str)> =
                files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
            let read = Policies::read((&schema.0, &schema.1), &files);
            checked(read.as_ref().map_err(Vec::as_slice))
        }
        PolicyTask::Table => {
            out::line(in_force()?.markdown().trim_end())?;
            Ok(Ended::Done)
        }
    }
}

/// The built-in policies.
///
/// # Errors
/// Everything that is wrong in them, with file, line and reason: nothing starts then.
pub fn in_force() -> anyhow::Result<&'static Policies> {
    policy::bundled().map_err(|faults| anyhow::anyhow!("the policies do not hold:\n{}", lines(faults)))
}

fn lines(faults: &[PolicyFault]) -> String {
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

fn checked(read: Result<&Policies, &[PolicyFault]>) -> anyhow::Result<Ended> {
    match read {
        Ok(policies) => {
            let rules = policies.rules();
            let permits = rules.iter().filter(|rule| rule.permits).count();
            let unverified = rules.iter().filter(|rule| rule.source == "unverified").count();
            out::line(format_args!(
                "{} policies hold against their schema: {permits} permit, {} forbid; {unverified} are unverified",
                rules.len(),
                rules.len() - permits,
            ))?;
            Ok(Ended::Done)
        }
        Err(faults) => {
            eprintln!("{}", lines(faults));
            Ok(Ended::Refused)
        }
    }
}

/// A file by its name, with its text.
type File = (String, String);

/// The schema and the policies of a folder, in the order of their names.
fn texts(folder: &Path) -> anyhow::Result<(File, Vec<File>)> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read `{}`", folder.display()))?;
    let mut paths = Vec::new();
    for entry in entries {
        paths.push(entry.with_context(|| format!("cannot read `{}`", folder.display()))?.path());
    }
    paths.sort();
    let (mut schema, mut files) = (None, Vec::new());
    for path in paths {
        let read = || -> anyhow::Result<File> {
            let text =
                fs::read_to_string(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
            Ok((path.display().to_string(), text))
        };
        match path.extension().and_then(|ending| ending.to_str()) {
            Some("cedarschema") => schema = Some(read()?),
            Some("cedar") => files.push(read()?),
            _ => {}
        }
    }
    let schema = schema.with_context(|| format!("`{}` holds no file *.cedarschema", folder.display()))?;
    Ok((schema, files))
}
