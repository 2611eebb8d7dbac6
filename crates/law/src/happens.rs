//! What every case gives rise to by itself, whatever its stages. The engine says each by its name here and by no other,
//! so that law files can wait for it and past cases are understood.

macro_rules! happens {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)+) => {
        /// An event of every case.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Happens {
            $($(#[$doc])* $name,)+
        }

        impl Happens {
            /// All of them, as law files write them.
            pub const CODES: &[&str] = &[$($code),+];

            /// As law files write it.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)+
                }
            }
        }
    };
}

happens! {
    /// The decision was taken.
    Decided = "decided",
    /// A document was made.
    DocumentMade = "document-made",
    /// The decision was served.
    Served = "served",
    /// The decision took effect.
    InForce = "in-force",
    /// A contest was decided.
    ContestDecision = "contest-decision",
    /// The case was closed.
    Closed = "closed",
    /// The application was withdrawn.
    Withdrawn = "withdrawn",
    /// The party was asked for evidence.
    EvidenceRequested = "evidence-requested",
    /// The party was invited to be heard.
    HearingInvited = "hearing-invited",
    /// The party answered.
    HearingAnswered = "hearing-answered",
    /// Another body was asked for an opinion.
    OpinionAsked = "opinion-asked",
    /// Its opinion came.
    OpinionReceived = "opinion-received",
    /// A term was extended.
    TermExtended = "term-extended",
    /// A term was stopped.
    TermSuspended = "term-suspended",
    /// A term runs again.
    TermResumed = "term-resumed",
    /// A missed term was reinstated.
    TermReinstated = "term-reinstated",
    /// What a stopped term waits for was tried in vain.
    AttemptFailed = "attempt-failed",
    /// A term passed.
    TermOverdue = "term-overdue",
}
