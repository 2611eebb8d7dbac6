//! Finding a person: by personal code, by document number, or by name; always for a purpose.

use super::words::{name, particulars};
use super::{officer, serves};
use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields};
use crate::page::Page;
use crate::status::Fault;
use crate::ui::button;
use crate::ui::field::{Form, Line};
use crate::ui::notice::{Tone, empty, tag};
use axum::extract::State;
use axum::response::Response;
use kernel::{CaseId, Citation, PartialDate};
use maud::{Markup, html};
use office::access::Purpose;
use office::error::OfficeError;
use office::register::search::HITS_MAX;
use office::register::{Lookup, PersonBrief, SearchHit, SearchQuery};
use std::collections::BTreeSet;

/// `GET /{lang}/work/persons`
pub async fn page(State(app): State<App>, ctx: Ctx) -> Result<Response, Fault> {
    if !serves(officer(&ctx)?) {
        return Err(Fault::of("no-right"));
    }
    let fields = ctx.given_back(Fields::of(&[("why", "case")]));
    Ok(show(&ctx, &app, &fields, &ctx.faults(), None))
}

/// What was found, and for which purpose.
type Found = (Vec<SearchHit>, Purpose);

fn show(ctx: &Ctx, app: &App, fields: &Fields, faults: &Faults, found: Option<&Found>) -> Response {
    let form = Form { ctx, fields, faults };
    let dead = [("dead".to_owned(), ctx.t("work-search-dead-too"), String::new())];
    let body = html! {
        (form.summary())
        @if let Some((hits, purpose)) = found { (results(ctx, app, hits, purpose, fields.has("code"))) }
        form.search method="post" action=(ctx.href("/work/persons")) {
            (ctx.form_token())
            div.split {
                div {
                    h2 { (ctx.t("work-search-whom")) }
                    (form.line(Line::Code, "code", &ctx.t("work-personal-code"), &ctx.t("work-code-hint"), "off"))
                    (form.line(Line::Code, "number", &ctx.t("work-document-number"), &ctx.t("work-number-hint"), "off"))
                    p.soft { (ctx.t("work-search-or")) }
                    (form.line(Line::Text, "text", &ctx.t("work-names"), &ctx.t("work-names-hint"), "off"))
                    (form.line(Line::Code, "birth", &ctx.t("work-birth"), &ctx.t("work-birth-hint"), "off"))
                    (form.checkboxes("dead", &ctx.t("work-search-dead"), "", &dead))
                }
                div { (purpose_fields(&form, app)) }
            }
            p.actions {
                (button::send(ctx, "work-find-person"))
                (button::go(ctx, "second", ctx.href("/work/household"), "work-household-title"))
            }
            p.small.soft { (ctx.t("work-search-trace")) }
        }
    };
    Page::new(ctx, ctx.t("nav-persons")).crumb("/work", ctx.t("nav-work")).faults(faults).render(body)
}

/// The fields that name a purpose: a case, or a provision of law.
pub fn purpose_fields(form: &Form<'_>, app: &App) -> Markup {
    let ctx = form.ctx;
    let why = [("case", "work-why-case"), ("basis", "work-why-basis")]
        .map(|(code, words)| (code.to_owned(), ctx.t(words), String::new()));
    html! {
        h2 { (ctx.t("work-purpose-heading")) }
        (form.radios("why", &ctx.t("work-why"), &ctx.t("work-why-hint"), &why))
        (form.line(Line::Code, "case", &ctx.t("work-case-number"), &ctx.t("work-case-hint"), "off"))
        (form.select("basis", &ctx.t("work-basis-law"), &ctx.t("work-basis-law-hint"), &bases(form, app)))
    }
}

/// The provisions under which a person can be looked up outside a case: who may apply, by procedure. One that was
/// named elsewhere stays.
fn bases(form: &Form<'_>, app: &App) -> Vec<(String, String)> {
    let ctx = form.ctx;
    let mut list: Vec<(String, String)> = Vec::new();
    let mut seen = BTreeSet::new();
    for procedure in app.office().law().services(app.office().today()) {
        let cites = procedure.capacities().iter().map(|c| &c.cite);
        for cite in cites.chain(procedure.requirements().iter().map(|r| &r.cite)) {
            let code = cite.to_string();
            if seen.insert(code.clone()) {
                list.push((code, ctx.of(&procedure.cite_text(cite).text).to_owned()));
            }
        }
    }
    let named = form.fields.get("basis");
    let known = named.parse::<Citation>().is_ok_and(|cite| app.law().norm(&cite).is_some());
    if known && !seen.contains(named) {
        list.push((named.to_owned(), ctx.provision(named)));
    }
    list.sort_by(|one, other| one.1.cmp(&other.1));
    // Nobody reads under a provision that only stood first.
    list.insert(0, (String::new(), ctx.t("work-basis-choose")));
    list
}

