//! Drawings of our own, shown in the graphic version only. They repeat what words already say.

use maud::{Markup, PreEscaped, html};

/// The mark: an open door.
#[must_use]
pub fn mark() -> Markup {
    html! {
        svg viewBox="0 0 48 48" aria-hidden="true" focusable="false" {
            rect width="48" height="48" rx="5" fill="#11503e" {}
            path d="M13 38V10h22v28" fill="none" stroke="#fff" stroke-width="3" {}
            path d="M20 38V17l11-4.5V38z" fill="#fff" {}
            circle cx="23.6" cy="27" r="1.7" fill="#96182f" {}
            path d="M8 38.5h32" stroke="#fff" stroke-width="3" {}
        }
    }
}

fn line_drawing(paths: &'static str) -> Markup {
    html! {
        svg.icon viewBox="0 0 32 32" aria-hidden="true" focusable="false" fill="none" stroke="currentColor"
            stroke-width="2" stroke-linecap="round" stroke-linejoin="round" {
            (PreEscaped(paths))
        }
    }
}

/// A document with a portrait.
#[must_use]
pub fn document() -> Markup {
    line_drawing(
        r#"<rect x="6" y="3" width="20" height="26" rx="2"/><circle cx="16" cy="12" r="4"/><path d="M11 21h10M11 25h10"/>"#,
    )
}

/// A calendar.
#[must_use]
pub fn calendar() -> Markup {
    line_drawing(
        r#"<rect x="4" y="6" width="24" height="22" rx="2"/><path d="M4 13h24M11 3v6M21 3v6"/><path d="M11 20l3.5 3.5L21 17.5"/>"#,
    )
}

/// A folder.
#[must_use]
pub fn folder() -> Markup {
    line_drawing(
        r#"<path d="M3 9a2 2 0 0 1 2-2h8l3 4h11a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2z"/><path d="M9 20h14"/>"#,
    )
}

/// A building.
#[must_use]
pub fn building() -> Markup {
    line_drawing(r#"<path d="M4 12l12-8 12 8M6 12v14M12 12v14M20 12v14M26 12v14M3 28h26"/>"#)
}

/// An eye.
#[must_use]
pub fn eye() -> Markup {
    line_drawing(
        r#"<path d="M3 16s5-8 13-8 13 8 13 8-5 8-13 8S3 16 3 16z"/><circle cx="16" cy="16" r="3.5"/>"#,
    )
}

/// A check mark in a shield.
#[must_use]
pub fn shield() -> Markup {
    line_drawing(
        r#"<path d="M16 3l11 4v8c0 7-4.5 11.5-11 14C9.500 26.500 5 22 5 15V7z"/><path d="M11 15.500l3.500 3.500L21.500 12"/>"#,
    )
}
