//! Services as the law files describe them.

use super::law::Norm;
use super::{Amount, Named, Words};
use kernel::{Citation, Day, Term};
use law::Procedure;
use law::facts::FactDef;
use serde::Serialize;
use utoipa::ToSchema;

/// The services.
#[derive(Debug, Serialize, ToSchema)]
pub struct Services {
    /// What can be applied for today.
    pub items: Vec<ServiceLine>,
}

/// A service in the list.
#[derive(Debug, Serialize, ToSchema)]
pub struct ServiceLine {
    /// Its id and name.
    #[serde(flatten)]
    pub service: Named,
    /// What it is for.
    pub summary: Option<Words>,
    /// The version of the law file: the day from which it is in force.
    #[schema(value_type = String, format = Date)]
    pub in_force: Day,
}

impl From<&Procedure> for ServiceLine {
    fn from(procedure: &Procedure) -> Self {
        Self {
            service: Named { id: procedure.id().to_owned(), name: procedure.name().into() },
            summary: procedure.summary().map(Words::from),
            in_force: procedure.in_force(),
        }
    }
}

/// A service in full.
#[derive(Debug, Serialize, ToSchema)]
pub struct Service {
    /// As in the list.
    #[serde(flatten)]
    pub line: ServiceLine,
    /// Who may apply.
    pub applicants: Vec<Applicant>,
    /// What must be met.
    pub requirements: Vec<Requirement>,
    /// What to bring.
    pub evidence: Vec<Evidence>,
    /// What the application asks.
    pub questions: Vec<Question>,
    /// As what the fees are paid, such as `state-fee` or `paid-service`; null where nothing is paid.
    pub fees_are: Option<String>,
    /// The fees.
    pub fees: Vec<Fee>,
    /// How long it takes.
    pub terms: Vec<TermOf>,
    /// On which grounds it is refused.
    pub grounds: Vec<Ground>,
    /// How a person is heard before a refusal.
    pub hearing: Hearing,
    /// Where a decision is contested.
    pub contest: ContestRoute,
    /// Which decisions there are.
    pub decisions: Vec<DecisionKind>,
    /// Minutes of a visit; a planning figure.
    pub visit_minutes: u16,
}

/// Who may apply.
#[derive(Debug, Serialize, ToSchema)]
pub struct Applicant {
    /// Id and name.
    #[serde(flatten)]
    pub named: Named,
    /// Whether it is for another person.
    pub for_other: bool,
    /// The provision.
    pub law: Norm,
}

/// What must be met.
#[derive(Debug, Serialize, ToSchema)]
pub struct Requirement {
    /// Id and name.
    #[serde(flatten)]
    pub named: Named,
    /// The ground of refusal when it is not met.
    pub ground: String,
    /// The provision.
    pub law: Norm,
}

/// What proves something.
#[derive(Debug, Serialize, ToSchema)]
pub struct Evidence {
    /// Id and name.
    #[serde(flatten)]
    pub named: Named,
    /// What to know about it.
    pub note: Option<Words>,
    /// Who brings or makes it.
    #[schema(value_type = String)]
    pub by: law::procedure::EvidenceBy,
    /// Whether it is needed only in some cases.
    pub conditional: bool,
    /// The provision.
    pub law: Norm,
}

/// A question of the application.
#[derive(Debug, Serialize, ToSchema)]
pub struct Question {
    /// The fact it answers: the key in `declared`.
    pub fact: String,
    /// The question.
    pub text: Words,
    /// What an answer is: `bool`, `int`, `code` or `day`.
    pub kind: &'static str,
    /// The answers that can be given, when there is a list.
    pub options: Vec<Named>,
}

impl From<&FactDef> for Question {
    fn from(fact: &FactDef) -> Self {
        use law::facts::FactKind;
        let kind = match fact.kind {
            FactKind::Bool => "bool",
            FactKind::Int { .. } => "int",
            FactKind::Code { .. } => "code",
            FactKind::Day => "day",
            FactKind::Term { .. } => "term",
            FactKind::Money { .. } => "money",
        };
        let options =
            fact.options.iter().map(|(id, name)| Named { id: id.clone(), name: name.into() }).collect();
        Self { fact: fact.name.clone(), text: (&fact.text).into(), kind, options }
    }
}

/// A row of the fee table.
#[derive(Debug, Serialize, ToSchema)]
pub struct Fee {
    /// What it is for.
    pub what: Words,
    /// How much.
    pub amount: Amount,
    /// What is counted, where the amount is for each of it.
    pub for_each: Option<Words>,
    /// Whether it comes on top of the others, so that they add up.
    pub on_top: bool,
    /// The provision.
    pub law: Norm,
}

