//! The design system on one page: its tokens and every part in each of its states, as the pages use them.

use crate::ctx::Ctx;
use crate::form::{Faults, Fields};
use crate::page::Page;
use crate::ui::field::{Form, Line};
use crate::ui::notice::{Tone, empty, notice, tag};
use crate::ui::{icon, shares, tree};
use axum::response::Response;
use kernel::Text;
use law::{ConditionLine, Truth};
use maud::{Markup, html};

/// `GET /{lang}/design`
pub async fn page(ctx: Ctx) -> Response {
    type Part = fn(&Ctx) -> Markup;
    const PARTS: [(&str, &str, Part); 11] = [
        ("colours", "design-colours", colours),
        ("type", "design-type", letters),
        ("space", "design-space", space),
        ("buttons", "design-buttons", buttons),
        ("fields", "design-fields", fields),
        ("notices", "design-notices", notices),
        ("tags", "design-tags", tags),
        ("lists", "design-lists", lists),
        ("tables", "design-tables", tables),
        ("progress", "design-progress", progress),
        ("pictures", "design-pictures", pictures),
    ];
    let body = html! {
        p.lead { (ctx.t("design-lead")) }
        nav aria-label=(ctx.t("design-parts")) {
            ul.anchors { @for (id, words, _) in PARTS { li { a href={ "#" (id) } { (ctx.t(words)) } } } }
        }
        ul { @for words in ["design-rule-words", "design-rule-contrast", "design-rule-targets", "design-rule-focus", "design-rule-width", "design-rule-script"] { li { (ctx.t(words)) } } }
        @for (id, words, part) in PARTS { h2 id=(id) { (ctx.t(words)) } (part(&ctx)) }
    };
    Page::new(&ctx, ctx.t("nav-design")).render(body)
}

fn specimen(content: &Markup) -> Markup {
    html! { div.specimen { (content) } }
}

fn colours(ctx: &Ctx) -> Markup {
    html! {
        p { (ctx.t("design-colours-note")) }
        ul.swatches {
            @for (name, _) in crate::assets::colours() {
                li { span class={ "colour colour-" (name) } {} code { (name) } }
            }
        }
    }
}

fn letters(ctx: &Ctx) -> Markup {
    let sample = ctx.t("design-sample");
    specimen(&html! {
        p.big { (sample) }
        p.lead { (sample) }
        p { (sample) " " strong { (sample) } " " a href="#type" { (ctx.t("design-link")) } }
        p.small.soft { (sample) }
        p { code { "320001-00007" } " " kbd.key { "s" } }
        blockquote { p { (sample) } }
    })
}

fn space(ctx: &Ctx) -> Markup {
    html! {
        p { (ctx.t("design-space-note")) }
        table.table.dense {
            thead { tr { th scope="col" { (ctx.t("design-token")) } th scope="col" { (ctx.t("design-value")) } } }
            tbody {
                @for (name, value) in crate::assets::measures() {
                    tr { th scope="row" { code { (name) } } td data-label=(ctx.t("design-value")) { (value) } }
                }
            }
        }
    }
}

fn buttons(ctx: &Ctx) -> Markup {
    let say = |key: &str| ctx.t(key);
    specimen(&html! {
        p.actions {
            button type="button" { (say("design-button-first")) }
            button.second type="button" { (say("design-button-second")) }
            button.danger type="button" { (say("design-button-danger")) }
            button type="button" disabled { (say("design-button-off")) }
        }
        p.actions {
            button.small type="button" { (say("design-button-first")) " " kbd.key aria-hidden="true" { "s" } }
            button.second.small type="button" { (say("design-button-second")) }
            button.link type="button" { (say("design-button-link")) }
            a.button.second href="#buttons" { (say("design-link")) }
        }
    })
}

fn fields(ctx: &Ctx) -> Markup {
    let (given, mut faults) =
        (Fields::of(&[("design-choice", "one"), ("design-line", "320001")]), Faults::default());
    faults.add("design-wrong", "problem-required", Vec::new());
    let form = Form { ctx, fields: &given, faults: &faults };
    let option = |code: &str, words: &str, hint: &str| (code.to_owned(), ctx.t(words), hint.to_owned());
    let (hint, none) = (ctx.t("design-field-hint"), String::new());
    specimen(&html! {
        form method="get" action=(ctx.href("/design")) {
            (form.line(Line::Text, "design-line", &ctx.t("design-field-line"), &hint, "off"))
            (form.line(Line::Code, "design-wrong", &ctx.t("design-field-wrong"), "", "off"))
            (form.line(Line::Date, "design-date", &ctx.t("design-field-date"), "", "off"))
            (form.select("design-select", &ctx.t("design-field-select"), "", &[("one".to_owned(), ctx.t("work-yes")), ("two".to_owned(), ctx.t("work-no"))]))
            (form.area("design-area", &ctx.t("design-field-area"), ""))
            (form.radios("design-choice", &ctx.t("design-field-radios"), "", &[option("one", "work-yes", &none), option("two", "work-no", &none)]))
            (form.checkboxes("design-boxes", &ctx.t("design-field-boxes"), "", &[option("one", "design-sample", &hint), option("two", "design-link", &hint)]))
        }
    })
}

