//! The texts of pages, in every language: Fluent files of `translations/`, looked up by key.
//!
//! A key that a language lacks is a fault of ours, found by `tests/texts.rs`; a page then shows the key
//! in double brackets rather than nothing.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use kernel::Lang;
use std::collections::BTreeMap;
use std::sync::OnceLock;
use unic_langid::LanguageIdentifier;

/// The files of texts: language and content.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/translations.rs"));

/// What goes into a text: a name and a value.
pub type Arg<'a> = (&'a str, Value<'a>);

/// A value that goes into a text.
#[derive(Debug, Clone)]
pub enum Value<'a> {
    /// Words, as they are.
    Word(std::borrow::Cow<'a, str>),
    /// A number, which also chooses the form of what it counts.
    Number(i64),
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Word(text.into())
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self::Word(text.as_str().into())
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Word(text.into())
    }
}

macro_rules! numbers {
    ($($kind:ty),*) => {$(
        impl From<$kind> for Value<'_> {
            fn from(number: $kind) -> Self {
                Self::Number(i64::from(number))
            }
        }
    )*};
}
numbers!(u8, u16, u32, i16, i32, i64);

impl From<usize> for Value<'_> {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

type Bundle = FluentBundle<FluentResource>;

fn bundles() -> &'static BTreeMap<&'static str, Bundle> {
    static ALL: OnceLock<BTreeMap<&'static str, Bundle>> = OnceLock::new();
    ALL.get_or_init(|| {
        let mut all: BTreeMap<&str, Bundle> = BTreeMap::new();
        for (language, text) in FILES {
            let bundle = all.entry(language).or_insert_with(|| {
                let id: LanguageIdentifier = language.parse().unwrap_or_default();
                let mut bundle = Bundle::new_concurrent(vec![id]);
                bundle.set_use_isolating(false);
                bundle
            });
            // A line that does not parse is reported by the test of texts; what parses is still used.
            let resource = match FluentResource::try_new((*text).to_owned()) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            // The first text of a key stays; a second one is a fault that the test finds.
            let _ = bundle.add_resource(resource);
        }
        all
    })
}

/// The languages that have texts, the language of the state first.
pub fn languages() -> impl Iterator<Item = Lang> {
    static ALL: OnceLock<Vec<Lang>> = OnceLock::new();
    let all = ALL.get_or_init(|| {
        let mut all: Vec<Lang> = bundles().keys().filter_map(|code| code.parse().ok()).collect();
        all.sort_by_key(|lang| *lang != Lang::LV);
        all
    });
    all.iter().copied()
}

/// The text of `key` in `lang`.
#[must_use]
pub fn text(lang: Lang, key: &str, args: &[Arg<'_>]) -> String {
    find(lang, key, args).unwrap_or_else(|| format!("⟦{key}⟧"))
}

/// The text of `key` in `lang`, if there is one.
#[must_use]
pub fn find(lang: Lang, key: &str, args: &[Arg<'_>]) -> Option<String> {
    let bundle = bundles().get(lang.code())?;
    let pattern = bundle.get_message(key)?.value()?;
    let mut values = FluentArgs::with_capacity(args.len());
    for (name, value) in args {
        let value = match value {
            Value::Word(word) => FluentValue::from(word.as_ref()),
            Value::Number(number) => FluentValue::from(*number),
        };
        values.set(*name, value);
    }
    let mut faults = Vec::new();
    let out = bundle.format_pattern(pattern, Some(&values), &mut faults).into_owned();
    if !faults.is_empty() {
        tracing::warn!(text.key = key, text.lang = lang.code(), "a text lacks a value");
    }
    Some(out)
}
