//! The register of natural persons (*Fizisko personu reģistrs*): facts with a basis, on two axes of time.

pub mod certainty;
pub mod change;
pub mod civil;
pub mod deeds;
pub mod duplicates;
pub mod event;
pub mod fact;
pub mod household;
pub mod lookup;
pub mod merge;
pub mod occupancy;
pub mod own;
pub mod pairing;
pub mod person;
pub mod powers;
pub mod protection;
pub mod read;
pub mod relatives;
pub mod representation;
pub mod review;
pub(crate) mod sane;
pub mod search;
pub mod standing;
pub mod view;
pub mod write;

pub use certainty::Certainty;
pub use change::{EntryError, Lasts, Move, change, correct, enter, moved};
pub use civil::CivilAct;
pub use deeds::{Deed, Doubt, Finding, Written, right_to_enter};
pub use duplicates::{Candidate, Distinct, PersonPair};
pub use event::{Lender, PersonEvent, ReviewOutcome};
pub use fact::{
    AssertedFact, Basis, BasisError, DocumentFact, DocumentStatus, FactValue, KnownFact, Matters, NameForm,
    NamedPerson, Nobody, Origin, Relative, ResidenceKind, Sex, Union, UnionEnd,
};
pub use household::{HouseholdQuery, NamedHouseholds};
pub use lookup::Lookup;
pub use merge::{Meeting, Met, Whose};
pub use occupancy::{Composition, Household};
pub use own::{OnTheWay, OwnPage};
pub use pairing::{Pair, TwoRecords};
pub use person::PersonHistory;
pub use powers::{Power, Powers};
pub use protection::Protection;
pub use read::{KnownAt, PersonBrief, PersonRecord, When};
pub use representation::Representation;
pub use search::{SearchHit, SearchQuery};
pub use standing::Place;
pub use view::{HeldFact, PersonView};
pub use write::{FactChange, FactCorrection, NewPerson};
