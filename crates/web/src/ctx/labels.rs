//! What the fields of a page are called, for the list of faults, which stands before the fields themselves.

use super::Ctx;
use maud::{Markup, PreEscaped, html};
use std::sync::PoisonError;

/// Where the name of a field goes.
fn place(field: &str) -> Markup {
    html! { span data-label-of=(field) {} }
}

impl Ctx {
    /// The place for what a field is called, which is known once the field is shown.
    #[must_use]
    pub fn label_of(&self, field: &str) -> Markup {
        place(field)
    }

    /// Notes what a field is called.
    pub fn called(&self, field: &str, label: &str) {
        let mut labels = self.inner.labels.lock().unwrap_or_else(PoisonError::into_inner);
        labels.push((field.to_owned(), label.to_owned()));
    }

    /// The page with the names of its fields in their places.
    #[must_use]
    pub fn with_labels(&self, page: Markup) -> Markup {
        let labels = self.inner.labels.lock().unwrap_or_else(PoisonError::into_inner);
        labels.iter().fold(page, |PreEscaped(page), (field, label)| {
            // A question has its mark already.
            let mark = if label.ends_with('?') { " " } else { ": " };
            PreEscaped(page.replace(&place(field).into_string(), &html! { (label) (mark) }.into_string()))
        })
    }
}
