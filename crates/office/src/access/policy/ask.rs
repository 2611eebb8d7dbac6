//! A situation as Cedar sees it: one officer who asks, one colleague, two offices, and persons who are the officer, a
//! relative, or somebody else.

use super::{Limit, Policies};
use crate::access::situation::{Holder, Kind, Matter, Situation, Tie, Who};
use crate::actor::Role;
use cedar_policy::{
    Context, Decision, Entities, Entity, EntityId, EntityTypeName, EntityUid, Request, RestrictedExpression,
};
use std::collections::{HashMap, HashSet};

const ASKER: &str = "asker";
const COLLEAGUE: &str = "colleague";
const HERE: &str = "here";
const ELSEWHERE: &str = "elsewhere";
const OWN: &str = "own";
const RELATIVE: &str = "relative";
const OTHER: &str = "other";

/// What cannot be asked, in Cedar's words.
fn told(error: impl std::fmt::Display) -> String {
    error.to_string()
}

fn uid(kind: &str, id: &str) -> Result<EntityUid, String> {
    let name: EntityTypeName = kind.parse().map_err(told)?;
    Ok(EntityUid::from_type_name_and_id(name, EntityId::new(id)))
}

fn is(kind: &str, id: &str) -> Result<RestrictedExpression, String> {
    uid(kind, id).map(RestrictedExpression::new_entity_uid)
}

fn text(text: &str) -> RestrictedExpression {
    RestrictedExpression::new_string(text.to_owned())
}

fn set(one: RestrictedExpression) -> RestrictedExpression {
    RestrictedExpression::new_set([one])
}

type Attributes = HashMap<String, RestrictedExpression>;

fn attributes<const N: usize>(pairs: [(&str, RestrictedExpression); N]) -> Attributes {
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn entity(uid: EntityUid, attributes: Attributes, parents: HashSet<EntityUid>) -> Result<Entity, String> {
    Entity::new(uid, attributes, parents).map_err(told)
}

fn who(situation: &Situation) -> Result<Entity, String> {
    let none = HashSet::new();
    match situation.who {
        Who::Officer(roles) => {
            let held = Role::ALL.into_iter().filter(|role| roles.has(*role));
            let parents = held.map(|role| uid("Role", role.code())).collect::<Result<HashSet<_>, _>>()?;
            let attributes = attributes([
                ("office", is("Office", HERE)?),
                ("person", is("Person", OWN)?),
                ("relatives", set(is("Person", RELATIVE)?)),
            ]);
            entity(uid("Officer", ASKER)?, attributes, parents)
        }
        Who::Client => {
            let attributes = attributes([("acts_for", set(is("Person", OWN)?))]);
            entity(uid("Client", ASKER)?, attributes, none)
        }
        Who::Institution { agreed, on_basis } => {
            let attributes = attributes([
                ("reads", RestrictedExpression::new_bool(agreed)),
                ("searches", RestrictedExpression::new_bool(agreed)),
                ("bases", set(text(if on_basis { "asked" } else { "another" }))),
            ]);
            entity(uid("Institution", ASKER)?, attributes, none)
        }
        Who::Program => entity(uid("Program", ASKER)?, attributes([]), none),
    }
}

/// The person in question.
const fn person(tie: Tie) -> &'static str {
    match tie {
        Tie::None => OTHER,
        Tie::Own => OWN,
        Tie::Relative => RELATIVE,
    }
}

fn matter(matter: &Matter) -> Result<Entity, String> {
    let concerned = is("Person", person(matter.tie))?;
    let office = || is("Office", if matter.elsewhere { ELSEWHERE } else { HERE });
    let protection = || text(matter.protection.code());
    let works_here = || RestrictedExpression::new_bool(matter.works_here);
    let (id, attributes) = match matter.kind {
        Kind::Person => {
            (person(matter.tie), attributes([("protection", protection()), ("works_here", works_here())]))
        }
        Kind::Case => {
            let mut of_case = attributes([
                ("concerns", set(concerned)),
                ("protection", protection()),
                ("works_here", works_here()),
                ("office", office()?),
            ]);
            match matter.holder {
                Holder::Nobody => {}
                Holder::Asker => drop(of_case.insert("assigned".to_owned(), is("Officer", ASKER)?)),
                Holder::Colleague => drop(of_case.insert("assigned".to_owned(), is("Officer", COLLEAGUE)?)),
            }
            if matter.by_asker {
                of_case.insert("proposed_by".to_owned(), is("Officer", ASKER)?);
            }
            if matter.contests_asker {
                of_case.insert("contests_decision_of".to_owned(), set(is("Officer", ASKER)?));
            }
            (OTHER, of_case)
        }
        Kind::Visit => (OTHER, attributes([("concerns", set(concerned)), ("office", office()?)])),
        Kind::Emergency => {
            let by = if matter.by_asker { ASKER } else { COLLEAGUE };
            (OTHER, attributes([("opened_by", is("Officer", by)?)]))
        }
        Kind::Trace => (OTHER, attributes([("of", concerned)])),
        Kind::Register | Kind::WorkList | Kind::Account | Kind::System => (OTHER, attributes([])),
    };
    entity(uid(matter.kind.name(), id)?, attributes, HashSet::new())
}

impl Policies {
    /// Whether the policies permit it, and the first of the limits that stand against it.
    pub(super) fn ask(&self, situation: &Situation) -> Result<(bool, Option<Limit>), String> {
        let principal = who(situation)?;
        let resource = matter(&situation.matter)?;
        let mut asked = vec![
            ("purpose".to_owned(), text(situation.why.code())),
            ("emergency".to_owned(), RestrictedExpression::new_bool(situation.emergency)),
        ];
        if situation.why == crate::access::situation::Why::Basis {
            asked.push(("basis".to_owned(), text("asked")));
        }
        let request = Request::new(
            principal.uid(),
            uid("Action", situation.action.code())?,
            resource.uid(),
            Context::from_pairs(asked).map_err(told)?,
            Some(&self.schema),
        );
        // What the schema does not know is permitted to nobody.
        let Ok(request) = request else { return Ok((false, None)) };
        let entities = Entities::from_entities([principal, resource], Some(&self.schema)).map_err(told)?;
        let response = self.authorizer.is_authorized(&request, &self.set, &entities);
        if let Some(error) = response.diagnostics().errors().next() {
            return Err(error.to_string());
        }
        let reasons: HashSet<String> =
            response.diagnostics().reason().map(std::string::ToString::to_string).collect();
        let limits = self.rules.iter().filter(|rule| reasons.contains(&rule.id));
        Ok((response.decision() == Decision::Allow, limits.filter_map(|rule| rule.refusal).min()))
    }
}
