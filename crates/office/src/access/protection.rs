//! Why a person is protected, as far as rights depend on it.

/// A class of protected persons (*aizsargājama persona*). Which officers read them is said by `policies/limits.cedar`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Protection {
    /// Not protected.
    #[default]
    None,
    /// Somebody who works here.
    Staff,
    /// Somebody whose address is told to nobody.
    SecretAddress,
    /// Somebody who asks for or has asylum.
    Asylum,
    /// Somebody whose adoption is secret.
    Adopted,
    /// Somebody under witness protection.
    Witness,
}

impl Protection {
    /// All, the strongest last.
    pub const ALL: [Self; 6] =
        [Self::None, Self::Staff, Self::SecretAddress, Self::Asylum, Self::Adopted, Self::Witness];

    /// Its code in policies.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Staff => "staff",
            Self::SecretAddress => "secret-address",
            Self::Asylum => "asylum",
            Self::Adopted => "adopted",
            Self::Witness => "witness",
        }
    }
}
