//! Reads what carries its kind inside (`{"kind": "name", …}`) as it comes.
//!
//! serde's own way keeps the whole value aside until the kind is known, though we write the kind first. Here only a
//! value that has it elsewhere, as the body of a request may, is kept aside.

use serde::de::value::MapAccessDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, IntoDeserializer, MapAccess, VariantAccess,
    Visitor,
};
use serde::forward_to_deserialize_any;
use serde_json::Value;
use std::fmt;
use std::vec::IntoIter;

/// Declares an enumeration that carries its kind inside, under the key given; its name is given as a text too.
///
/// The mirror is read as serde reads an enumeration by itself, with the kind outside; [`Tagged`] hands it out.
macro_rules! tagged {
    ($tag:literal, $remote:literal: $(#[$outer:meta])* pub enum $name:ident { $($variants:tt)* }) => {
        $(#[$outer])*
        #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
        #[serde(tag = $tag, rename_all = "kebab-case")]
        pub enum $name { $($variants)* }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(inner: D) -> Result<Self, D::Error> {
                #[derive(serde::Deserialize)]
                #[serde(remote = $remote, rename_all = "kebab-case")]
                enum Mirror { $($variants)* }
                Mirror::deserialize($crate::tagged::Tagged { tag: $tag, inner })
            }
        }
    };
}
pub(crate) use tagged;

/// An object with its kind under `tag`, read as an enumeration.
pub(crate) struct Tagged<D> {
    pub(crate) tag: &'static str,
    pub(crate) inner: D,
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Tagged<D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.inner.deserialize_map(Object { tag: self.tag, visitor })
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

struct Object<V> {
    tag: &'static str,
    visitor: V,
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Object<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<V::Value, A::Error> {
        let mut aside = Vec::new();
        while let Some(key) = map.next_key_seed(Key(self.tag))? {
            match key {
                None if aside.is_empty() => return self.visitor.visit_enum(Kind(map)),
                None => {
                    let kind = map.next_value()?;
                    while let Some(other) = map.next_entry()? {
                        aside.push(other);
                    }
                    let (value, rest) = (Some(kind), aside.into_iter());
                    return self.visitor.visit_enum(Kind(Aside {
                        value,
                        rest,
                        error: std::marker::PhantomData,
                    }));
                }
                Some(other) => aside.push((other, map.next_value()?)),
            }
        }
        Err(A::Error::missing_field(self.tag))
    }
}

/// A key: the one of the kind (nothing), or another.
struct Key(&'static str);

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Option<String>;
    fn deserialize<D: Deserializer<'de>>(self, key: D) -> Result<Option<String>, D::Error> {
        key.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Key {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E>(self, key: &str) -> Result<Option<String>, E> {
        Ok((key != self.0).then(|| key.to_owned()))
    }
}

/// An object of which the key of its kind was read: its value is the variant, the rest its fields.
struct Kind<A>(A);

impl<'de, A: MapAccess<'de>> EnumAccess<'de> for Kind<A> {
    type Error = A::Error;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(mut self, seed: V) -> Result<(V::Value, Self), A::Error> {
        Ok((self.0.next_value_seed(seed)?, self))
    }
}

impl<'de, A: MapAccess<'de>> VariantAccess<'de> for Kind<A> {
    type Error = A::Error;

    fn unit_variant(mut self) -> Result<(), A::Error> {
        while self.0.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, A::Error> {
        seed.deserialize(MapAccessDeserializer::new(self.0))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, A::Error> {
        visitor.visit_map(self.0)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        visitor.visit_map(self.0)
    }
}

/// What was kept aside: the value to be asked for next, and the others.
struct Aside<E> {
    value: Option<Value>,
    rest: IntoIter<(String, Value)>,
    error: std::marker::PhantomData<E>,
}

impl<'de, E: Error> MapAccess<'de> for Aside<E> {
    type Error = E;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, E> {
        let Some((key, value)) = self.rest.next() else { return Ok(None) };
        self.value = Some(value);
        seed.deserialize(key.into_deserializer()).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, E> {
        let value = self.value.take().ok_or_else(|| E::custom("a value was asked for twice"))?;
        seed.deserialize(value).map_err(E::custom)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, from_str, json, to_string};

    tagged! { "kind", "Said":
        /// What is said.
        pub enum Said {
            Plain,
            Fields {
                number: u8,
                #[serde(default, skip_serializing_if = "String::is_empty")]
                word: String,
            },
            Spread {
                #[serde(flatten)]
                inner: Inner,
                more: bool,
            },
            Whole(Inner),
        }
    }

    #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
    #[serde(rename_all = "kebab-case")]
    pub struct Inner {
        list: Vec<u8>,
    }

    /// As serde reads the same by itself.
    #[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
    #[serde(tag = "kind", rename_all = "kebab-case")]
    enum Peer {
        Plain,
        Fields {
            number: u8,
            #[serde(default, skip_serializing_if = "String::is_empty")]
            word: String,
        },
        Spread {
            #[serde(flatten)]
            inner: Inner,
            more: bool,
        },
        Whole(Inner),
    }

    fn both(text: &str) -> (Result<Value, String>, Result<Value, String>) {
        let own = from_str::<Said>(text).map(|said| json!(said)).map_err(|e| e.to_string());
        let peer = from_str::<Peer>(text).map(|said| json!(said)).map_err(|e| e.to_string());
        (own, peer)
    }

    #[test]
    fn reads_what_serde_reads_wherever_the_kind_stands() {
        for text in [
            r#"{"kind":"plain"}"#,
            r#"{"kind":"plain","unknown":[1,{"a":2}]}"#,
            r#"{"kind":"fields","number":7,"word":"ā\"b"}"#,
            r#"{"number":7,"kind":"fields"}"#,
            r#"{"word":"x","kind":"fields","number":7}"#,
            r#"{"kind":"spread","list":[1,2],"more":true}"#,
            r#"{"more":true,"list":[1,2],"kind":"spread"}"#,
            r#"{"kind":"whole","list":[]}"#,
            r#"{"list":[3],"kind":"whole"}"#,
        ] {
            let (own, peer) = both(text);
            assert!(own.is_ok(), "{text}: {own:?}");
            assert_eq!(own, peer, "{text}");
            let said: Said = from_str(text).unwrap();
            assert_eq!(from_str::<Said>(&to_string(&said).unwrap()).unwrap(), said, "{text}");
        }
    }

    #[test]
    fn refuses_what_serde_refuses() {
        for text in [
            r#"{"number":7}"#,
            r#"{"kind":"other"}"#,
            r#"{"kind":"fields"}"#,
            r#"{"kind":"fields","number":300}"#,
            r#"{"number":300,"kind":"fields"}"#,
            r#"{"kind":7}"#,
            r#"[1]"#,
            r#""plain""#,
            r#"{"kind":"spread","list":[1]}"#,
        ] {
            let (own, peer) = both(text);
            assert!(own.is_err() && peer.is_err(), "{text}: {own:?} {peer:?}");
        }
    }
}
