//! What the values look like as JSON, for the published schema: each is one text, but for money and texts themselves.

use crate::{Citation, Currency, Day, Money, Term, TermUnit, Text};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;

/// A value that is one text: its name, what it is, and the form of it.
macro_rules! one_text {
    ($type:ty, $name:literal, $description:literal, $pattern:literal) => {
        impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "string", "description": $description, "pattern": $pattern })
            }
        }
    };
}

one_text!(Day, "Day", "A day, such as 2026-11-24.", r"^\d{4}-\d{2}-\d{2}$");
one_text!(
    Term,
    "Term",
    "A term of law: a count and working-days, days, months or years, such as 10 working-days.",
    r"^\d{1,4} (working-day|day|month|year)s?$"
);
one_text!(
    Citation,
    "Citation",
    "An act by its alias and a point of it, such as apl:67(2); the alias alone for the act as a whole.",
    r"^[a-z][a-z0-9-]*(:.{1,60})?$"
);
one_text!(Currency, "Currency", "A currency by its ISO 4217 code.", r"^[A-Z]{3}$");

impl JsonSchema for TermUnit {
    fn schema_name() -> Cow<'static, str> {
        "TermUnit".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "What a term counts.",
            "enum": ["working-days", "days", "months", "years"],
        })
    }
}

impl JsonSchema for Money {
    fn schema_name() -> Cow<'static, str> {
        "Money".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "object",
            "description": "An amount in hundredths of its currency.",
            "properties": {
                "cents": { "type": "integer" },
                "currency": generator.subschema_for::<Currency>(),
            },
            "required": ["cents", "currency"],
        })
    }
}

impl JsonSchema for Text {
    fn schema_name() -> Cow<'static, str> {
        "Text".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "object",
            "description": "One text by language; Latvian and English are always there.",
            "properties": { "lv": { "type": "string" }, "en": { "type": "string" } },
            "required": ["lv", "en"],
            "additionalProperties": { "type": "string" },
        })
    }
}