/// The purpose that was named, or the fault of its field.
pub fn purpose(app: &App, fields: &Fields, faults: &mut Faults) -> Option<Purpose> {
    match fields.get("why") {
        "case" => {
            let number = fields.get("case").parse::<CaseId>();
            if number.is_err() {
                faults.add("case", "work-no-case-number", Vec::new());
            }
            number.ok().map(Purpose::Case)
        }
        "basis" => {
            // A provision is one of an act that the law files know.
            let named = fields.get("basis").parse().ok().map(Purpose::Basis);
            let named = named.filter(|purpose| purpose.is_known(app.law()));
            if named.is_none() {
                faults.add("basis", "work-choose", Vec::new());
            }
            named
        }
        _ => {
            faults.add("why", "work-choose", Vec::new());
            None
        }
    }
}

/// `POST /{lang}/work/persons`: what is typed here never stands in an address.
pub async fn find(State(app): State<App>, ctx: Ctx, fields: Fields) -> Result<Response, Fault> {
    officer(&ctx)?;
    let mut faults = Faults::default();
    let purpose = purpose(&app, &fields, &mut faults);
    let hits = hits(&app, &ctx, &fields, purpose.as_ref(), &mut faults).await?;
    let found = hits.zip(purpose);
    Ok(show(&ctx, &app, &fields, &faults, found.as_ref()))
}

/// Who is found by the fields of a search, or the faults of the fields; nobody is searched without a purpose.
pub(super) async fn hits(
    app: &App,
    ctx: &Ctx,
    fields: &Fields,
    purpose: Option<&Purpose>,
    faults: &mut Faults,
) -> Result<Option<Vec<SearchHit>>, Fault> {
    let birth = match fields.get("birth") {
        "" => None,
        text => match crate::words::read_date(text) {
            Some(date) => Some(date),
            None => {
                faults.add("birth", "work-wrong-birth", Vec::new());
                None
            }
        },
    };
    if !["code", "number", "text"].iter().any(|field| fields.has(field)) {
        faults.add("code", "work-search-nothing", Vec::new());
    }
    let (Some(purpose), true) = (purpose, faults.is_empty()) else { return Ok(None) };
    match search(app, ctx, fields, purpose, birth).await {
        Ok(hits) => Ok(Some(hits)),
        Err(OfficeError::Invalid(wrong)) => {
            for wrong in wrong {
                let field = match wrong.field {
                    "personal_code" => "code",
                    "document_number" => "number",
                    other => other,
                };
                faults.add(field, &format!("problem-{}", wrong.problem.code), wrong.problem.args);
            }
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

async fn search(
    app: &App,
    ctx: &Ctx,
    fields: &Fields,
    purpose: &Purpose,
    birth: Option<PartialDate>,
) -> Result<Vec<SearchHit>, OfficeError> {
    let office = app.office();
    let one = |brief: Option<PersonBrief>| {
        brief.map(|person| SearchHit { person, matched: Vec::new(), score: 1000 }).into_iter().collect()
    };
    if fields.has("code") {
        let by = Lookup::Code(fields.get("code").to_owned());
        return office.lookup(ctx.actor(), purpose, by).await.map(one);
    }
    if fields.has("number") {
        let by = Lookup::Document(fields.get("number").to_owned());
        return office.lookup(ctx.actor(), purpose, by).await.map(one);
    }
    let query = SearchQuery { text: fields.get("text").to_owned(), birth, dead: fields.has("dead") };
    office.search(ctx.actor(), purpose, &query).await
}

fn results(ctx: &Ctx, app: &App, hits: &[SearchHit], purpose: &Purpose, by_code: bool) -> Markup {
    html! {
        h2 #results tabindex="-1" { (ctx.tf("work-found", &[("n", hits.len().into())])) }
        @if hits.is_empty() { (empty(&ctx.t(if by_code { "work-found-no-code" } else { "work-found-nobody" }), None)) } @else { (found(ctx, app, hits, purpose)) }
    }
}

/// The persons found, each with what matched; a link reads one for the purpose of the search.
pub fn found(ctx: &Ctx, app: &App, hits: &[SearchHit], purpose: &Purpose) -> Markup {
    html! {
        ul.rows {
            @for hit in hits {
                li {
                    h3 {
                        a href=(ctx.href(&format!("/work/persons/{}?purpose={purpose}", hit.person.id))) {
                            (name(&hit.person))
                        }
                    }
                    p { (particulars(ctx, app.office(), &hit.person)) }
                    @if !hit.matched.is_empty() {
                        p.small {
                            (ctx.t("work-matched")) " "
                            @for part in &hit.matched { (tag(Tone::Plain, &ctx.code("work-matched", part))) " " }
                        }
                    }
                }
            }
        }
        @if hits.len() >= HITS_MAX { p.small { (ctx.t("work-found-more")) } }
    }
}
