//! Bodies, lists, facts, categories and the rules of activity, each from its node.

use super::Groups;
use crate::load::basis::{Acts, Basis, basis, basis_and};
use crate::load::parts::{every, list, near};
use crate::read::Node;
use crate::register::{
    ActivityRules, Body, Category, Code, CodeList, Derived, EntryIdentity, Fact, Kept, Many, PassiveReason,
    PassiveRule, Provision, Sensitivity, When,
};

/// What is declared so far.
#[derive(Default)]
pub(super) struct Scope<'a> {
    pub(super) laws: Acts,
    pub(super) statuses: Vec<String>,
    pub(super) bodies: Vec<String>,
    pub(super) facts: Vec<String>,
    /// Lists with their codes.
    pub(super) lists: Vec<(String, Vec<String>)>,
    pub(super) groups: Groups<'a>,
}

impl Scope<'_> {
    /// Codes of bodies, groups taken apart.
    pub(super) fn body_codes(&self, node: Node<'_>, given: &[&str]) -> Option<Vec<String>> {
        self.codes(node, "body", given, &self.bodies)
    }

    /// Codes of facts, groups taken apart.
    pub(super) fn fact_codes(&self, node: Node<'_>, given: &[&str]) -> Option<Vec<String>> {
        self.codes(node, "fact", given, &self.facts)
    }

    fn codes(&self, node: Node<'_>, what: &str, given: &[&str], declared: &[String]) -> Option<Vec<String>> {
        let mut codes: Vec<String> = Vec::new();
        let mut sound = true;
        for name in given {
            let group = self.groups.iter().find(|(of, group, _)| *of == what && group == name);
            let found = match group {
                Some((_, _, codes)) => codes.clone(),
                None if declared.iter().any(|code| code == name) => vec![(*name).to_owned()],
                None => {
                    let names = declared.iter().map(String::as_str);
                    let groups =
                        self.groups.iter().filter(|(of, _, _)| *of == what).map(|(_, name, _)| *name);
                    let names: Vec<&str> = names.chain(groups).collect();
                    node.error(format!("there is no {what} `{name}`"), near(name, &names));
                    sound = false;
                    continue;
                }
            };
            for code in found {
                if codes.contains(&code) {
                    node.error(format!("`{code}` is named twice"), "keep one of them");
                    sound = false;
                } else {
                    codes.push(code);
                }
            }
        }
        // The order is that of the declarations, so that two lists of the same codes look the same.
        codes.sort_by_key(|code| declared.iter().position(|known| known == code));
        sound.then_some(codes)
    }

    /// Codes of one of the lists, in a property such as `mark="…"`.
    fn of_list(&self, node: Node<'_>, key: &str, id: &str) -> Option<Vec<String>> {
        let codes = list(node, key);
        let Some((_, known)) = self.lists.iter().find(|(list, _)| list == id) else {
            if codes.is_empty() {
                return Some(codes);
            }
            node.error_at(key, format!("there is no list `{id}`"), "declare it by `list`");
            return None;
        };
        self.one_of(node, key, &codes, known, &format!("the list `{id}` has no code")).map(|()| codes)
    }

    /// Codes of statuses of the country, in a property.
    pub(super) fn status_codes(&self, node: Node<'_>, key: &str) -> Option<Vec<String>> {
        let codes = list(node, key);
        self.one_of(node, key, &codes, &self.statuses, "the country has no status").map(|()| codes)
    }

    #[allow(clippy::unused_self)]
    fn one_of(
        &self,
        node: Node<'_>,
        key: &str,
        codes: &[String],
        known: &[String],
        lack: &str,
    ) -> Option<()> {
        let mut sound = true;
        for code in codes.iter().filter(|code| !known.contains(code)) {
            let names: Vec<&str> = known.iter().map(String::as_str).collect();
            node.error_at(key, format!("{lack} `{code}`"), near(code, &names));
            sound = false;
        }
        sound.then_some(())
    }

    /// What the node stands on.
    pub(super) fn provision(&self, node: Node<'_>) -> Option<Provision> {
        let Basis { cite, verified, source } = basis(node, &self.laws)?;
        Some(Provision { cite, verified, source })
    }
}

pub(super) fn body(node: Node<'_>, scope: &Scope<'_>) -> Option<Body> {
    node.shape(1..=1, &basis_and(&["part-of"]));
    node.only(&["name"]);
    let (code, name, provision) = (node.id(), node.need_text("name"), scope.provision(node));
    Some(Body {
        code: code?.to_owned(),
        name: name?,
        part_of: node.string("part-of").map(str::to_owned),
        provision: provision?,
    })
}

