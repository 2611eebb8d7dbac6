//! How a person wants to be asked, told and served: the form, read and shown, on the portal and on the workbench.

use crate::app::App;
use crate::ctx::Ctx;
use crate::form::{Faults, Fields};
use crate::ui::field::Form;
use crate::words::Form as DateForm;
use law::Destination;
use maud::{Markup, html};
use office::appointments::AppointmentView;
use office::channels::{Channels, FETCHED, Reach, Reachable};

/// The three questions; what the register cannot reach the person by is not offered.
pub fn questions(form: &Form<'_>, app: &App, by: Reachable) -> Markup {
    let ctx = form.ctx;
    let reaches = |mail: &str| -> Vec<(String, String, String)> {
        let note = |reach: Reach| if reach == Reach::EMail { mail.to_owned() } else { String::new() };
        let offered = Reach::ALL.into_iter().filter(|reach| by.serves(*reach));
        offered.map(|reach| (reach.code().to_owned(), ctx.code("reach", reach.code()), note(reach))).collect()
    };
    html! {
        (form.radios("questions", &ctx.t("channels-questions"), "", &reaches("")))
        (form.radios("messages", &ctx.t("channels-messages"), "", &reaches(&mail_note(ctx, app))))
        (form.radios("delivery", &ctx.t("channels-delivery"), &ctx.t("channels-delivery-hint"), &deliveries(ctx, app, by)))
    }
}

/// What a message by e-mail is; where none is sent, that.
fn mail_note(ctx: &Ctx, app: &App) -> String {
    if app.office().mails() { ctx.t("channels-mail-says") } else { ctx.t("channels-mail-not-yet") }
}

/// The ways of delivery that can be chosen.
fn deliveries(ctx: &Ctx, app: &App, by: Reachable) -> Vec<(String, String, String)> {
    let fetched = FETCHED.iter().map(|code| ((*code).to_owned(), ctx.code("delivery", code), String::new()));
    let ways = app
        .law()
        .notification()
        .ways()
        .iter()
        .filter(|way| way.chosen && (by.mail || way.to != Destination::Mail));
    let ways = ways.map(|way| {
        // Whoever chooses mail here asks for it in writing, and is told so in words of their own.
        let note = if way.to == Destination::Mail { ctx.t("channels-mail-note") } else { String::new() };
        (way.id.clone(), ctx.of(&way.name).to_owned(), note)
    });
    fetched.chain(ways).collect()
}

/// What a form shows that was chosen before.
pub fn filled(chosen: Option<&Channels>) -> Fields {
    match chosen {
        None => Fields::default(),
        Some(channels) => Fields::of(&[
            ("questions", channels.questions.code()),
            ("messages", channels.messages.code()),
            ("delivery", channels.delivery.as_str()),
        ]),
    }
}

/// What was chosen in a form; what is missing is noted at its field.
pub fn read(fields: &Fields, faults: &mut Faults) -> Option<Channels> {
    let (questions, messages) = (Reach::of(fields.get("questions")), Reach::of(fields.get("messages")));
    let delivery = fields.get("delivery");
    let wanted = [
        ("questions", "channels-missing-questions", questions.is_none()),
        ("messages", "channels-missing-messages", messages.is_none()),
        ("delivery", "channels-missing-delivery", delivery.is_empty()),
    ];
    for (field, key, _) in wanted.into_iter().filter(|(.., missing)| *missing) {
        faults.add(field, key, Vec::new());
    }
    let chosen = (questions?, messages?);
    (!delivery.is_empty()).then(|| Channels {
        questions: chosen.0,
        messages: chosen.1,
        delivery: delivery.to_owned(),
    })
}

/// What was chosen, as a list.
pub fn list(ctx: &Ctx, app: &App, channels: &Channels) -> Markup {
    let delivery = match app.law().notification().way(&channels.delivery) {
        Some(way) => ctx.of(&way.name).to_owned(),
        None => ctx.code("delivery", &channels.delivery),
    };
    html! {
        dl.facts {
            dt { (ctx.t("channels-questions")) } dd { (ctx.code("reach", channels.questions.code())) }
            dt { (ctx.t("channels-messages")) }
            dd {
                (ctx.code("reach", channels.messages.code()))
                @if channels.messages == Reach::EMail { p.small { (mail_note(ctx, app)) } }
            }
            dt { (ctx.t("channels-delivery")) } dd { (delivery) }
        }
    }
}

/// What became of the reminder by e-mail, where one was wanted.
pub fn reminder(ctx: &Ctx, visit: &AppointmentView) -> Markup {
    html! {
        @if let Some(reminder) = visit.reminder {
            @let key = if reminder.unsent.is_none() { "mail-reminded" } else { "mail-not-reminded" };
            dt { (ctx.t("mail-reminder")) }
            dd { (ctx.tf(key, &[("date", ctx.date_in(reminder.on, DateForm::Locative).into())])) }
        }
    }
}