/// A term.
#[derive(Debug, Serialize, ToSchema)]
pub struct TermOf {
    /// Id and name of the clock.
    #[serde(flatten)]
    pub named: Named,
    /// How long.
    #[schema(value_type = String, example = "10 working-days")]
    pub term: Term,
    /// The event that starts it; of several, joined by commas, the last.
    pub from: String,
    /// The provision.
    pub law: Norm,
}

/// A ground of refusal.
#[derive(Debug, Serialize, ToSchema)]
pub struct Ground {
    /// Its id.
    pub id: String,
    /// In words.
    pub text: Words,
    /// `must` or `may`.
    #[schema(value_type = String)]
    pub kind: law::GroundKind,
    /// The provision.
    pub law: Norm,
}

/// How a person is heard.
#[derive(Debug, Serialize, ToSchema)]
pub struct Hearing {
    /// How long the person has to answer.
    #[schema(value_type = String, example = "10 days")]
    pub term: Term,
    /// The provision.
    pub law: Norm,
    /// When the hearing may be left out.
    pub waivers: Vec<Waiver>,
}

/// When the hearing may be left out.
#[derive(Debug, Serialize, ToSchema)]
pub struct Waiver {
    /// Its id.
    pub id: String,
    /// In words.
    pub text: Words,
    /// The provision.
    pub law: Norm,
}

/// Where a decision is contested.
#[derive(Debug, Serialize, ToSchema)]
pub struct ContestRoute {
    /// To whom, as a letter says it.
    pub to: Words,
    /// How long.
    #[schema(value_type = String, example = "1 month")]
    pub term: Term,
    /// The provision.
    pub law: Norm,
}

/// A decision that the procedure knows.
#[derive(Debug, Serialize, ToSchema)]
pub struct DecisionKind {
    /// Id and name.
    #[serde(flatten)]
    pub named: Named,
    /// `grant`, `refuse`, `impose` or `discontinue`.
    #[schema(value_type = String)]
    pub kind: law::procedure::DecisionKind,
    /// How many officers sign it.
    pub approvals: u8,
}

impl From<&Procedure> for Service {
    fn from(p: &Procedure) -> Self {
        let law = |cite: &Citation| Norm::of(p, cite);
        Self {
            line: p.into(),
            applicants: p
                .capacities()
                .iter()
                .map(|c| Applicant {
                    named: Named::of(&c.id, &c.name),
                    for_other: c.for_other,
                    law: law(&c.cite),
                })
                .collect(),
            requirements: p
                .requirements()
                .iter()
                .map(|r| Requirement {
                    named: Named::of(&r.id, &r.name),
                    ground: r.ground.clone(),
                    law: law(&r.cite),
                })
                .collect(),
            evidence: p
                .evidence()
                .iter()
                .map(|e| Evidence {
                    named: Named::of(&e.id, &e.name),
                    note: e.note.as_ref().map(Words::from),
                    by: e.by,
                    conditional: e.when.is_some(),
                    law: law(&e.cite),
                })
                .collect(),
            questions: p.questions().into_iter().map(|fact| Question::from(&p.offered(fact))).collect(),
            fees_are: p.fees().map(|fees| fees.pays.clone()),
            fees: p
                .fee_table()
                .into_iter()
                .map(|row| Fee {
                    what: (&row.what).into(),
                    amount: row.amount.into(),
                    for_each: row.per.and_then(|fact| p.fact(&fact)).map(|fact| (&fact.label).into()),
                    on_top: row.on_top,
                    law: law(&row.cite),
                })
                .collect(),
            terms: p
                .clocks()
                .iter()
                .map(|c| TermOf {
                    named: Named::of(&c.id, &c.name),
                    term: c.term,
                    from: c.from.join(","),
                    law: law(&c.cite),
                })
                .collect(),
            grounds: p
                .grounds()
                .iter()
                .map(|g| Ground {
                    id: g.id().to_owned(),
                    text: g.text().into(),
                    kind: g.kind(),
                    law: law(g.cite()),
                })
                .collect(),
            hearing: Hearing {
                term: p.hearing().term,
                law: law(&p.hearing().cite),
                waivers: p
                    .hearing()
                    .waivers
                    .iter()
                    .map(|w| Waiver { id: w.id.clone(), text: (&w.text).into(), law: law(&w.cite) })
                    .collect(),
            },
            contest: ContestRoute {
                to: (&p.route().to_name).into(),
                term: p.route().term,
                law: law(&p.route().cite),
            },
            decisions: p
                .decisions()
                .iter()
                .map(|d| DecisionKind {
                    named: Named::of(&d.id, &d.name),
                    kind: d.kind,
                    approvals: d.approvals,
                })
                .collect(),
            visit_minutes: p.slot_minutes(),
        }
    }
}
