//! Parting two records that were joined: each entry made since is given to one of the two or left undecided, and what
//! was left is given later.

use super::entries::{Subject, basis_fields, refused};
use super::id;
use super::joining::{nothing, pair, seen, two};
use super::person::{Names, basis as rests_on, said, since};
use super::words::{name, particulars};
use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields, Params};
use crate::status::Fault;
use crate::ui::button;
use crate::ui::field::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::PersonId;
use maud::{Markup, html};
use office::access::rights::Action;
use office::register::{KnownFact, TwoRecords, Whose};
use std::collections::BTreeMap;

/// What is done with the entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Task {
    /// The records are parted.
    Split,
    /// What a split left is given to one of the two.
    Settle,
}

impl Task {
    fn entries(self, two: &TwoRecords) -> &[KnownFact] {
        match self {
            Self::Split => &two.since,
            Self::Settle => &two.undecided,
        }
    }

    const fn path(self) -> &'static str {
        match self {
            Self::Split => "split",
            Self::Settle => "undecided",
        }
    }
}

/// `GET /{lang}/work/persons/{id}/split/{other}?purpose=`
pub async fn split_page(
    State(app): State<App>,
    ctx: Ctx,
    Path(path): Path<(String, String)>,
    Params(query): Params,
) -> Result<Response, Fault> {
    open(&app, &ctx, &path, &query, Task::Split).await
}

/// `GET /{lang}/work/persons/{id}/undecided/{other}?purpose=`
pub async fn settle_page(
    State(app): State<App>,
    ctx: Ctx,
    Path(path): Path<(String, String)>,
    Params(query): Params,
) -> Result<Response, Fault> {
    open(&app, &ctx, &path, &query, Task::Settle).await
}

/// `POST /{lang}/work/persons/{id}/split/{other}?purpose=`
pub async fn split(
    State(app): State<App>,
    ctx: Ctx,
    Path(path): Path<(String, String)>,
    Params(query): Params,
    fields: Fields,
) -> Result<Response, Fault> {
    send(&app, &ctx, &path, &query, &fields, Task::Split).await
}

/// `POST /{lang}/work/persons/{id}/undecided/{other}?purpose=`
pub async fn settle(
    State(app): State<App>,
    ctx: Ctx,
    Path(path): Path<(String, String)>,
    Params(query): Params,
    fields: Fields,
) -> Result<Response, Fault> {
    send(&app, &ctx, &path, &query, &fields, Task::Settle).await
}

async fn open(
    app: &App,
    ctx: &Ctx,
    (number, other): &(String, String),
    query: &Fields,
    task: Task,
) -> Result<Response, Fault> {
    let subject = Subject::read_for(app, ctx, number, query, Action::MergeRecords).await?;
    let other: PersonId = id(other)?;
    if task == Task::Split && !subject.record.joined.contains(&other) {
        return Err(Fault::not_found());
    }
    let two = two(app, ctx, &subject, other).await?;
    let today = ctx.today().to_string();
    let fields = Fields::of(&[("basis-date", &today), ("basis-country", &app.office().law().country().icao)]);
    Ok(show(app, ctx, (&subject, &two), &ctx.given_back(fields), &ctx.faults(), (task, StatusCode::OK)))
}

async fn send(
    app: &App,
    ctx: &Ctx,
    (number, other): &(String, String),
    query: &Fields,
    fields: &Fields,
    task: Task,
) -> Result<Response, Fault> {
    let subject = Subject::read_for(app, ctx, number, query, Action::MergeRecords).await?;
    let two = two(app, ctx, &subject, id(other)?).await?;
    let mut faults = Faults::default();
    let mut whose = BTreeMap::new();
    for known in task.entries(&two) {
        match fields.get(&field(known)) {
            "kept" => whose.insert(known.fact.seq, Whose::Kept),
            "restored" => whose.insert(known.fact.seq, Whose::Restored),
            _ => None,
        };
    }
    let Some(pair) = pair(&subject, &two, fields, &mut faults) else {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(show(app, ctx, (&subject, &two), fields, &faults, (task, status)));
    };
    let (actor, purpose, office) = (ctx.actor(), &subject.purpose, app.office());
    let done = match task {
        Task::Split => office.split_records(actor, purpose, &pair, &whose).await,
        Task::Settle => office.assign_entries(actor, purpose, &pair, &whose).await,
    };
    match done {
        Ok(_) => Ok(Redirect::to(&subject.href(ctx, "")).into_response()),
        Err(error) => {
            // What is said of the entries stands at the first of them.
            let first = task.entries(&two).first().map_or_else(|| "reason".to_owned(), field);
            let (faults, status) = refused(ctx, &subject, error, &first)?;
            Ok(show(app, ctx, (&subject, &two), fields, &faults, (task, status)))
        }
    }
}

fn field(known: &KnownFact) -> String {
    format!("whose-{}", known.fact.seq)
}

fn show(
    app: &App,
    ctx: &Ctx,
    (subject, two): (&Subject, &TwoRecords),
    fields: &Fields,
    faults: &Faults,
    (task, status): (Task, StatusCode),
) -> Response {
    let form = Form { ctx, fields, faults };
    let entries = task.entries(two);
    let other = &two.briefs.1;
    let (title, note, none, button) = match task {
        Task::Split => ("work-part-title", "work-part-note", "work-part-no-entries", "work-part-send"),
        Task::Settle => ("work-settle-title", "work-settle-note", "work-settle-none", "work-settle-send"),
    };
    let body = html! {
        (form.summary())
        dl.facts {
            @for (label, brief) in [("work-join-ours", &two.briefs.0), ("work-part-theirs", other)] {
                dt { (ctx.t(label)) }
                dd { (name(brief)) br; span.small { (particulars(ctx, app.office(), brief)) } }
            }
        }
        p { (ctx.t(note)) }
        @if entries.is_empty() { (nothing(ctx, none)) }
        @if task == Task::Split || !entries.is_empty() {
            form method="post" action=(subject.href(ctx, &format!("/{}/{}", task.path(), other.id))) {
                (ctx.form_token())
                (seen(fields, two))
                @for known in entries { (whose(app, &form, known)) }
                (form.area("reason", &ctx.t("work-part-reason"), &ctx.t("work-part-reason-hint")))
                (basis_fields(&form))
                p.actions {
                    (button::send(ctx, button))
                    (button::go(ctx, "second", subject.href(ctx, ""), "work-back-to-person"))
                }
            }
        }
    };
    subject.page(ctx, title, status, faults, body)
}

/// An entry, and the question whose it is.
fn whose(app: &App, form: &Form<'_>, known: &KnownFact) -> Markup {
    let ctx = form.ctx;
    let name = field(known);
    let kind = ctx.code("work-fact-kind", known.fact.value.kind());
    let number = ctx.tf("work-entry-number", &[("seq", known.fact.seq.to_string().into())]);
    let options = [("kept", "work-part-kept"), ("restored", "work-part-restored"), ("", "work-part-later")]
        .map(|(code, words)| (code.to_owned(), ctx.t(words), String::new()));
    // Nothing is chosen beforehand but that nothing is.
    let chosen = Fields::of(&[(name.as_str(), form.fields.get(&name))]);
    html! {
        div.panel {
            p {
                strong { (kind) } ": " (said(ctx, app, &known.fact.value, &Names::default())) br;
                span.small.soft { (since(ctx, known.fact.from)) " · " (rests_on(ctx, known)) }
            }
            (Form { fields: &chosen, ..*form }.radios(&name, &ctx.t("work-part-whose"), &format!("{kind}, {number}"), &options))
        }
    }
}
