//! Fields of forms: label, hint, fault, value; and the summary of faults at the head of a page.

use crate::ctx::Ctx;
use crate::form::{Faults, Fields};
use crate::text;
use kernel::Day;
use maud::{Markup, html};

/// A form being shown: its context, what was written so far and what is at fault.
#[derive(Clone, Copy)]
pub struct Form<'a> {
    /// The request.
    pub ctx: &'a Ctx,
    /// What was written.
    pub fields: &'a Fields,
    /// What is at fault.
    pub faults: &'a Faults,
}

/// What a line takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// Any text.
    Text,
    /// A telephone number.
    Tel,
    /// An address for electronic mail.
    Email,
    /// A day.
    Date,
    /// A short code, without the browser's corrections.
    Code,
}

/// Sentences that do not say which field they are about.
const NAMELESS: [&str; 18] = [
    "problem-required",
    "problem-too-long",
    "problem-wrong-value",
    "problem-not-one-of",
    "problem-wrong-date",
    "problem-act-persons",
    "problem-not-happened",
    "problem-before-birth",
    "work-act-nobody",
    "work-act-no-code",
    "work-act-kept",
    "work-choose",
    "answer-missing",
    "answer-number",
    "answer-term",
    "answer-money",
    "channels-no-mail-address",
    "channels-no-phone-number",
];

/// Options under one heading: the heading, then value and words of each.
pub type Options = (String, Vec<(String, String)>);