pub(super) fn code_list(node: Node<'_>, scope: &Scope<'_>) -> Option<CodeList> {
    node.shape(1..=1, &basis_and(&["of"]));
    node.only(&["name", "code"]);
    let (id, name, provision) = (node.id(), node.need_text("name"), scope.provision(node));
    let of = node.string("of").map(str::to_owned);
    let codes = every(node.named("code").map(|child| {
        let mut keys = vec!["lv", "en", "absent", "informative", "replaces", "verified"];
        if of.is_some() {
            keys.push("of");
        }
        child.shape(1..=1, &keys);
        child.leaf();
        let (code, name) = (child.id(), child.own_text());
        Some(Code {
            code: code?.to_owned(),
            name: name?,
            absent: child.boolean("absent").unwrap_or(false),
            informative: child.boolean("informative").unwrap_or(false),
            replaces: list(child, "replaces"),
            of: list(child, "of"),
            verified: child.verified(),
        })
    }))?;
    if codes.is_empty() {
        node.error("this list has no code", "add code \"…\" lv=\"…\" en=\"…\" inside it");
        return None;
    }
    let mut sound = true;
    for (at, (child, code)) in node.named("code").zip(&codes).enumerate() {
        if codes.iter().take(at).any(|other| other.code == code.code) {
            child.error(format!("the code `{}` stands here twice", code.code), "keep one of them");
            sound = false;
        }
        for replaced in code.replaces.iter().filter(|code| !codes.iter().any(|other| other.code == **code)) {
            let names: Vec<&str> = codes.iter().map(|code| code.code.as_str()).collect();
            child.error_at("replaces", format!("this list has no code `{replaced}`"), near(replaced, &names));
            sound = false;
        }
    }
    sound.then_some(())?;
    Some(CodeList { id: id?.to_owned(), name: name?, of, provision: provision?, codes })
}

/// How long facts are kept: on its own for all, or inside a fact.
pub(super) fn kept(node: Node<'_>, scope: &Scope<'_>) -> Option<Kept> {
    node.shape(0..=0, &basis_and(&["lv", "en"]));
    node.leaf();
    let (text, provision) = (node.own_text(), scope.provision(node));
    Some(Kept { text: text?, provision: provision? })
}

pub(super) fn fact(node: Node<'_>, scope: &Scope<'_>, kept: Option<&Kept>) -> Option<Fact> {
    node.shape(1..=1, &basis_and(&["sensitivity", "many", "lists"]));
    node.only(&["name", "explain", "writers", "kept"]);
    let (code, name, explanation) = (node.id(), node.need_text("name"), node.need_text("explain"));
    let sensitivity = node.choice(
        "sensitivity",
        &[
            ("ordinary", Sensitivity::Ordinary),
            ("sensitive", Sensitivity::Sensitive),
            ("sealed", Sensitivity::Sealed),
        ],
    );
    let many = node
        .choice("many", &[("one", Many::One), ("one-of-each", Many::OneOfEach), ("several", Many::Several)]);
    let lists = list(node, "lists");
    for id in lists.iter().filter(|id| !scope.lists.iter().any(|(known, _)| known == *id)) {
        let names: Vec<&str> = scope.lists.iter().map(|(id, _)| id.as_str()).collect();
        node.error_at("lists", format!("there is no list `{id}`"), near(id, &names));
    }
    if many == Some(Many::OneOfEach) && lists.is_empty() {
        node.error_at("many", "one of each what is not said", "name the list of its kinds by lists=\"…\"");
    }
    let provision = scope.provision(node);
    let writers = node.child("writers").and_then(|child| {
        child.shape(1..=100, &basis_and(&[]));
        child.leaf();
        let (codes, provision) = (scope.body_codes(child, &child.args()), scope.provision(child));
        codes.zip(provision)
    });
    if node.named("writers").next().is_none() {
        node.error("nobody may write this fact", "add writers \"…\" with the codes of bodies inside it");
    }
    let own = node.child("kept").map(|child| self::kept(child, scope));
    let (writers, writers_provision) = writers?;
    Some(Fact {
        code: code?.to_owned(),
        name: name?,
        explanation: explanation?,
        sensitivity: sensitivity?,
        many: many?,
        lists,
        provision: provision?,
        writers,
        writers_provision,
        kept: match own {
            None => kept.cloned(),
            Some(own) => Some(own?),
        },
    })
}

