//! The addresses of this page: in another language, version or colours, and after signing in.

use super::{Ctx, Inner, Scheme, View};
use crate::typed::page_of;
use kernel::Lang;

impl Ctx {
    /// This page in another language, with its query; of a form that was sent, the page that shows it.
    #[must_use]
    pub fn href_in(&self, lang: Lang) -> String {
        let Inner { path, query, get, .. } = &*self.inner;
        match (self.page_again(), get) {
            (Some(again), _) => format!("/{lang}{again}"),
            (None, false) => format!("/{lang}{}", page_of(path)),
            (None, true) if query.is_empty() => format!("/{lang}{path}"),
            (None, true) => format!("/{lang}{path}?{query}"),
        }
    }

    /// This page in another version.
    #[must_use]
    pub fn href_as(&self, view: View) -> String {
        self.href_with("view", view.code())
    }

    /// This page in other colours.
    #[must_use]
    pub fn href_in_scheme(&self, scheme: Scheme) -> String {
        self.href_with("scheme", scheme.code())
    }

    fn href_with(&self, name: &str, value: &str) -> String {
        let plain = self.href_in(self.lang());
        let joint = if plain.contains('?') { '&' } else { '?' };
        format!("{plain}{joint}{name}={value}")
    }

    /// This page again, after signing in.
    #[must_use]
    pub fn sign_in_href(&self) -> String {
        if self.path().is_empty() || self.path().starts_with("/sign-in") {
            return self.href("/sign-in");
        }
        format!("{}?next={}", self.href("/sign-in"), self.path())
    }
}
