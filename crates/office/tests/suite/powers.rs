//! Powers of attorney in the register: given and revoked by an event, for all matters or for some, in two times; they end
//! with their last day and with the death of either, and tell nobody of a hidden person.

use crate::house::{House, citizen, client, day, houses, officer};
use crate::journey::problem;
use crate::pdf::text_of;
use crate::persons::purpose;
use crate::statements::{says, silent};
use kernel::{Day, Lang, PersonId};
use office::OfficeError;
use office::access::Purpose;
use office::cases::{Application, CaseCommand, Told};
use office::register::civil::CivilAct;
use office::register::protection::Grant;
use office::register::{Basis, Deed, FactValue, KnownAt, Matters, Relative, When};
use std::collections::BTreeSet;

const PRINCIPAL: u64 = 1;
const AGENT: u64 = 2;

fn person(number: u64) -> PersonId {
    PersonId::from_u64(number)
}

fn relative(number: u64) -> Relative {
    person(number).into()
}

fn groups(ids: &[&str]) -> Matters {
    Matters::Groups(ids.iter().map(|id| (*id).to_owned()).collect::<BTreeSet<_>>())
}

async fn people(house: &House) {
    for who in [
        citizen(PRINCIPAL, "Ilze", "Piemēra", "1960-07-01"),
        citizen(AGENT, "Jānis", "Paraugs", "1985-02-03"),
        citizen(3, "Aija", "Paraudziņa", "1980-01-01"),
    ] {
        house.enter(who).await;
    }
}

fn deed(act: CivilAct, kind: &str, on: &str) -> Deed {
    let basis = Basis::new(kind, "17", day("2026-11-20"), "Notary of Imagined Deeds", "LVA").unwrap();
    Deed { act, on: day(on).into(), body: "office".to_owned(), basis, distinct: vec![] }
}

fn given(principal: u64, agent: u64, matters: Matters, until: Option<&str>) -> CivilAct {
    let (principal, agent, until) = (person(principal), relative(agent), until.map(day));
    CivilAct::AttorneyGiven { principal, agent, matters, until }
}

async fn enter(house: &House, act: CivilAct, on: &str) -> Result<i64, OfficeError> {
    let kind = match act {
        CivilAct::AttorneyGiven { .. } => "notarial-deed",
        CivilAct::Death { .. } => "death-record",
        _ => "application",
    };
    let mut deed = deed(act, kind, on);
    if kind == "death-record" {
        deed.body = "civil-registry".to_owned();
    }
    house.office.record_act(&officer("case"), &purpose(), deed).await.map(|written| written.position)
}

async fn acts_for(house: &House, who: u64) -> Vec<u64> {
    let list = house.office.may_act_for(&client(who)).await.unwrap();
    list.iter().map(|known| u64::try_from(known.person.id.as_i64()).unwrap()).collect()
}

async fn reads(house: &House, who: u64, whom: u64) -> bool {
    house.office.person(&client(who), &Purpose::Own, person(whom), &When::default()).await.is_ok()
}

