//! The three kinds of column, values of them, and rows.

/// What a column holds. Days are day numbers, instants microseconds, money cents, booleans 0 or 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A 64-bit integer.
    Int,
    /// Text in UTF-8, compared byte by byte on both engines.
    Text,
    /// Bytes.
    Bytes,
}

/// A value of a column.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// Nothing, in a column of some kind.
    Null,
    /// An integer.
    Int(i64),
    /// A text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

macro_rules! value_from {
    ($($from:ty => $variant:ident $convert:expr),* $(,)?) => {$(
        impl From<$from> for Value {
            fn from(value: $from) -> Self {
                Self::$variant($convert(value))
            }
        }
    )*};
}

value_from! {
    i64 => Int std::convert::identity,
    i32 => Int i64::from,
    u32 => Int i64::from,
    u16 => Int i64::from,
    bool => Int i64::from,
    String => Text std::convert::identity,
    &str => Text str::to_owned,
    Vec<u8> => Bytes std::convert::identity,
}

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// A row: values in the order of the statement's outputs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row(pub(crate) Vec<Value>);

/// A row is not shaped as its reader expects: the statement and its reader disagree.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("column {0} of the row is not {1}")]
pub struct RowError(usize, &'static str);

impl Row {
    /// The integer in column `i`, counted from 0.
    ///
    /// # Errors
    /// [`RowError`] when there is none.
    pub fn int(&self, i: usize) -> Result<i64, RowError> {
        self.opt_int(i)?.ok_or(RowError(i, "an integer"))
    }

    /// The integer in column `i`, or nothing.
    ///
    /// # Errors
    /// [`RowError`] when it is something else.
    pub fn opt_int(&self, i: usize) -> Result<Option<i64>, RowError> {
        match self.0.get(i) {
            Some(Value::Int(value)) => Ok(Some(*value)),
            Some(Value::Null) => Ok(None),
            _ => Err(RowError(i, "an integer")),
        }
    }

    /// The text in column `i`.
    ///
    /// # Errors
    /// [`RowError`] when there is none.
    pub fn text(&self, i: usize) -> Result<&str, RowError> {
        self.opt_text(i)?.ok_or(RowError(i, "a text"))
    }

    /// The text in column `i`, or nothing.
    ///
    /// # Errors
    /// [`RowError`] when it is something else.
    pub fn opt_text(&self, i: usize) -> Result<Option<&str>, RowError> {
        match self.0.get(i) {
            Some(Value::Text(value)) => Ok(Some(value)),
            Some(Value::Null) => Ok(None),
            _ => Err(RowError(i, "a text")),
        }
    }

    /// The bytes in column `i`.
    ///
    /// # Errors
    /// [`RowError`] when there are none.
    pub fn bytes(&self, i: usize) -> Result<&[u8], RowError> {
        match self.0.get(i) {
            Some(Value::Bytes(value)) => Ok(value),
            _ => Err(RowError(i, "bytes")),
        }
    }

    /// All values.
    #[must_use]
    pub fn values(&self) -> &[Value] {
        &self.0
    }
}
