//! The law book: country, authority, offices, facts, the register's catalogue and procedures, loaded together and proven together.

use crate::cite::Act;
use crate::diagnostic::{Diagnostic, LawErrors};
use crate::facts::Catalogue;
use crate::notification::Notification;
use crate::offices::{Authority, OfficeFacts, Task};
use crate::oversight::Oversight;
use crate::payment::PayTo;
use crate::portal::{LifeEvent, Portal};
use crate::procedure::{Actor, Effect, Procedure};
use crate::protection::ProtectionBook;
use crate::queue::QueueRule;
use crate::register::RegisterBook;
use kernel::{Citation, Country, Day, Lang, Text};
use serde::Serialize;
use std::sync::Arc;

/// A kind of document that the country knows, whoever issues it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DocumentKind {
    /// Its id, as procedures and the register name it.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Whether name and code were read in a source.
    pub verified: bool,
}

/// Everything the law files say. Cheap to clone.
#[derive(Debug, Clone)]
pub struct LawBook {
    inner: Arc<Inner>,
}

#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) country: Country,
    pub(crate) documents: Vec<DocumentKind>,
    pub(crate) authority: Authority,
    pub(crate) offices: Vec<OfficeFacts>,
    pub(crate) payments: Vec<PayTo>,
    pub(crate) queue: QueueRule,
    pub(crate) notification: Notification,
    pub(crate) protection: ProtectionBook,
    pub(crate) oversight: Oversight,
    pub(crate) portal: Portal,
    pub(crate) outside: Vec<Actor>,
    pub(crate) catalogue: Catalogue,
    pub(crate) register: RegisterBook,
    pub(crate) procedures: Vec<Procedure>,
    pub(crate) examples: usize,
    pub(crate) warnings: Vec<Diagnostic>,
}

impl LawBook {
    /// Loads and proves the files: path (relative to `procedures/`) and text of each.
    ///
    /// # Errors
    /// [`LawErrors`] with every error found, in the order of the files.
    pub fn load<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, LawErrors> {
        crate::load::load(files).map(|inner| Self { inner: Arc::new(inner) })
    }

    /// The files that come with the office.
    ///
    /// # Errors
    /// [`LawErrors`] when they are broken.
    pub fn bundled() -> Result<Self, LawErrors> {
        Self::load(crate::files::bundled().iter().copied())
    }

    /// The country.
    #[must_use]
    pub fn country(&self) -> &Country {
        &self.inner.country
    }

    /// The kinds of document of the country.
    #[must_use]
    pub fn documents(&self) -> &[DocumentKind] {
        &self.inner.documents
    }

    /// The kind of document with this id.
    #[must_use]
    pub fn document(&self, id: &str) -> Option<&DocumentKind> {
        self.inner.documents.iter().find(|kind| kind.id == id)
    }

    /// The authority.
    #[must_use]
    pub fn authority(&self) -> &Authority {
        &self.inner.authority
    }

    /// Its offices, in the order of the file.
    #[must_use]
    pub fn offices(&self) -> &[OfficeFacts] {
        &self.inner.offices
    }

    /// The office with this id.
    #[must_use]
    pub fn office(&self, id: &str) -> Option<&OfficeFacts> {
        self.inner.offices.iter().find(|office| office.id == id)
    }

    /// Where money is paid to, kind by kind.
    #[must_use]
    pub fn payments(&self) -> &[PayTo] {
        &self.inner.payments
    }

    /// In which order those who wait at an office are called.
    #[must_use]
    pub fn queue(&self) -> &QueueRule {
        &self.inner.queue
    }

    /// Where the fee of a procedure is paid to.
    #[must_use]
    pub fn pay_to(&self, procedure: &Procedure) -> Option<&PayTo> {
        let kind = &procedure.fees()?.pays;
        self.inner.payments.iter().find(|payment| payment.kind == *kind)
    }

    /// How decisions are sent, and when they are presumed to have arrived.
    #[must_use]
    pub fn notification(&self) -> &Notification {
        &self.inner.notification
    }

    /// The classes of protected records.
    #[must_use]
    pub fn protection(&self) -> &ProtectionBook {
        &self.inner.protection
    }

    /// How readings are overseen.
    #[must_use]
    pub fn oversight(&self) -> &Oversight {
        &self.inner.oversight
    }

    /// What the public site says beside the procedures.
    #[must_use]
    pub fn portal(&self) -> &Portal {
        &self.inner.portal
    }

    /// The bodies outside the office that can be asked for an opinion.
    #[must_use]
    pub fn outside(&self) -> &[Actor] {
        &self.inner.outside
    }

    /// Whether the body is the authority itself, which enters facts into the register as one of the bodies: it has its name.
    #[must_use]
    pub fn is_itself(&self, body: &Actor) -> bool {
        body.name == self.authority().name
    }

    /// The body outside the office with this code.
    #[must_use]
    pub fn body(&self, code: &str) -> Option<&Actor> {
        self.inner.outside.iter().find(|body| body.code == code)
    }

    /// The fact catalogue.
    #[must_use]
    pub fn catalogue(&self) -> &Catalogue {
        &self.inner.catalogue
    }

    /// The catalogue of the register: who may write which fact about whom, and by which event.
    #[must_use]
    pub fn register(&self) -> &RegisterBook {
        &self.inner.register
    }

    /// The version of a procedure that a case received on a day falls under: the one in force, unless a transitional
    /// rule says otherwise.
    #[must_use]
    pub fn procedure(&self, id: &str, on: Day) -> Option<&Procedure> {
        self.all().find(|p| p.id() == id && p.takes(on))
    }