fn wanted(house: &House, service: &str) -> Application {
    let mut wanted = house.application(PRINCIPAL);
    service.clone_into(&mut wanted.service);
    wanted.note = "Please answer.".to_owned();
    let asked = house.office.law().procedure(service, house.office.today()).unwrap().particulars();
    let asked = asked.iter().filter(|asked| !asked.optional);
    wanted.particulars =
        asked.map(|asked| (asked.id.clone(), Told::Words("Please answer.".to_owned()))).collect();
    wanted
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agent_acts_for_the_principal_until_the_power_is_revoked() {
    for house in houses("powers").await {
        people(&house).await;
        let office = &house.office;
        assert_eq!(acts_for(&house, AGENT).await, [AGENT]);
        let before = office.position().await.unwrap();
        enter(&house, given(PRINCIPAL, AGENT, Matters::All, None), "2026-11-20").await.unwrap();
        assert_eq!(acts_for(&house, AGENT).await, [AGENT, PRINCIPAL]);
        assert!(reads(&house, AGENT, PRINCIPAL).await && !reads(&house, PRINCIPAL, AGENT).await);
        assert!(!reads(&house, 3, PRINCIPAL).await);
        // Two times: true from the day of the deed, known from the position on.
        let held = async |as_of: &str, known_at: Option<i64>| {
            let when = When { as_of: Some(day(as_of)), known_at: known_at.map(KnownAt::Position) };
            let record = office.person(&officer("case"), &purpose(), person(PRINCIPAL), &when).await.unwrap();
            record.view.values().any(|value| matches!(value, FactValue::Agent { .. }))
        };
        assert!(held("2026-11-20", None).await && !held("2026-11-19", None).await);
        assert!(!held("2026-11-20", Some(before)).await);
        // The agent applies, and both see the matter.
        let case = office.apply(&client(AGENT), &wanted(&house, "office.submission")).await.unwrap();
        let seen = office.case(&client(AGENT), case).await.unwrap();
        assert_eq!((seen.case.applicant, seen.case.subject), (person(AGENT), person(PRINCIPAL)));
        assert!(office.case(&client(PRINCIPAL), case).await.is_ok());
        assert_eq!(problem(&office.case(&client(3), case).await.unwrap_err()), "not-found");
        // The principal's trace names the agent as agent.
        let log = office.access_log(&client(PRINCIPAL), None).await.unwrap();
        let by_agent = log.iter().filter(|line| line.actor == format!("client:{}", person(AGENT)));
        assert!(by_agent.clone().count() > 1, "{log:?}");
        assert!(by_agent.clone().all(|line| line.actor_name.as_deref() == Some("Jānis Paraugs")), "{log:?}");
        // A legal representative is something else: for a passport the law wants one.
        let refused = office.apply(&client(AGENT), &wanted(&house, "passport.citizen")).await.unwrap_err();
        assert_eq!(problem(&refused), "not-represented");
        let offered = async |service| {
            let procedure = office.law().procedure(service, office.today()).unwrap();
            office.may_apply_for(&client(AGENT), procedure).await.unwrap().len()
        };
        assert_eq!((offered("passport.citizen").await, offered("office.submission").await), (1, 2));
        // The principal revokes it in one step, and nobody else does.
        let powers = office.my_powers(&client(PRINCIPAL)).await.unwrap();
        let [power] = powers.agents.as_slice() else { panic!("{powers:?}") };
        assert_eq!(power.name.as_ref().unwrap().to_string(), "Jānis Paraugs");
        let had = office.my_powers(&client(AGENT)).await.unwrap();
        assert_eq!((had.agents.len(), had.principals.len()), (0, 1));
        for who in [AGENT, 3] {
            let theirs = had.principals[0].seq;
            for seq in [power.seq, theirs, 1] {
                assert_eq!(problem(&office.revoke_power(&client(who), seq).await.unwrap_err()), "not-found");
            }
        }
        assert_eq!(problem(&office.revoke_power(&officer("case"), power.seq).await.unwrap_err()), "denied");
        office.revoke_power(&client(PRINCIPAL), power.seq).await.unwrap();
        assert_eq!(
            problem(&office.revoke_power(&client(PRINCIPAL), power.seq).await.unwrap_err()),
            "not-found"
        );
        assert_eq!(acts_for(&house, AGENT).await, [AGENT]);
        assert!(!reads(&house, AGENT, PRINCIPAL).await);
        // It is a change: it was true until today, and the matter is the principal's alone now.
        assert!(held("2026-11-23", None).await && !held("2026-11-24", None).await);
        assert_eq!(problem(&office.case(&client(AGENT), case).await.unwrap_err()), "not-found");
        assert!(office.my_cases(&client(AGENT)).await.unwrap().is_empty());
        assert_eq!(office.my_cases(&client(PRINCIPAL)).await.unwrap().len(), 1);
        let withdraw = CaseCommand::Withdraw { words: "No more.".to_owned() };
        let refused = office.command(&client(AGENT), case, None, &withdraw).await.unwrap_err();
        assert_eq!(problem(&refused), "not-found");
        assert_eq!(office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_power_reaches_what_it_is_for_and_nothing_else() {
    for house in houses("powers_scope").await {
        people(&house).await;
        let office = &house.office;
        let own = office.apply(&client(PRINCIPAL), &wanted(&house, "office.submission")).await.unwrap();
        let unknown = given(PRINCIPAL, AGENT, groups(&["everything"]), None);
        assert_eq!(problem(&enter(&house, unknown, "2026-11-20").await.unwrap_err()), "not-one-of");
        enter(&house, given(PRINCIPAL, AGENT, groups(&["register"]), None), "2026-11-20").await.unwrap();
        // A matter outside of it looks like no matter, and so do the data in the register.
        let none = kernel::CaseId::from_u64(77);
        let one = office.case(&client(AGENT), own).await.unwrap_err();
        assert_eq!(one, office.case(&client(AGENT), none).await.unwrap_err());
        assert!(office.my_cases(&client(AGENT)).await.unwrap().is_empty());
        assert!(!reads(&house, AGENT, PRINCIPAL).await);
        assert_eq!(acts_for(&house, AGENT).await, [AGENT, PRINCIPAL]);
        let outside = office.apply(&client(AGENT), &wanted(&house, "office.submission")).await.unwrap_err();
        assert_eq!(problem(&outside), "not-represented");
        // What it is for: the register knows of the authority, so it is not proved again.
        let inside = office.apply(&client(AGENT), &wanted(&house, "register.property")).await.unwrap();
        assert_eq!(office.case(&client(AGENT), inside).await.unwrap().case.capacity, "authorised");
        // A wider one takes the place of it.
        enter(&house, given(PRINCIPAL, AGENT, Matters::All, None), "2026-11-24").await.unwrap();
        assert!(office.case(&client(AGENT), own).await.is_ok());
        let mine = office.my_cases(&client(AGENT)).await.unwrap();
        assert_eq!(mine.len(), 2, "{mine:?}");
        assert_eq!(office.my_powers(&client(PRINCIPAL)).await.unwrap().agents.len(), 1);
        let again = enter(&house, given(PRINCIPAL, AGENT, Matters::All, None), "2026-11-24").await;
        assert_eq!(problem(&again.unwrap_err()), "stands-already");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_power_ends_with_its_last_day_and_can_be_made_longer() {
    for house in houses("powers_days").await {
        people(&house).await;
        let wrong = given(PRINCIPAL, AGENT, Matters::All, Some("2026-11-19"));
        assert_eq!(problem(&enter(&house, wrong, "2026-11-20").await.unwrap_err()), "last-before-first");
        let until = |last| given(PRINCIPAL, AGENT, Matters::All, Some(last));
        enter(&house, until("2026-11-25"), "2026-11-20").await.unwrap();
        house.clock.set("2026-11-25T20:00:00Z");
        assert_eq!(acts_for(&house, AGENT).await, [AGENT, PRINCIPAL]);
        enter(&house, until("2026-11-27"), "2026-11-25").await.unwrap();
        house.clock.set("2026-11-27T20:00:00Z");
        assert_eq!(acts_for(&house, AGENT).await, [AGENT, PRINCIPAL]);
        house.clock.set("2026-11-28T08:00:00Z");
        assert_eq!(acts_for(&house, AGENT).await, [AGENT]);
        let powers = house.office.my_powers(&client(PRINCIPAL)).await.unwrap();
        assert!(powers.agents.is_empty(), "what ended is over: {powers:?}");
        // One that begins later can be taken back before it does.
        enter(&house, given(PRINCIPAL, 3, Matters::All, None), "2026-12-01").await.unwrap();
        assert_eq!(acts_for(&house, 3).await, [3]);
        let seq = house.office.my_powers(&client(PRINCIPAL)).await.unwrap().agents[0].seq;
        house.office.revoke_power(&client(PRINCIPAL), seq).await.unwrap();
        assert!(house.office.my_powers(&client(PRINCIPAL)).await.unwrap().agents.is_empty());
        house.clock.set("2026-12-02T08:00:00Z");
        assert_eq!(acts_for(&house, 3).await, [3]);
        assert_eq!(house.office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_power_ends_with_the_death_of_either() {
    for (name, dead) in [("powers_death_one", PRINCIPAL), ("powers_death_other", AGENT)] {
        for house in houses(name).await {
            people(&house).await;
            let last = Some("2027-11-20");
            enter(&house, given(PRINCIPAL, AGENT, Matters::All, last), "2026-11-20").await.unwrap();
            enter(&house, given(3, PRINCIPAL, Matters::All, None), "2026-11-20").await.unwrap();
            let death = CivilAct::Death { person: person(dead), place: String::new() };
            enter(&house, death, "2026-11-23").await.unwrap();
            assert_eq!(acts_for(&house, AGENT).await, [AGENT]);
            let open = async |number: u64| {
                let timeline =
                    house.office.timeline(&officer("case"), &purpose(), person(number)).await.unwrap();
                let ends =
                    timeline.iter().filter(|known| known.known_to.is_none() && known.fact.value.is_power());
                ends.map(|known| known.fact.to.and_then(|to| to.exact())).collect::<Vec<Option<Day>>>()
            };
            let died = Some(day("2026-11-23"));
            assert_eq!(open(AGENT).await, [died], "in the record of the agent");
            let principal = if dead == PRINCIPAL { vec![died, died] } else { vec![died, None] };
            let mut found = open(PRINCIPAL).await;
            found.sort_by_key(|end| end.is_none());
            assert_eq!(found, principal);
            let none = enter(&house, given(PRINCIPAL, AGENT, Matters::All, None), "2026-11-24").await;
            assert_eq!(problem(&none.unwrap_err()), "ends-at-death", "the dead neither give nor have one");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_hears_of_a_hidden_person_through_a_power() {
    for house in houses("powers_hidden").await {
        people(&house).await;
        let office = &house.office;
        enter(&house, given(PRINCIPAL, AGENT, Matters::All, None), "2026-11-20").await.unwrap();
        enter(&house, given(3, PRINCIPAL, Matters::All, None), "2026-11-20").await.unwrap();
        let case = office.apply(&client(PRINCIPAL), &wanted(&house, "office.submission")).await.unwrap();
        let grant = Grant {
            class: "witness".to_owned(),
            from: None,
            basis: Basis::new("decision", "1", day("2026-11-24"), "Police", "LVA").unwrap(),
            reason: "A threat was assessed.".to_owned(),
        };
        office.protect(&officer("custodian"), &purpose(), person(PRINCIPAL), grant).await.unwrap();
        // To the agent there is no such principal, and to another principal no such agent.
        assert_eq!(acts_for(&house, AGENT).await, [AGENT]);
        assert!(office.my_powers(&client(AGENT)).await.unwrap().principals.is_empty());
        assert!(office.my_powers(&client(3)).await.unwrap().agents.is_empty());
        assert!(!reads(&house, AGENT, PRINCIPAL).await);
        assert_eq!(problem(&office.case(&client(AGENT), case).await.unwrap_err()), "not-found");
        assert!(office.my_cases(&client(AGENT)).await.unwrap().is_empty());
        let shown = office.my_record(&client(AGENT)).await.unwrap();
        assert!(!shown.view.values().any(FactValue::is_power));
        let timeline = office.timeline(&officer("case"), &purpose(), person(3)).await.unwrap();
        assert!(!timeline.iter().any(|known| known.fact.value.is_power()));
        // Of themselves the protected person sees everything.
        let own = office.my_powers(&client(PRINCIPAL)).await.unwrap();
        assert_eq!((own.agents.len(), own.principals.len()), (1, 1));
        // It is revoked by its deed all the same, in both records; what is not there answers alike.
        let deed = own.principals[0].basis.clone();
        let traces = async || office.access_log(&client(3), None).await.unwrap().len();
        let before = traces().await;
        office.revoke_power_by_deed(&client(3), "no such deed", deed.date).await.unwrap();
        let missed = traces().await;
        office.revoke_power_by_deed(&client(3), &deed.number, deed.date).await.unwrap();
        assert_eq!(traces().await - missed, missed - before, "the trace tells nothing of it either");
        let own = office.my_powers(&client(PRINCIPAL)).await.unwrap();
        assert_eq!((own.agents.len(), own.principals.len()), (1, 0), "the agent is told");
        assert_eq!(house.office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
        // Whoever is hidden from the officer is nobody to give a power to.
        let named = enter(&house, given(3, PRINCIPAL, groups(&["register"]), None), "2026-11-24").await;
        assert_eq!(problem(&named.unwrap_err()), "not-found");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_extract_says_the_last_day_of_a_power_and_not_the_day_after() {
    for house in houses("powers_extract").await {
        people(&house).await;
        let act = given(PRINCIPAL, AGENT, Matters::All, Some("2027-11-11"));
        enter(&house, act, "2026-11-20").await.unwrap();
        for who in [PRINCIPAL, AGENT] {
            let text = text_of(&house.office.my_extract(&client(who), Lang::LV).await.unwrap());
            says(&text, &["2026. gada 20. novembris – 2027. gada 11. novembris"]);
            silent(&text, &["2027. gada 12. novembris"]);
        }
    }
}
