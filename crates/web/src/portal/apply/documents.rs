//! Documents: what to bring follows from what is still unknown; whoever has it at hand sends it now. Nothing must be sent.

use super::collect::comes;
use super::{Setting, away, href, on, service, setting};
use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields, Upload};
use crate::status::Fault;
use crate::ui::assessment;
use crate::ui::field::Form;
use crate::ui::files;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use law::{Coming, Evidence, EvidenceBy};
use maud::{Markup, html};
use office::OfficeError;
use office::drafts::{Draft, DraftFile, Entry, Step, steps};
use office::files::CheckedFile;

/// The field for what is sent as no evidence in particular.
const OTHER: &str = "file-other";

fn field(evidence: &Evidence) -> String {
    format!("file-{}", evidence.id.replace('.', "-"))
}

/// What the applicant brings, and what is done on the spot, by what is still unknown.
fn needed<'a>(setting: &'a Setting<'_>) -> (Vec<&'a Evidence>, Vec<&'a Evidence>) {
    let facts = steps::answered(setting.service, &setting.drafting.draft, &setting.drafting.facts);
    let assessment = setting.service.assess(&facts);
    let mut needed = assessment::needed(setting.service, &assessment);
    needed.retain(|evidence| evidence.is_due_at_once());
    let of = |by: EvidenceBy| needed.iter().copied().filter(|evidence| evidence.by == by).collect::<Vec<_>>();
    (of(EvidenceBy::Applicant), of(EvidenceBy::Counter))
}

pub(super) fn body(form: Form<'_>, setting: &Setting<'_>) -> Markup {
    let ctx = form.ctx;
    let draft = &setting.drafting.draft;
    let (yours, there) = needed(setting);
    let coming = comes(setting);
    let from_afar = coming == Coming::Never;
    let lead = match (yours.is_empty(), from_afar) {
        (true, _) => "documents-none",
        (false, true) => "documents-lead-afar",
        (false, false) => "documents-lead",
    };
    let listed: Vec<&str> = yours.iter().map(|evidence| evidence.id.as_str()).collect();
    html! {
        p.lead { (ctx.t(lead)) }
        form method="post" enctype="multipart/form-data" action=(href(ctx, setting.service, &Step::Documents)) {
            (ctx.form_token())
            @for evidence in &yours {
                @let note = evidence.note.as_ref().map_or("", |note| ctx.of(note));
                section.wanted {
                    h2 { (ctx.of(&evidence.name)) }
                    @if !note.is_empty() { p { (note) } }
                    (sent(ctx, setting, &|file: &DraftFile| file.evidence.as_deref() == Some(&evidence.id)))
                    (files::input(form, &field(evidence), &ctx.t("documents-choose"), ctx.of(&evidence.name)))
                }
            }
            section.wanted {
                h2 { (ctx.t("documents-other")) }
                (sent(ctx, setting, &|file: &DraftFile| {
                    file.evidence.as_deref().is_none_or(|id| !listed.contains(&id))
                }))
                (files::input(form, OTHER, &ctx.t("documents-choose"), &ctx.t("documents-other")))
            }
            p."small soft" { (files::rules(ctx)) }
            div.actions {
                button type="submit" { (ctx.t("step-on")) }
                button.second type="submit" name="stay" value="yes" { (ctx.t("documents-add")) }
            }
            p."small soft" { (ctx.t(if from_afar { "documents-later-afar" } else { "documents-later" })) }
        }
        @if !there.is_empty() {
            h2 { (ctx.t("service-bring-there")) }
            (assessment::evidence_list(ctx, &there))
        }
        @if yours.is_empty() && there.is_empty() && draft.files.is_empty() {
            // Whoever has to come is known by a document of identity.
            p.soft { (ctx.t(if coming == Coming::Must { "documents-identity" } else { "documents-nothing" })) }
        }
    }
}

/// The files that were sent already, each with its way back.
fn sent(ctx: &Ctx, setting: &Setting<'_>, which: &dyn Fn(&DraftFile) -> bool) -> Markup {
    let files: Vec<&DraftFile> = setting.drafting.draft.files.iter().filter(|file| which(file)).collect();
    html! {
        @if !files.is_empty() {
            ul.files {
                @for file in files {
                    li {
                        a href=(ctx.href(&format!("/apply/{}/files/{}", setting.service.id(), file.id))) {
                            (file.name())
                        }
                        " " span.soft { (files::size(ctx, file.bytes())) } " "
                        button.link type="submit" name="remove" value=(file.id) {
                            (ctx.t("documents-remove")) span.hidden-visually { " " (file.name()) }
                        }
                    }
                }
            }
        }
    }
}

/// `POST /{lang}/apply/{service}/documents`: keeps the files that are taken, and says of each other one why it is not.
pub async fn upload(
    State(app): State<App>,
    ctx: Ctx,
    Path(id): Path<String>,
    mut form: Upload,
) -> Result<Response, Fault> {
    let before = setting(&app, &ctx, &id).await?;
    let step = Step::Documents;
    if let Some(away) = away(&ctx, &before, &step) {
        return Ok(away);
    }
    let mut faults = Faults::default();
    let mut added = 0_usize;
    while let Some(part) = form.next().await? {
        let known = before.service.evidence().iter().find(|evidence| field(evidence) == part.field);
        if known.is_none() && part.field != OTHER {
            return Err(Fault::of("bad-request"));
        }
        let Some(file) = files::check(&ctx, part, &mut faults).await? else { continue };
        match keep(&app, &ctx, &before, known, file.file).await {
            Ok(()) => added += 1,
            Err(OfficeError::Invalid(wrong)) => {
                for wrong in &wrong {
                    files::refuse(&ctx, &mut faults, &file.field, &file.name, &wrong.problem);
                }
            }
            Err(other) => return Err(other.into()),
        }
    }
    let removed = form.fields().get("remove").parse().ok();
    if let Some(file) = removed {
        app.office().remove_draft_file(ctx.actor(), before.service.id(), file).await?;
    }
    if !faults.is_empty() {
        let now = setting(&app, &ctx, &id).await?;
        return super::show(&app, &ctx, &now, &step, &Fields::default(), &faults, None).await;
    }
    if removed.is_some() || form.fields().has("stay") {
        let done = if removed.is_some() {
            "?done=removed"
        } else if added > 0 {
            "?done=added"
        } else {
            ""
        };
        let path = format!("{}{done}", href(&ctx, before.service, &step));
        return Ok(Redirect::to(&path).into_response());
    }
    app.office().save_draft(ctx.actor(), before.service, &Entry::Documents).await?;
    on(&app, &ctx, &id).await
}

async fn keep(
    app: &App,
    ctx: &Ctx,
    setting: &Setting<'_>,
    evidence: Option<&Evidence>,
    file: CheckedFile,
) -> Result<(), OfficeError> {
    let evidence = evidence.map(|evidence| evidence.id.as_str());
    app.office().add_draft_file(ctx.actor(), setting.service, evidence, file).await
}

/// `GET /{lang}/apply/{service}/files/{file}`: a file of the draft, as it came.
pub async fn file(
    State(app): State<App>,
    ctx: Ctx,
    Path((id, file)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let service = service(&app, &ctx, &id)?;
    let file = file.parse().map_err(|_| Fault::not_found())?;
    let found = app.office().draft_file(ctx.actor(), service.id(), file).await?;
    Ok(files::download(found))
}

/// The files of a draft in words, for the check page.
pub(super) fn names(draft: &Draft) -> Vec<&str> {
    draft.files.iter().map(DraftFile::name).collect()
}