    /// The version of a procedure that came into force on a day: what a case is bound to.
    #[must_use]
    pub fn version(&self, id: &str, in_force: Day) -> Option<&Procedure> {
        self.all().find(|p| p.id() == id && p.in_force() == in_force)
    }

    /// The procedures that a client can apply for on a day.
    #[must_use]
    pub fn services(&self, on: Day) -> Vec<&Procedure> {
        self.all().filter(|p| p.takes(on) && self.is_applied_for(p)).collect()
    }

    /// The service by which somebody gets a document of this kind.
    #[must_use]
    pub fn service_for(&self, document: &str, on: Day) -> Option<&Procedure> {
        let issues = |effect: &Effect| matches!(effect, Effect::Issue { kind, .. } if kind == document);
        let grants = |p: &&Procedure| p.decisions().iter().flat_map(|rule| &rule.effects).any(issues);
        self.services(on).into_iter().find(grants)
    }

    /// The procedures of a day that nobody applies for: the office begins them, or something else does.
    #[must_use]
    pub fn told_of(&self, on: Day) -> Vec<&Procedure> {
        let told = |p: &&Procedure| !p.is_abstract() && p.takes(on) && !self.is_applied_for(p);
        self.all().filter(told).collect()
    }

    /// Whether clients apply for a procedure.
    #[must_use]
    pub fn is_applied_for(&self, procedure: &Procedure) -> bool {
        procedure.is_service() && self.offers(procedure)
    }

    /// Whether a case of the procedure can be begun by itself, by application or by the office.
    #[must_use]
    pub fn offers(&self, procedure: &Procedure) -> bool {
        !self.inner.authority.tells_of.iter().any(|id| id == procedure.id())
    }

    /// The competence that a procedure belongs to: the one that names it, or the nearest procedure it inherits from.
    #[must_use]
    pub fn task_of(&self, procedure: &Procedure) -> Option<&Task> {
        task_of(&self.inner.authority.tasks, &self.inner.procedures, procedure)
    }

    /// The procedures of a day that an event of a life brings, in the order in which the file names them.
    #[must_use]
    pub fn brought_by(&self, event: &LifeEvent, on: Day) -> Vec<&Procedure> {
        let place = |procedure: &Procedure| {
            let lineage = lineage(&self.inner.procedures, procedure);
            event.covers.iter().position(|covered| lineage.contains(&covered.as_str()))
        };
        let taken = self.all().filter(|p| !p.is_abstract() && p.takes(on));
        let mut found: Vec<_> = taken.filter_map(|p| place(p).map(|place| (place, p))).collect();
        found.sort_by_key(|(place, _)| *place);
        found.into_iter().map(|(_, procedure)| procedure).collect()
    }

    /// Every version of every procedure, by id and day.
    pub fn all(&self) -> impl Iterator<Item = &Procedure> {
        self.inner.procedures.iter()
    }

    /// A provision in words, whichever file declares its act; nothing where none does.
    #[must_use]
    pub fn norm(&self, cite: &Citation) -> Option<Text> {
        let others = [
            self.register().laws(),
            self.protection().laws(),
            self.oversight().laws(),
            self.notification().laws(),
        ];
        let of = |acts: &[Act]| acts.iter().find(|act| act.alias == cite.act()).map(|act| act.norm(cite));
        others.into_iter().find_map(of).or_else(|| self.all().find_map(|procedure| of(procedure.acts())))
    }

    /// What the authority, a body or a payee with this name in the language of the state is called in `lang`; the name
    /// itself where no file has another.
    #[must_use]
    pub fn called<'a>(&'a self, name: &'a str, lang: Lang) -> &'a str {
        let payees = self.payments().iter().map(|payment| &payment.called);
        let bodies = self.register().bodies().iter().map(|body| &body.name);
        let mut all = std::iter::once(&self.authority().name).chain(payees).chain(bodies);
        all.find(|known| known.get(Lang::LV) == name).map_or(name, |known| known.get(lang))
    }

    /// A payee as people read it in `lang`: what it is called there, and the name under which the bank knows it.
    #[must_use]
    pub fn payee(&self, name: &str, lang: Lang) -> String {
        match self.called(name, lang) {
            called if called == name => name.to_owned(),
            called => format!("{called} – {name}"),
        }
    }

    /// How many examples were run when the files were loaded.
    #[must_use]
    pub fn examples(&self) -> usize {
        self.inner.examples
    }

    /// What a person should look at, such as which rules of a base an inheriting file replaced.
    #[must_use]
    pub fn warnings(&self) -> &[Diagnostic] {
        &self.inner.warnings
    }
}

/// See [`LawBook::task_of`].
pub(crate) fn task_of<'a>(tasks: &'a [Task], all: &[Procedure], procedure: &Procedure) -> Option<&'a Task> {
    let task = |id: &&str| tasks.iter().find(|task| task.covers.iter().any(|covered| covered == id));
    lineage(all, procedure).iter().find_map(task)
}

/// The id of a procedure and of those that it inherits from, the nearest first.
fn lineage<'a>(all: &'a [Procedure], procedure: &'a Procedure) -> Vec<&'a str> {
    let (mut at, mut ids) = (procedure, vec![procedure.id()]);
    // A chain of bases has no cycle, and is no longer than there are procedures.
    for _ in 0..=all.len() {
        let Some(base) = at.inherits() else { break };
        let (id, day) = base.split_once('@').map_or((base, None), |(id, day)| (id, Some(day)));
        ids.push(id);
        let of_day = |known: &&Procedure| day.is_none_or(|day| known.in_force().to_string() == day);
        let Some(next) = all.iter().filter(|known| known.id() == id).find(of_day) else { break };
        at = next;
    }
    ids
}
