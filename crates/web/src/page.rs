//! The frame of every page: head, navigation, trail, content, foot; as graphic and as text version.

use crate::assets;
use crate::ctx::{Ctx, Scheme, View};
use crate::form::Faults;
use crate::typed;
use crate::ui::icon;
use crate::ui::keys::{self, Key};
use crate::workbench::frame;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kernel::signs::with_names;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use std::borrow::Cow;

/// A page being made: title, trail and status; [`Page::render`] puts the content in.
pub struct Page<'a> {
    ctx: &'a Ctx,
    title: String,
    heading: bool,
    hero: Option<Markup>,
    crumbs: Vec<(String, String)>,
    status: StatusCode,
    faulty: bool,
    faults: Option<&'a Faults>,
    script: Option<&'static str>,
    frames: bool,
    again: Option<u8>,
}

impl<'a> Page<'a> {
    /// A page with this title, which is also its heading.
    #[must_use]
    pub fn new(ctx: &'a Ctx, title: impl Into<String>) -> Self {
        Self {
            ctx,
            title: title.into(),
            heading: true,
            hero: None,
            crumbs: Vec::new(),
            status: StatusCode::OK,
            faulty: false,
            faults: None,
            script: None,
            frames: false,
            again: None,
        }
    }

    /// A page above this one in the trail: its path behind the language, and its name.
    #[must_use]
    pub fn crumb(mut self, path: &str, name: impl Into<String>) -> Self {
        self.crumbs.push((self.ctx.href(path), name.into()));
        self
    }

    /// The status of the answer.
    #[must_use]
    pub fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// A wide panel above the content, with the heading of the page in it.
    #[must_use]
    pub fn hero(mut self, content: Markup) -> Self {
        self.hero = Some(content);
        self.heading = false;
        self
    }

    /// The content brings its own heading of the first level.
    #[must_use]
    pub fn own_heading(mut self) -> Self {
        self.heading = false;
        self
    }

    /// A script of ours that adds to the page; the page works without it.
    #[must_use]
    pub fn script(mut self, address: &'static str) -> Self {
        self.script = Some(address);
        self
    }

    /// The content shows a file of ours in a frame.
    #[must_use]
    pub fn frames(mut self) -> Self {
        self.frames = true;
        self
    }

    /// The page is loaded again by itself after so many seconds; only for whoever asked for that.
    #[must_use]
    pub fn again_after(mut self, seconds: u8) -> Self {
        self.again = Some(seconds);
        self
    }

    /// The page shows a form with faults; its title says so first.
    #[must_use]
    pub fn faulty(mut self, faulty: bool) -> Self {
        self.faulty = faulty;
        if faulty && self.status == StatusCode::OK {
            self.status = StatusCode::UNPROCESSABLE_ENTITY;
        }
        self
    }

    /// The page shows a form with these faults, if there are any: what was typed can be given back on its page.
    #[must_use]
    pub fn faults(mut self, faults: &'a Faults) -> Self {
        self.faults = Some(faults).filter(|faults| !faults.is_empty());
        let faulty = self.faults.is_some();
        self.faulty(faulty)
    }

    /// The whole page as an answer.
    #[must_use]
    pub fn render(self, content: Markup) -> Response {
        if let Some(faults) = self.faults.filter(|_| !self.ctx.is_get()) {
            self.ctx.refuse(faults);
        }
        let page = told(parted(self.ctx.with_labels(self.markup(&content))));
        let mut response = (self.status, page).into_response();
        let policy = match (self.script, self.frames) {
            (Some(_), _) => Some(crate::http::POLICY_WITH_SCRIPT),
            (None, true) => Some(crate::http::POLICY_WITH_FRAME),
            (None, false) => None,
        };
        if let Some(policy) = policy {
            let policy = HeaderValue::from_static(policy);
            response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
        }
        response
    }