impl Form<'_> {
    /// The list of faults with links to their fields; nothing when there are none.
    #[must_use]
    pub fn summary(&self) -> Markup {
        html! {
            @if !self.faults.is_empty() {
                div.summary role="alert" {
                    h2 { (self.ctx.t("summary-heading")) }
                    ul {
                        @for fault in self.faults.all() {
                            li {
                                a href={ "#" (fault.field) } {
                                    // Two fields left empty are told apart by what they are called.
                                    @if NAMELESS.contains(&fault.key.as_str()) { (self.ctx.label_of(&fault.field)) }
                                    (fault.text(self.ctx.lang()))
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fn described_by(&self, name: &str, hint: &str) -> Option<String> {
        let mut ids = Vec::new();
        if !hint.is_empty() {
            ids.push(format!("{name}-hint"));
        }
        if self.faults.of(name, self.ctx).is_some() {
            ids.push(format!("{name}-fault"));
        }
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn notes(&self, name: &str, label: &str, hint: &str) -> Markup {
        if self.faults.of(name, self.ctx).is_some() {
            self.ctx.called(name, label);
        }
        html! {
            @if !hint.is_empty() { p.hint #{ (name) "-hint" } { (hint) } }
            @if let Some(fault) = self.faults.of(name, self.ctx) {
                p.error #{ (name) "-fault" } { (fault) }
            }
        }
    }

    fn class(&self, name: &str) -> &'static str {
        if self.faults.of(name, self.ctx).is_some() { "field invalid" } else { "field" }
    }

    fn invalid(&self, name: &str) -> Option<&'static str> {
        self.faults.of(name, self.ctx).map(|_| "true")
    }

    /// One line. `autocomplete` is the browser's word for it, or empty.
    #[must_use]
    pub fn line(&self, kind: Line, name: &str, label: &str, hint: &str, autocomplete: &str) -> Markup {
        let (input, short) = match kind {
            Line::Text => ("text", false),
            Line::Tel => ("tel", true),
            Line::Email => ("email", false),
            Line::Date => ("date", true),
            Line::Code => ("text", true),
        };
        let code = kind == Line::Code;
        html! {
            div class=(self.class(name)) {
                label for=(name) { (label) }
                (self.notes(name, label, hint))
                input #(name) type=(input) name=(name) value=(self.fields.get(name))
                    class=[short.then_some("short")]
                    autocomplete=[(!autocomplete.is_empty()).then_some(autocomplete)]
                    spellcheck=[code.then_some("false")]
                    aria-describedby=[self.described_by(name, hint)]
                    aria-invalid=[self.invalid(name)];
            }
        }
    }

    /// A day that does not lie ahead of `last`.
    #[must_use]
    pub fn past(&self, name: &str, label: &str, hint: &str, last: Day) -> Markup {
        html! {
            div class=(self.class(name)) {
                label for=(name) { (label) }
                (self.notes(name, label, hint))
                input.short #(name) type="date" name=(name) value=(self.fields.get(name)) max=(last) autocomplete="off"
                    aria-describedby=[self.described_by(name, hint)]
                    aria-invalid=[self.invalid(name)];
            }
        }
    }

    /// Several lines.
    #[must_use]
    pub fn area(&self, name: &str, label: &str, hint: &str) -> Markup {
        html! {
            div class=(self.class(name)) {
                label for=(name) { (label) }
                (self.notes(name, label, hint))
                textarea #(name) name=(name) rows="6"
                    aria-describedby=[self.described_by(name, hint)]
                    aria-invalid=[self.invalid(name)] { (self.fields.get(name)) }
            }
        }
    }

    /// A choice from a long list: value and words.
    #[must_use]
    pub fn select(&self, name: &str, label: &str, hint: &str, options: &[(String, String)]) -> Markup {
        self.list(name, label, hint, &self.options(name, options))
    }

    /// A choice from a long list under headings; nothing is chosen at first.
    #[must_use]
    pub fn select_grouped(&self, name: &str, label: &str, hint: &str, groups: &[Options]) -> Markup {
        let options = html! {
            option value="" selected[self.fields.get(name).is_empty()] { (self.ctx.t("choose")) }
            @for (heading, options) in groups {
                optgroup label=(heading) { (self.options(name, options)) }
            }
        };
        self.list(name, label, hint, &options)
    }

    fn options(&self, name: &str, options: &[(String, String)]) -> Markup {
        let chosen = self.fields.get(name);
        html! {
            @for (value, words) in options {
                option value=(value) selected[value == chosen] { (words) }
            }
        }
    }

    fn list(&self, name: &str, label: &str, hint: &str, options: &Markup) -> Markup {
        html! {
            div class=(self.class(name)) {
                label for=(name) { (label) }
                (self.notes(name, label, hint))
                select #(name) name=(name)
                    aria-describedby=[self.described_by(name, hint)]
                    aria-invalid=[self.invalid(name)] { (options) }
            }
        }
    }

    /// The choice of the language of letters, each under its own name.
    #[must_use]
    pub fn languages(&self, legend: &str, hint: &str) -> Markup {
        let options: Vec<_> = text::languages()
            .map(|lang| (lang.to_string(), text::text(lang, "language-name", &[]), String::new()))
            .collect();
        self.radios("lang", legend, hint, &options)
    }

    /// A choice of one: value, words and a hint (which may be empty).
    #[must_use]
    pub fn radios(
        &self,
        name: &str,
        legend: &str,
        hint: &str,
        options: &[(String, String, String)],
    ) -> Markup {
        self.choices("radio", name, legend, hint, options)
    }

    /// A choice of several: value, words and a hint (which may be empty).
    #[must_use]
    pub fn checkboxes(
        &self,
        name: &str,
        legend: &str,
        hint: &str,
        options: &[(String, String, String)],
    ) -> Markup {
        self.choices("checkbox", name, legend, hint, options)
    }

    fn choices(
        &self,
        kind: &str,
        name: &str,
        legend: &str,
        hint: &str,
        options: &[(String, String, String)],
    ) -> Markup {
        let boxed = options.iter().any(|(_, _, hint)| !hint.is_empty());
        html! {
            fieldset class=(self.class(name)) aria-describedby=[self.described_by(name, hint)] {
                legend { (legend) }
                (self.notes(name, legend, hint))
                div class={ "choices" @if boxed { " boxed" } } {
                    @for (number, (value, words, hint)) in options.iter().enumerate() {
                        @let id = if number == 0 { name.to_owned() } else { format!("{name}-{number}") };
                        div.choice {
                            input #(id) type=(kind) name=(name) value=(value)
                                checked[self.fields.all(name).any(|chosen| chosen == value)];
                            label for=(id) {
                                (words)
                                @if !hint.is_empty() { " " span.hint { (hint) } }
                            }
                        }
                    }
                }
            }
        }
    }

    /// A value that travels with the form.
    #[must_use]
    pub fn hidden(&self, name: &str) -> Markup {
        html! { input type="hidden" name=(name) value=(self.fields.get(name)); }
    }
}
