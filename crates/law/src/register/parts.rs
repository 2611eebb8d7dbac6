//! The parts of the catalogue: bodies, kinds of facts, code lists, categories of persons and civil events.

use kernel::{Citation, Money, Term, Text};
use serde::Serialize;

/// What a point of the catalogue stands on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Provision {
    /// The provision.
    pub cite: Citation,
    /// Whether it was read in a source.
    pub verified: bool,
    /// Where.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// A body that may enter and update facts (*iestāde, kas iekļauj un aktualizē ziņas*).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Body {
    /// Code, such as `office`.
    pub code: String,
    /// Name.
    pub name: Text,
    /// The body it belongs to, when it is not named by the law itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part_of: Option<String>,
    /// Where the law names it.
    #[serde(flatten)]
    pub provision: Provision,
}

/// How carefully a fact is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sensitivity {
    /// Shown to whoever may read the person.
    Ordinary,
    /// Shown only with a right of its own.
    Sensitive,
    /// Its existence is hidden too.
    Sealed,
}

/// How many facts of a kind may hold on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Many {
    /// One: a new one ends the one before.
    One,
    /// One of each code of its first list: one declared address, one of each name form.
    OneOfEach,
    /// Several beside each other.
    Several,
}

/// How long facts of a kind are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Kept {
    /// In words.
    pub text: Text,
    /// Where it is said.
    #[serde(flatten)]
    pub provision: Provision,
}

/// A kind of fact about a person (*ziņas par personu*).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// Code, such as `birth`.
    pub code: String,
    /// Name.
    pub name: Text,
    /// What it says, in one line.
    pub explanation: Text,
    /// How carefully it is shown.
    pub sensitivity: Sensitivity,
    /// How many may hold at a time.
    pub many: Many,
    /// The code lists its values come from; the first tells its kinds apart.
    pub lists: Vec<String>,
    /// Where the law lists it.
    #[serde(flatten)]
    pub provision: Provision,
    /// Codes of the bodies that may write it.
    pub writers: Vec<String>,
    /// Where it is said who may write it.
    pub writers_provision: Provision,
    /// How long it is kept, when the law says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kept: Option<Kept>,
}

/// What is computed from facts and kept nowhere: doubt about one of them is doubt about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Derived {
    /// Code, such as `age`.
    pub code: String,
    /// Name.
    pub name: Text,
    /// Kinds of facts it depends on.
    pub from: Vec<String>,
}

/// A list of codes with names (*klasifikators*).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CodeList {
    /// Name in facts and events, such as `ethnicity`.
    pub id: String,
    /// Title.
    pub name: Text,
    /// The list whose codes [`Code::of`] names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// Where the law speaks of it.
    #[serde(flatten)]
    pub provision: Provision,
    /// Its codes, in the order in which they are offered.
    pub codes: Vec<Code>,
}

/// A code of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Code {
    /// The code itself.
    pub code: String,
    /// Name.
    pub name: Text,
    /// Whether it says that there is no value: not chosen and unknown are two different answers.
    pub absent: bool,
    /// Whether it informs only, without the effects of the others.
    pub informative: bool,
    /// Codes of the same list that end when a fact with this one begins.
    pub replaces: Vec<String>,
    /// Codes of the list [`CodeList::of`] to which this one belongs; empty for all.
    pub of: Vec<String>,
    /// Whether name and meaning were read in a source.
    pub verified: bool,
}

/// What a person shows when first entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum EntryIdentity {
    /// An identity document.
    Document,
    /// An identity document, or an application signed electronically.
    DocumentOrSignature,
    /// A document when there is one; nobody is turned away without.
    Waived,
}

/// What is known of a person when the category is looked up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Standing<'a> {
    /// Code of the legal status.
    pub status: Option<&'a str>,
    /// Code of the residence right.
    pub right: Option<&'a str>,
    /// Codes of the marks.
    pub marks: &'a [&'a str],
}

/// A way to belong to a category: everything that is named must hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct When {
    /// One of these statuses; empty for any.
    pub statuses: Vec<String>,
    /// One of these residence rights; empty for any.
    pub rights: Vec<String>,
    /// One of these marks; empty for any.
    pub marks: Vec<String>,
}

impl When {
    /// Whether `standing` fits.
    #[must_use]
    pub fn fits(&self, standing: &Standing<'_>) -> bool {
        let one_of = |wanted: &[String], given: Option<&str>| {
            wanted.is_empty() || given.is_some_and(|given| wanted.iter().any(|code| code == given))
        };
        one_of(&self.statuses, standing.status)
            && one_of(&self.rights, standing.right)
            && (self.marks.is_empty()
                || self.marks.iter().any(|code| standing.marks.contains(&code.as_str())))
    }
}

