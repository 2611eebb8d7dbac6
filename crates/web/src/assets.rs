//! Style sheets, fonts and the two scripts, built in. The graphic style sheet is put together of tokens, the dark scheme and
//! the parts. The name of a style sheet carries a digest of its content, so that a
//! browser may keep it for ever and still sees a new one at once.

use axum::Router;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use std::sync::OnceLock;

const TOKENS: &str = include_str!("../assets/tokens.css");
const DARK: &str = include_str!("../assets/dark.css");
const PARTS: [&str; 3] = [
    include_str!("../assets/parvalde.css"),
    include_str!("../assets/desk.css"),
    include_str!("../assets/print.css"),
];
const TEXT: &str = include_str!("../assets/text.css");
const TWO_TIMES: &str = include_str!("../assets/two-times.js");
const PASSKEY: &str = include_str!("../assets/passkey.js");
const BASIC: &[u8] = include_bytes!("../assets/parvalde-sans-basic.woff2");
const EXTENDED: &[u8] = include_bytes!("../assets/parvalde-sans-ext.woff2");
const ICON: &str = include_str!("../assets/icon.svg");

/// FNV-1a, 64 bits: enough to tell two versions of a file apart.
const fn digest(bytes: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut rest = bytes;
    while let [first, others @ ..] = rest {
        hash = (hash ^ *first as u64).wrapping_mul(0x0100_0000_01b3);
        rest = others;
    }
    hash
}

/// The colours that have a name, each with its value in the light scheme.
pub fn colours() -> impl Iterator<Item = (&'static str, &'static str)> {
    declared(TOKENS).filter(|(_, value)| value.starts_with('#'))
}

/// The sizes and spaces that have a name, each with its value.
pub fn measures() -> impl Iterator<Item = (&'static str, &'static str)> {
    declared(TOKENS).filter(|(_, value)| !value.starts_with('#'))
}

/// The custom properties that a style sheet declares.
fn declared(css: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    css.lines().filter_map(|line| line.trim().strip_prefix("--")?.strip_suffix(';')?.split_once(": "))
}

/// The style sheet of the graphic version: tokens, the dark scheme for whoever's device or choice asks for it, the parts.
fn graphic() -> &'static str {
    static SHEET: OnceLock<String> = OnceLock::new();
    SHEET.get_or_init(|| {
        let dark = DARK.split_once("*/").map_or(DARK, |(_, declarations)| declarations);
        let swatch = |(name, _): (&str, &str)| format!(".colour-{name} {{ background: var(--{name}); }}\n");
        let swatches: String = colours().map(swatch).collect();
        format!(
            "{TOKENS}@media (prefers-color-scheme: dark) {{ :root:not([data-scheme=\"light\"]) {{{dark}}} }}\n\
             :root[data-scheme=\"dark\"] {{{dark}}}\n{}{swatches}",
            PARTS.concat()
        )
    })
}

/// Address of the style sheet of the graphic version.
pub fn graphic_css() -> &'static str {
    static NAME: OnceLock<String> = OnceLock::new();
    NAME.get_or_init(|| format!("/assets/parvalde-{:016x}.css", digest(graphic().as_bytes())))
}

/// Address of the style sheet of the text version.
pub fn text_css() -> &'static str {
    static NAME: OnceLock<String> = OnceLock::new();
    NAME.get_or_init(|| format!("/assets/text-{:016x}.css", digest(TEXT.as_bytes())))
}

/// Address of the script that moves a person's page through both times.
pub fn two_times_js() -> &'static str {
    static NAME: OnceLock<String> = OnceLock::new();
    NAME.get_or_init(|| format!("/assets/two-times-{:016x}.js", digest(TWO_TIMES.as_bytes())))
}

/// Address of the script that asks the browser for a passkey.
pub fn passkey_js() -> &'static str {
    static NAME: OnceLock<String> = OnceLock::new();
    NAME.get_or_init(|| format!("/assets/passkey-{:016x}.js", digest(PASSKEY.as_bytes())))
}

/// Address of the icon shown beside the page's title.
pub const ICON_PATH: &str = "/assets/icon.svg";

/// The routes under `/assets`.
pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/assets/{name}", get(serve))
}