fn notices(ctx: &Ctx) -> Markup {
    let one = |tone, words: &str| notice(tone, "", &html! { p { (ctx.t(words)) } });
    html! {
        (one(Tone::Info, "design-tone-info"))
        (one(Tone::Good, "design-tone-good"))
        (one(Tone::Warn, "design-tone-warn"))
        (one(Tone::Bad, "design-tone-bad"))
        (empty(&ctx.t("design-empty"), Some(("#notices", &ctx.t("design-link")))))
    }
}

fn tags(ctx: &Ctx) -> Markup {
    let tones = [
        (Tone::Plain, "design-tone-plain"),
        (Tone::Info, "design-tone-info"),
        (Tone::Good, "design-tone-good"),
        (Tone::Warn, "design-tone-warn"),
        (Tone::Bad, "design-tone-bad"),
    ];
    specimen(
        &html! { p { @for (tone, words) in tones { (tag(tone, &ctx.t(words))) " " } span.unverified { (ctx.t("unverified")) } } },
    )
}

fn lists(ctx: &Ctx) -> Markup {
    let sample = ctx.t("design-sample");
    html! {
        ul.cards {
            li { div.card { (icon::building()) h3 { (ctx.t("design-card")) } p { (sample) } } }
            li { div.card.goes { h3 { a href="#lists" { (ctx.t("design-card-goes")) } } p { (sample) } } }
        }
        ul.rows { @for _ in 0..2 { li { h3 { a href="#lists" { (ctx.t("design-link")) } } p { (sample) } } } }
        dl.facts { @for _ in 0..2 { dt { (ctx.t("design-token")) } dd { (sample) } } }
        div.panel { h3 { (ctx.t("design-panel")) } p { (sample) } }
        details.more { summary { (ctx.t("design-more")) } p { (sample) } }
        dl.figures { @for count in [3, 14] { div { dt { (ctx.t("design-token")) } dd.big { (count) } } } }
    }
}

fn tables(ctx: &Ctx) -> Markup {
    let sample = ctx.t("design-sample");
    html! {
        table.table {
            caption { (ctx.t("design-tables-note")) }
            thead { tr { th scope="col" { (ctx.t("design-token")) } th scope="col" { (ctx.t("design-value")) } th.num scope="col" { (ctx.t("work-open")) } } }
            tbody {
                @for count in [12, 7] {
                    tr {
                        th scope="row" { (ctx.t("design-link")) }
                        td data-label=(ctx.t("design-value")) { (sample) }
                        td.num.late[count == 7] data-label=(ctx.t("work-open")) { (count) }
                    }
                }
            }
        }
    }
}

fn progress(ctx: &Ctx) -> Markup {
    let steps = [
        (Some("done"), "work-stage-received"),
        (Some("now"), "work-stage-examination"),
        (None, "work-stage-decided"),
    ];
    html! {
        ol.steps { @for (class, words) in steps { li class=[class] aria-current=[(class == Some("now")).then_some("step")] { (ctx.t(words)) } } }
        ol.timeline { @for words in ["work-stage-decided", "work-stage-received"] { li { p { strong { (ctx.t(words)) } } time { (ctx.date(ctx.today())) } } } }
        ul.checks {
            @for (class, words) in [("met", "work-truth-met"), ("not-met", "work-truth-not-met"), ("unknown", "work-truth-unknown")] {
                li class=(class) { strong { (ctx.t("design-requirement")) } " " span.soft { (ctx.t(words)) } }
            }
        }
    }
}

fn pictures(ctx: &Ctx) -> Markup {
    let parts: Vec<(&'static str, String)> = ["overdue", "soon", "in-time"]
        .into_iter()
        .map(|state| (state, ctx.code("load-term", state)))
        .collect();
    let line = |key: &str, truth, depth| {
        let text = crate::text::languages().map(|lang| (lang, crate::text::text(lang, key, &[])));
        let text: Vec<_> = text.collect();
        let of =
            |wanted| text.iter().find(|(lang, _)| *lang == wanted).map_or("", |(_, words)| words.as_str());
        ConditionLine { text: Text::new(of(kernel::Lang::LV), of(kernel::Lang::EN)), truth, depth }
    };
    let lines = [
        line("design-tree-all", Truth::Unknown, 0),
        line("design-tree-one", Truth::Met, 1),
        line("design-tree-any", Truth::Unknown, 1),
        line("design-tree-two", Truth::NotMet, 2),
        line("design-tree-three", Truth::Unknown, 2),
    ];
    html! {
        (tree::conditions(ctx, &lines))
        (shares::legend(ctx, &parts))
        @if ctx.graphic() { p.shares { (shares::bar(&parts, &[2, 3, 8], 13)) } }
        p { (parts.iter().zip([2, 3, 8]).map(|((_, word), count)| format!("{word}: {count}")).collect::<Vec<_>>().join(", ")) }
    }
}