/// A category of persons whom the register holds (*personu kategorija*).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Category {
    /// Code.
    pub code: String,
    /// Letter under which the law lists it, when it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub letter: Option<String>,
    /// Name.
    pub name: Text,
    /// Who belongs to it: any of these.
    pub when: Vec<When>,
    /// What must be shown at the first entry.
    pub identity: EntryIdentity,
    /// Whether its records are active.
    pub active: bool,
    /// Codes of the bodies that may enter such a person.
    pub entered_by: Vec<String>,
    /// Kinds of facts that may be entered.
    pub facts: Vec<String>,
    /// Where the law names the category.
    #[serde(flatten)]
    pub provision: Provision,
    /// Where it is said which facts may be entered.
    pub facts_provision: Provision,
}

/// On whose record an event writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Whom {
    /// The person whom the event is about.
    Subject,
    /// Both persons of a union.
    Both,
    /// Each parent that the event names.
    Parents,
    /// Each parent of before.
    FormerParents,
    /// The child.
    Child,
    /// The guardian or trustee.
    Guardian,
    /// Whoever is given a power of attorney.
    Agent,
}

/// What an event does with facts of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum WriteMode {
    /// Begins a fact.
    Begins,
    /// Ends one.
    Ends,
}

/// A line of what an event writes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Write {
    /// Kind of fact.
    pub fact: String,
    /// On whose record.
    pub on: Whom,
    /// Begins or ends it.
    pub mode: WriteMode,
    /// Whether the event may leave it out.
    pub optional: bool,
}

/// A kind of document or act on which an event can stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BasisKind {
    /// Code, such as `marriage-record`.
    pub code: String,
    /// Name.
    pub name: Text,
    /// Whether it is the word of the person themselves: nobody else issues it.
    pub own: bool,
}

/// A civil event: what changes in a person's life and is written by a body, on a basis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CivilAct {
    /// Code, such as `marriage`.
    pub code: String,
    /// Name.
    pub name: Text,
    /// Codes of the bodies that may bring it.
    pub bodies: Vec<String>,
    /// What it may stand on.
    pub bases: Vec<BasisKind>,
    /// Whether the person must be alive.
    pub alive: bool,
    /// Whether it may be entered before its day, as what begins later.
    pub ahead: bool,
    /// What it writes, in this order.
    pub writes: Vec<Write>,
    /// Within which term it is to be notified.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub term: Option<ActTerm>,
    /// The provision.
    #[serde(flatten)]
    pub provision: Provision,
}

/// The term of an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActTerm {
    /// How long.
    pub term: Term,
    /// Whose duty, and from when.
    pub text: Text,
    /// Where it is said.
    #[serde(flatten)]
    pub provision: Provision,
}

/// A kind of statement (*izziņa*): which facts it says of a person, besides telling who that is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatementKind {
    /// Code, such as `residence`.
    pub code: String,
    /// Title.
    pub name: Text,
    /// Kinds of facts.
    pub facts: Vec<String>,
    /// Whether it says what held before too.
    pub history: bool,
    /// Whether it says what each entry rests on.
    pub basis: bool,
    /// Whether it names the person on the other side of a relation; else it says only that there is one.
    pub names_others: bool,
    /// What is to be paid for it; nothing where the sources say nothing of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fees: Option<StatementFees>,
    /// What it stands on.
    #[serde(flatten)]
    pub provision: Provision,
}

/// The state fee (*valsts nodeva*) for statements of some kinds: it depends on how and how soon one is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatementFees {
    /// In the order of the file.
    pub rows: Vec<StatementFee>,
    /// What the amounts stand on.
    #[serde(flatten)]
    pub provision: Provision,
}

/// One amount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatementFee {
    /// When it is due.
    pub name: Text,
    /// The amount; zero when it is free.
    pub amount: Money,
}

impl CodeList {
    /// The code, if the list has it.
    #[must_use]
    pub fn get(&self, code: &str) -> Option<&Code> {
        self.codes.iter().find(|known| known.code == code)
    }
}

impl CivilAct {
    /// Whether a body may bring it.
    #[must_use]
    pub fn brought_by(&self, body: &str) -> bool {
        self.bodies.iter().any(|code| code == body)
    }

    /// The kind of basis with this code, if the event can stand on it.
    #[must_use]
    pub fn basis(&self, code: &str) -> Option<&BasisKind> {
        self.bases.iter().find(|basis| basis.code == code)
    }
}