    fn markup(&self, content: &Markup) -> Markup {
        let ctx = self.ctx;
        let graphic = ctx.graphic();
        let css = if graphic { assets::graphic_css() } else { assets::text_css() };
        let prefix = if self.faulty { ctx.t("title-faulty") + ": " } else { String::new() };
        let site = ctx.t("site-name");
        let home = ctx.path().is_empty() && self.status == StatusCode::OK;
        html! {
            (DOCTYPE)
            html lang=(ctx.lang()) data-scheme=[ctx.scheme().filter(|_| graphic).map(Scheme::code)] {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    @if let Some(seconds) = self.again { meta http-equiv="refresh" content=(seconds); }
                    title { (prefix) (self.title) @if !home { " – " (site) } }
                    link rel="stylesheet" href=(css);
                    link rel="icon" href=(assets::ICON_PATH) type="image/svg+xml";
                    @for lang in crate::text::languages() {
                        link rel="alternate" hreflang=(lang) href=(ctx.href_in(lang));
                    }
                    @if let Some(script) = self.script { script src=(script) defer {} }
                    @if graphic { meta name="theme-color" content="#0b382b"; }
                }
                body {
                    a.skip href="#content" { (ctx.t("skip-to-content")) }
                    (head(ctx))
                    (navigation(ctx))
                    (frame::find(ctx))
                    @if !self.crumbs.is_empty() { (self.trail()) }
                    main #content tabindex="-1" {
                        @if let Some(hero) = &self.hero { div.hero { div.wrap { (hero) } } }
                        div.wrap {
                            @if self.heading { h1 { (self.title) } }
                            (typed::told(ctx))
                            (content)
                        }
                    }
                    (foot(ctx))
                }
            }
        }
    }

    fn trail(&self) -> Markup {
        html! {
            nav.crumbs aria-label=(self.ctx.t("trail")) {
                div.wrap {
                    ol {
                        li { a href=(self.ctx.href("")) { (self.ctx.t("nav-home")) } }
                        @for (href, name) in &self.crumbs { li { a href=(href) { (name) } } }
                        li { span aria-current="page" { (self.title) } }
                    }
                }
            }
        }
    }
}

/// Links and buttons side by side, parted by a space: without a style sheet they would run together.
fn parted(page: Markup) -> Markup {
    const SIDE_BY_SIDE: [(&str, &str); 4] = [
        ("</a><a ", "</a> <a "),
        ("</a><button", "</a> <button"),
        ("</button><a ", "</button> <a "),
        ("</button><button", "</button> <button"),
    ];
    SIDE_BY_SIDE
        .iter()
        .fold(page, |PreEscaped(page), (joined, parted)| PreEscaped(page.replace(joined, parted)))
}

/// What somebody wrote turns nothing around it: signs that turn or hide text are named, as letters name them. Texts of ours
/// have none.
fn told(page: Markup) -> Markup {
    match with_names(&page.0) {
        Cow::Borrowed(_) => page,
        Cow::Owned(named) => PreEscaped(named),
    }
}

fn head(ctx: &Ctx) -> Markup {
    let other_view = if ctx.graphic() { View::Text } else { View::Graphic };
    let view_key = if ctx.graphic() { "view-text" } else { "view-graphic" };
    html! {
        header {
            div.strip {
                div.wrap {
                    @if ctx.app().office().is_demonstration() { p.demo { (ctx.t("demo-line")) } }
                    @else { span {} }
                    ul {
                        @for lang in crate::text::languages() {
                            li {
                                @if lang == ctx.lang() {
                                    span aria-current="true" { (crate::text::text(lang, "language-name", &[])) }
                                } @else {
                                    a href=(ctx.href_in(lang)) lang=(lang) hreflang=(lang) {
                                        (crate::text::text(lang, "language-name", &[]))
                                    }
                                }
                            }
                        }
                        li { a href=(ctx.href_as(other_view)) { (ctx.t(view_key)) } }
                        @if ctx.graphic() {
                            li.to-dark { a href=(ctx.href_in_scheme(Scheme::Dark)) { (ctx.t("scheme-dark")) } }
                            li.to-light { a href=(ctx.href_in_scheme(Scheme::Light)) { (ctx.t("scheme-light")) } }
                        }
                    }
                }
            }
            div.masthead {
                div.wrap {
                    a.brand href=(ctx.href("")) {
                        @if ctx.graphic() { (icon::mark()) }
                        span { b { (ctx.t("site-name")) } " " span { (ctx.t("site-subtitle")) } }
                    }
                    div.who { (who(ctx)) }
                }
            }
        }
    }
}

fn who(ctx: &Ctx) -> Markup {
    html! {
        @match ctx.signed_in_as() {
            Some(name) => {
                p { a href=(ctx.href("/my-sessions")) { (ctx.tf("signed-in-as", &[("name", name.into())])) } }
                @if let Some((_, other)) = ctx.acting() {
                    p { a href=(ctx.href("/behalf")) { (ctx.tf("acting-for", &[("name", other.into())])) } }
                }
                form method="post" action=(ctx.href("/sign-out")) {
                    (ctx.form_token())
                    button.second.small type="submit" { (ctx.t("sign-out")) }
                }
            }
            None => a.button.second.small href=(ctx.sign_in_href()) { (ctx.t("sign-in")) }
        }
    }
}

