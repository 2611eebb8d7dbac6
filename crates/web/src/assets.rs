//! Style sheets, fonts and the two scripts, built in. The name of a style sheet carries a digest of its content, so that a
//! browser may keep it for ever and still sees a new one at once.

use axum::Router;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use std::sync::OnceLock;

const GRAPHIC: &str = include_str!("../assets/parvalde.css");
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

/// Address of the style sheet of the graphic version.
pub fn graphic_css() -> &'static str {
    static NAME: OnceLock<String> = OnceLock::new();
    NAME.get_or_init(|| format!("/assets/parvalde-{:016x}.css", digest(GRAPHIC.as_bytes())))
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
            ("text/css; charset=utf-8", FOREVER, GRAPHIC.as_bytes())
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
