//! How the client wants to be asked, told and served.

use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields, Params};
use crate::page::Page;
use crate::portal::my_data::own_data;
use crate::status::{Fault, FieldFault};
use crate::ui::channels;
use crate::ui::field::Form;
use crate::ui::notice::{Tone, notice};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::PersonId;
use maud::html;
use office::OfficeError;
use office::access::Purpose;
use office::channels::Contacts;
use office::mail::Unsent;

fn client(ctx: &Ctx) -> Result<PersonId, Fault> {
    ctx.actor().client().ok_or_else(|| Fault::of("sign-in"))
}

/// `GET /{lang}/my-data/channels`
pub async fn page(State(app): State<App>, ctx: Ctx, Params(query): Params) -> Result<Response, Fault> {
    let own = app.office().channels_and_contacts(ctx.actor(), &Purpose::Own, client(&ctx)?);
    let (chosen, contacts) = own.await?;
    let done = query.get("done") == "yes";
    Ok(show(&app, &ctx, &contacts, &ctx.given_back(channels::filled(chosen.as_ref())), &ctx.faults(), done))
}

/// The form once more, with what is wrong.
async fn again(app: &App, ctx: &Ctx, fields: &Fields, faults: &Faults) -> Result<Response, Fault> {
    let own = app.office().channels_and_contacts(ctx.actor(), &Purpose::Own, client(ctx)?);
    let (_, contacts) = own.await?;
    Ok(show(app, ctx, &contacts, fields, faults, false))
}

fn show(app: &App, ctx: &Ctx, contacts: &Contacts, fields: &Fields, faults: &Faults, done: bool) -> Response {
    let form = Form { ctx, fields, faults };
    let by = contacts.by;
    let returned = contacts.returned.map(|why| match why {
        Unsent::Refused => "channels-mail-refused",
        _ => "channels-mail-given-up",
    });
    let body = html! {
        (form.summary())
        @if done { (notice(Tone::Good, "", &html! { p role="status" { (ctx.t("channels-done")) } })) }
        (own_data(ctx))
        p.lead { (ctx.t("channels-lead")) }
        @if let Some(key) = returned { (notice(Tone::Warn, "", &html! { p { (ctx.t(key)) } })) }
        @if contacts.mail.is_some() || contacts.phone.is_some() {
            dl.facts {
                @if let Some(mail) = &contacts.mail { dt { (ctx.t("channels-address")) } dd { (mail) } }
                @if let Some(phone) = &contacts.phone { dt { (ctx.t("channels-number")) } dd { (phone) } }
            }
        }
        form method="post" action=(ctx.href("/my-data/channels")) {
            (ctx.form_token())
            (channels::questions(&form, app, by))
            // What is not offered is said, with what to do about it.
            @if !by.mail { p { (ctx.t("channels-lacks-mail")) } }
            @if !by.phone { p { (ctx.t("channels-lacks-phone")) } }
            p.actions { button type="submit" { (ctx.t("channels-save")) } }
        }
    };
    Page::new(ctx, ctx.t("channels-title"))
        .crumb("/my-data", ctx.t("nav-my-data"))
        .faults(faults)
        .render(body)
}

/// `POST /{lang}/my-data/channels`
pub async fn save(State(app): State<App>, ctx: Ctx, fields: Fields) -> Result<Response, Fault> {
    let person = client(&ctx)?;
    let mut faults = Faults::default();
    let Some(wanted) = channels::read(&fields, &mut faults) else {
        return again(&app, &ctx, &fields, &faults).await;
    };
    match app.office().choose_channels(ctx.actor(), &Purpose::Own, person, wanted).await {
        Ok(_) => Ok(Redirect::to(&ctx.href("/my-data/channels?done=yes")).into_response()),
        Err(OfficeError::Invalid(wrong)) => {
            for wrong in &wrong {
                // Whoever reads this is the person meant.
                match wrong.problem.code {
                    "no-mail-address" => faults.add(wrong.field, "channels-no-mail-address", Vec::new()),
                    "no-phone-number" => faults.add(wrong.field, "channels-no-phone-number", Vec::new()),
                    _ => faults.extend([FieldFault::from(wrong)]),
                }
            }
            again(&app, &ctx, &fields, &faults).await
        }
        Err(other) => Err(other.into()),
    }
}
