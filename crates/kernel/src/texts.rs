//! Languages, and texts that exist in every language.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// Why a text is no language code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a language code of two small letters, such as lv")]
pub struct LangError(String);

/// A language by its ISO 639-1 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Lang([u8; 2]);

impl Lang {
    /// Latvian, the language of the state.
    pub const LV: Self = Self(*b"lv");
    /// English.
    pub const EN: Self = Self(*b"en");

    /// The two letters.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("lv")
    }
}

impl FromStr for Lang {
    type Err = LangError;
    fn from_str(text: &str) -> Result<Self, LangError> {
        match <[u8; 2]>::try_from(text.as_bytes()) {
            Ok(code) if code.iter().all(u8::is_ascii_lowercase) => Ok(Self(code)),
            _ => Err(LangError(text.to_owned())),
        }
    }
}

impl TryFrom<String> for Lang {
    type Error = LangError;
    fn try_from(text: String) -> Result<Self, LangError> {
        text.parse()
    }
}

impl From<Lang> for String {
    fn from(lang: Lang) -> Self {
        lang.code().to_owned()
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// One text in several languages; Latvian and English are always there. A copy shares the words with the original: the
/// texts of the law are handed out with every assessment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text(Arc<Words>);

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Words {
    lv: String,
    en: String,
    #[serde(flatten)]
    more: BTreeMap<Lang, String>,
}

impl Text {
    /// A text in the two languages that must exist.
    #[must_use]
    pub fn new(lv: impl Into<String>, en: impl Into<String>) -> Self {
        Self(Arc::new(Words { lv: lv.into(), en: en.into(), more: BTreeMap::new() }))
    }

    /// The same text with one more language.
    #[must_use]
    pub fn with(mut self, lang: Lang, text: impl Into<String>) -> Self {
        let words = Arc::make_mut(&mut self.0);
        match lang {
            Lang::LV => words.lv = text.into(),
            Lang::EN => words.en = text.into(),
            other => {
                words.more.insert(other, text.into());
            }
        }
        self
    }

    /// The text in `lang`; English when that language is missing.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::LV => &self.0.lv,
            Lang::EN => &self.0.en,
            other => self.0.more.get(&other).unwrap_or(&self.0.en),
        }
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Words::deserialize(deserializer).map(|words| Self(Arc::new(words)))
    }
}
