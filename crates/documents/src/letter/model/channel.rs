//! How something reached the office.

/// How something reached the office.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// In person at a counter.
    Counter,
    /// Through the portal.
    Online,
    /// By post.
    Post,
    /// Through the official e-address (Latvian: oficiālā elektroniskā adrese).
    EAddress,
    /// By e-mail.
    Email,
    /// By telephone.
    Phone,
    /// Not at all: the office began the case itself.
    Office,
    /// As a contest of a decision in another case.
    Contest,
    /// In an earlier case, whose decision was undone.
    Anew,
}

impl Channel {
    /// Its key in the texts.
    pub(in crate::letter) const fn key(self) -> &'static str {
        match self {
            Self::Counter => "counter",
            Self::Online => "online",
            Self::Post => "post",
            Self::EAddress => "e-address",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Office => "office",
            Self::Contest => "contest",
            Self::Anew => "anew",
        }
    }
}