/// The pages in the navigation: path and key of the name. Officers get the workbench's.
fn sections(ctx: &Ctx) -> Vec<(&'static str, &'static str)> {
    match ctx.actor().officer() {
        Some(officer) => frame::sections(officer),
        None => vec![
            ("", "nav-home"),
            ("/services", "nav-services"),
            ("/offices", "nav-offices"),
            ("/book", "nav-book"),
            ("/matters", "nav-matters"),
            ("/contacts", "nav-contacts"),
            ("/search", "nav-search"),
        ],
    }
}

fn navigation(ctx: &Ctx) -> Markup {
    let sections = sections(ctx);
    // The section whose path is the longest beginning of this page's.
    let here = sections
        .iter()
        .map(|(path, _)| *path)
        .filter(|path| match *path {
            "" => ctx.path().is_empty(),
            path => ctx.path() == path || ctx.path().starts_with(&format!("{path}/")),
        })
        .max_by_key(|path| path.len());
    let letters = keys::SECTIONS.chars().map(Some).chain(std::iter::repeat(None));
    let keyed: Vec<_> = sections
        .iter()
        .zip(letters)
        .map(|((path, words), letter)| (path, words, letter.map(|letter| Key::exactly(ctx, letter))))
        .collect();
    // On a telephone there are no keys: the menu has none, and no key is there twice.
    let list = |with_keys: bool| {
        html! {
            ul {
                @for (path, words, key) in &keyed {
                    @let key = key.filter(|_| with_keys);
                    li {
                        a href=(ctx.href(path)) accesskey=[key.and_then(Key::letter)]
                            aria-current=[(here == Some(**path)).then_some("page")] { (ctx.t(words)) @if let Some(key) = key { (key) } }
                    }
                }
            }
        }
    };
    html! {
        nav.nav aria-label=(ctx.t("nav-label")) {
            @if ctx.graphic() {
                div.wrap {
                    div.wide { (list(true)) }
                    details.menu { summary { (ctx.t("nav-menu")) } (list(false)) }
                }
                div.belt {}
            } @else {
                (list(true))
            }
        }
    }
}

fn foot(ctx: &Ctx) -> Markup {
    let authority = ctx.app().law().authority();
    let links = |items: &[(&str, &str)]| {
        html! { ul { @for (path, key) in items { li { a href=(ctx.href(path)) { (ctx.t(key)) } } } } }
    };
    html! {
        footer.foot {
            div.wrap {
                div.foot-columns {
                    section {
                        h2 { (ctx.t("foot-contacts")) }
                        p {
                            (ctx.t("foot-phone-label")) " "
                            (crate::portal::dial(&authority.phone))
                            br;
                            span.soft { (ctx.of(&authority.phone_note)) }
                        }
                        ul {
                            li { a href=(ctx.href("/contacts")) { (ctx.t("foot-phones")) } }
                            li { a href=(ctx.href("/contacts#elsewhere")) { (ctx.t("nav-youtube")) } }
                        }
                    }
                    section {
                        h2 { (ctx.t("foot-services")) }
                        (links(&[
                            ("/services", "nav-services"),
                            ("/book", "nav-book"),
                            ("/appointment", "find-appointment"),
                            ("/validity", "nav-validity"),
                            ("/statement-check", "nav-statement-check"),
                            ("/my-data", "nav-my-data"),
                        ]))
                    }
                    section {
                        h2 { (ctx.t("foot-site")) }
                        (links(&[
                            ("/about", "nav-about"),
                            ("/news", "nav-news"),
                            ("/statistics", "nav-statistics"),
                            ("/site-map", "nav-site-map"),
                            ("/accessibility", "nav-accessibility"),
                            ("/privacy", "nav-privacy"),
                            ("/design", "nav-design"),
                        ]))
                        @if ctx.actor().officer().is_some() {
                            @let key = Key::exactly(ctx, keys::LIST);
                            ul { li { a href=(ctx.href("/work/keys")) accesskey=[key.letter()] { (ctx.t("keys-title")) (key) } } }
                        }
                    }
                }
                @if ctx.app().office().is_demonstration() { div.foot-end { p { (ctx.t("foot-demo")) } } }
            }
        }
    }
}