pub(super) fn derived(node: Node<'_>, scope: &Scope<'_>) -> Option<Derived> {
    node.shape(1..=1, &["from", "lv", "en"]);
    node.leaf();
    let (code, name) = (node.id(), node.own_text());
    node.need("from")?;
    let from = list(node, "from");
    let from = scope.fact_codes(node, &from.iter().map(String::as_str).collect::<Vec<_>>());
    Some(Derived { code: code?.to_owned(), name: name?, from: from? })
}

pub(super) fn category(node: Node<'_>, scope: &Scope<'_>) -> Option<Category> {
    node.shape(1..=1, &basis_and(&["letter", "active", "identity"]));
    node.only(&["name", "when", "entered-by", "facts"]);
    let (code, name, provision) = (node.id(), node.need_text("name"), scope.provision(node));
    let identity = node.choice(
        "identity",
        &[
            ("document", EntryIdentity::Document),
            ("document-or-signature", EntryIdentity::DocumentOrSignature),
            ("waived", EntryIdentity::Waived),
        ],
    );
    let active = node.value("active").and_then(|_| node.boolean("active"));
    if node.value("active").is_none() {
        node.error("it is not said whether these records are active", "add active=#true or active=#false");
    }
    let when = every(node.named("when").map(|child| {
        child.shape(0..=0, &["status", "right", "mark"]);
        child.leaf();
        let when = When {
            statuses: scope.status_codes(child, "status")?,
            rights: scope.of_list(child, "right", "residence-right")?,
            marks: scope.of_list(child, "mark", "mark")?,
        };
        if when.statuses.is_empty() && when.rights.is_empty() && when.marks.is_empty() {
            child.error("this condition fits everybody", "name a status, a right or a mark");
            return None;
        }
        Some(when)
    }));
    if node.named("when").next().is_none() {
        node.error("nobody belongs to this category", "add when status=\"…\" inside it");
    }
    let entered_by = coded(node, "entered-by", |child| {
        child.shape(1..=100, &[]);
        scope.body_codes(child, &child.args())
    });
    let facts = coded(node, "facts", |child| {
        child.shape(1..=100, &basis_and(&[]));
        let (codes, provision) = (scope.fact_codes(child, &child.args()), scope.provision(child));
        codes.zip(provision)
    });
    let (facts, facts_provision) = facts?;
    Some(Category {
        code: code?.to_owned(),
        letter: node.string("letter").map(str::to_owned),
        name: name?,
        when: when?,
        identity: identity?,
        active: active?,
        entered_by: entered_by?,
        facts,
        provision: provision?,
        facts_provision,
    })
}

/// A child with codes, which must be there.
pub(super) fn coded<'a, T>(
    node: Node<'a>,
    word: &'static str,
    read: impl FnOnce(Node<'a>) -> Option<T>,
) -> Option<T> {
    let Some(child) = node.child(word) else {
        node.error(format!("`{}` has no `{word}`", node.word()), format!("add {word} \"…\" inside it"));
        return None;
    };
    child.leaf();
    read(child)
}

pub(super) fn activity(node: Node<'_>, scope: &Scope<'_>) -> Option<ActivityRules> {
    const KEYS: [&str; 4] = ["proof-of-life-age", "document-age", "document-years", "document-status"];
    node.shape(0..=0, &KEYS);
    node.only(&["reason"]);
    for key in KEYS.into_iter().filter(|key| node.value(key).is_none()) {
        node.error(format!("`activity` needs `{key}`"), format!("add {key}=…"));
    }
    let reasons = every(node.named("reason").map(|child| {
        child.shape(1..=1, &basis_and(&["lv", "en"]));
        child.leaf();
        let reason = child.arg_str(0).and_then(|code| {
            let found = PassiveReason::ALL.into_iter().find(|reason| reason.code() == code);
            if found.is_none() {
                let names = PassiveReason::ALL.map(PassiveReason::code);
                child.error(format!("`{code}` is no reason"), near(code, &names));
            }
            found
        });
        let (name, provision) = (child.own_text(), scope.provision(child));
        Some(PassiveRule { reason: reason?, name: name?, provision: provision? })
    }))?;
    for reason in PassiveReason::ALL {
        let count = reasons.iter().filter(|rule| rule.reason == reason).count();
        if count != 1 {
            let message = format!("the reason `{}` stands here {count} times", reason.code());
            node.error(message, "each reason stands once");
            return None;
        }
    }
    Some(ActivityRules {
        proof_of_life_age: node.need_number("proof-of-life-age")?,
        document_age: node.need_number("document-age")?,
        document_years: node.need_number("document-years")?,
        document_statuses: scope.status_codes(node, "document-status")?,
        reasons,
    })
}
