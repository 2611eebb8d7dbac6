//! Those who are probably the person about to be entered: who they are, what agrees, and why each is somebody else.

use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields};
use crate::ui::field::{Form, Line};
use crate::ui::notice::{Tone, notice};
use crate::workbench::duplicates::{compared, likely};
use crate::workbench::words::{name, particulars};
use maud::{Markup, html};
use office::register::{Candidate, Distinct};

const PREFIX: &str = "distinct-";

/// What was said of those who are alike.
pub fn distinct(fields: &Fields) -> Vec<Distinct> {
    let said = fields.pairs().filter(|(_, reason)| !reason.trim().is_empty());
    let read = |(field, reason): (&str, &str)| {
        let person = field.strip_prefix(PREFIX)?.parse().ok()?;
        Some(Distinct { person, reason: reason.to_owned() })
    };
    said.filter_map(read).collect()
}

/// Asks for each of whom nothing was said.
pub fn ask(candidates: &[Candidate], fields: &Fields) -> Faults {
    let mut faults = Faults::default();
    for candidate in candidates {
        let field = format!("{PREFIX}{}", candidate.person.id);
        if !fields.has(&field) {
            faults.add(&field, "work-alike-why", vec![("name", name(&candidate.person))]);
        }
    }
    faults
}

/// The candidates with a field for each.
pub fn fields(form: &Form<'_>, app: &App, candidates: &[Candidate]) -> Markup {
    let ctx = form.ctx;
    html! {
        @if !candidates.is_empty() {
            fieldset {
                legend.large { (ctx.t("work-alike-heading")) }
                (notice(Tone::Warn, "", &html! { p { (ctx.t("work-alike-note")) } }))
                @for candidate in candidates { (one(form, app, candidate)) }
            }
        }
    }
}

fn one(form: &Form<'_>, app: &App, candidate: &Candidate) -> Markup {
    let (ctx, person): (&Ctx, _) = (form.ctx, &candidate.person);
    let field = format!("{PREFIX}{}", person.id);
    let label = ctx.tf("work-alike-reason", &[("name", name(person).into())]);
    html! {
        p { strong { (name(person)) } " · " (particulars(ctx, app.office(), person)) }
        p.small { (likely(ctx, &candidate.likeness)) }
        ul.small {
            @for part in &candidate.likeness.parts {
                li { (compared(ctx, part)) }
            }
        }
        (form.line(Line::Text, &field, &label, &ctx.t("work-alike-reason-hint"), "off"))
    }
}