async fn serve(Path(name): Path<String>) -> Response {
    const FOREVER: &str = "public, max-age=31536000, immutable";
    const A_DAY: &str = "public, max-age=86400";
    let (kind, keep, bytes): (&str, &str, &'static [u8]) = match name.as_str() {
        "icon.svg" => ("image/svg+xml", A_DAY, ICON.as_bytes()),
        // The names of the fonts carry their version.
        "parvalde-sans-basic-1.woff2" => ("font/woff2", FOREVER, BASIC),
        "parvalde-sans-ext-1.woff2" => ("font/woff2", FOREVER, EXTENDED),
        name if graphic_css().ends_with(&format!("/{name}")) => {
            ("text/css; charset=utf-8", FOREVER, graphic().as_bytes())
        }
        name if text_css().ends_with(&format!("/{name}")) => {
            ("text/css; charset=utf-8", FOREVER, TEXT.as_bytes())
        }
        name if two_times_js().ends_with(&format!("/{name}")) => {
            ("text/javascript; charset=utf-8", FOREVER, TWO_TIMES.as_bytes())
        }
        name if passkey_js().ends_with(&format!("/{name}")) => {
            ("text/javascript; charset=utf-8", FOREVER, PASSKEY.as_bytes())
        }
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, keep)], bytes).into_response()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    /// Relative luminance as WCAG 2.2 defines it.
    fn luminance(colour: &str) -> f64 {
        let part = |at: usize| {
            let value = f64::from(u8::from_str_radix(colour.get(at..at + 2).unwrap(), 16).unwrap()) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.0722f64.mul_add(part(5), 0.2126f64.mul_add(part(1), 0.7152 * part(3)))
    }

    fn contrast(one: &str, other: &str) -> f64 {
        let (a, b) = (luminance(one), luminance(other));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Text on what it stands on, of which 4.5 to 1 is asked.
    const TEXTS: [(&str, &str); 37] = [
        ("ink", "paper"),
        ("ink", "ground"),
        ("ink", "accent-tint"),
        ("ink", "carmine-tint"),
        ("ink", "amber-tint"),
        ("ink", "blue-tint"),
        ("ink-soft", "paper"),
        ("ink-soft", "ground"),
        ("ink-soft", "accent-tint"),
        ("ink-soft", "hatch"),
        ("ink-soft", "carmine-tint"),
        ("ink-soft", "amber-tint"),
        ("ink-soft", "blue-tint"),
        ("accent", "paper"),
        ("accent", "ground"),
        ("accent", "accent-tint"),
        ("accent-deep", "paper"),
        ("accent-deep", "ground"),
        ("accent-deep", "accent-tint"),
        ("on-accent", "accent"),
        ("on-accent", "accent-deep"),
        ("on-accent", "carmine"),
        ("on-strip", "strip"),
        ("strip-soft", "strip"),
        ("lead", "accent-tint"),
        ("carmine", "paper"),
        ("carmine", "carmine-tint"),
        ("carmine", "ground"),
        ("carmine-deep", "paper"),
        ("carmine-deep", "carmine-tint"),
        ("amber", "paper"),
        ("amber", "ground"),
        ("amber", "amber-tint"),
        ("blue", "blue-tint"),
        ("on-tag", "tag"),
        ("off-ink", "off"),
        ("on-focus", "focus"),
    ];

    /// Lines and marks that carry a meaning, of which 3 to 1 is asked.
    const MARKS: [(&str, &str); 7] = [
        ("line-strong", "paper"),
        ("line-strong", "ground"),
        ("accent", "paper"),
        ("carmine", "paper"),
        ("blue", "paper"),
        ("focus", "focus-edge"),
        ("amber", "paper"),
    ];

    #[test]
    fn every_pair_of_colours_holds_in_both_schemes() {
        let light: BTreeMap<_, _> = colours().collect();
        let dark: BTreeMap<_, _> = declared(DARK).collect();
        assert_eq!(light.keys().collect::<Vec<_>>(), dark.keys().collect::<Vec<_>>(), "each has both");
        for (scheme, tokens) in [("light", light), ("dark", dark)] {
            for (least, pairs) in [(4.5, &TEXTS[..]), (3.0, &MARKS[..])] {
                for (text, ground) in pairs {
                    let found = contrast(tokens[text], tokens[ground]);
                    assert!(found >= least, "{scheme}: {text} on {ground} is {found:.2} to 1");
                }
            }
        }
    }

    #[test]
    fn no_part_names_a_colour_or_a_token_that_is_not_there() {
        let known: Vec<&str> = declared(TOKENS).map(|(name, _)| name).collect();
        for part in &PARTS[..2] {
            for used in part.split("var(--").skip(1).filter_map(|rest| rest.split(')').next()) {
                assert!(known.contains(&used), "--{used} is not declared");
            }
            for line in part.lines().filter(|line| !line.contains("data:image")) {
                for value in line.split(": ").skip(1).flat_map(|value| value.split(' ')) {
                    let hex = value.trim_end_matches(';').strip_prefix('#').unwrap_or_default();
                    let colour = [3, 6].contains(&hex.len()) && hex.bytes().all(|b| b.is_ascii_hexdigit());
                    assert!(!colour, "a colour without a name: {line}");
                }
            }
        }
    }
}
