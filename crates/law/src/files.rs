//! The law files that come with the office: every `.kdl` under `procedures/`, embedded when the crate is built.

static FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// Path (relative to `procedures/`, such as `lv/country.kdl`) and text of every law file.
#[must_use]
pub fn bundled() -> &'static [(&'static str, &'static str)] {
    FILES
}
