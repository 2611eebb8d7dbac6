//! What the page of a matter tells of its decision, and what tells matters apart: what a burden imposes and until when, the
//! answer to what was argued, what two matters of one kind ask, what a line of the history is about.

use super::browser::Browser;
use super::office::{Fixture, OFFICE, anna, boriss, client, day, officer, on_each};
use super::pages::check;
use super::waited::{apply, foreigner, pdf, sign_in};
use kernel::{CaseId, Lang, PersonId};
use law::{DecisionKind, Evidence, EvidenceBy, FactValue};
use office::actor::Role;
use office::cases::event::PaymentMethod;
use office::cases::{Application, CaseCommand, Opening, Told};
use std::collections::BTreeMap;

const FACTS: [&str; 8] = [
    "stay.lawful",
    "return.other-state-permit",
    "return.readmission",
    "return.humanitarian",
    "return.entry-refused",
    "return.border-area",
    "return.court-expulsion",
    "return.extradition",
];
const ANSWER: &str = "Darba meklēšana nedod tiesības uzturēties.";

async fn signed_in(fixture: &Fixture, who: &str) -> Browser {
    let mut browser = Browser::new(&fixture.router);
    browser.sign_in(who).await;
    browser
}

/// A case that the office began, before its hearing.
async fn begun(fixture: &Fixture, procedure: &str, who: PersonId, declared: &[(&str, &str)]) -> CaseId {
    let code = |(fact, code): &(&str, &str)| ((*fact).to_owned(), FactValue::Code((*code).to_owned()));
    let begun = Opening {
        procedure: procedure.to_owned(),
        subject: who,
        basis: "Ziņojums Nr. 17, 2026. gada 20. novembris".to_owned(),
        declared: declared.iter().map(code).collect(),
        office: OFFICE.to_owned(),
        lang: Lang::LV,
    };
    fixture.office.begin(&officer(Role::CaseOfficer), &begun).await.unwrap()
}

/// The hearing, the decision, and its receipt by the addressee.
async fn impose(
    fixture: &Fixture,
    (case, who): (CaseId, PersonId),
    decision: &str,
    ground: &str,
    choices: &[(&str, &str)],
) {
    let grounds = vec![ground.to_owned()];
    fixture.act(Role::CaseOfficer, case, CaseCommand::InviteHearing { grounds: grounds.clone() }).await;
    let opinion = CaseCommand::AnswerHearing { opinion: "Meklēju darbu.".to_owned() };
    fixture.office.command(&client(who), case, None, &opinion).await.unwrap();
    let seen_at = fixture.office.case(&officer(Role::CaseOfficer), case).await.unwrap().seen_at;
    let order = CaseCommand::Propose {
        decision: decision.to_owned(),
        grounds,
        reasons: "Tā izriet no reģistra ziņām un lietas apstākļiem.".to_owned(),
        waiver: None,
        waiver_why: None,
        answer: ANSWER.to_owned(),
        weighing: None,
        choices: choices.iter().map(|(id, term)| ((*id).to_owned(), term.parse().unwrap())).collect(),
        seen_at,
        parts: Vec::new(),
    };
    fixture.act(Role::CaseOfficer, case, order).await;
    fixture.act(Role::Approver, case, CaseCommand::Approve {}).await;
    fixture.office.command(&client(who), case, None, &CaseCommand::Receive {}).await.unwrap();
}

/// A return order with fourteen days to leave that its addressee received.
async fn ordered(fixture: &Fixture, who: PersonId) -> CaseId {
    let case = begun(fixture, "return.decision", who, &[]).await;
    for fact in FACTS {
        let (fact, value) = (fact.to_owned(), FactValue::Bool(false));
        let record = CaseCommand::Record { fact, value, note: "Atļauju reģistrs".to_owned() };
        fixture.act(Role::CaseOfficer, case, record).await;
    }
    let judge = CaseCommand::Judge {
        fact: "return.fraud".to_owned(),
        value: FactValue::Bool(false),
        reasons: "Lietā nekas neliecina par krāpšanu.".to_owned(),
    };
    fixture.act(Role::CaseOfficer, case, judge).await;
    impose(fixture, (case, who), "order", "imm41", &[("departure", "14 days")]).await;
    case
}

#[tokio::test]
async fn what_the_addressee_has_to_do_after_a_burden_is_told_first() {
    for fixture in on_each("told_to_do").await {
        let concerned = [("document.concerned", "passport.citizen")];
        let case = begun(&fixture, "document.invalidation", anna(), &concerned).await;
        let changed = CaseCommand::RecordEvidence {
            evidence: "register-changes".to_owned(),
            note: String::new(),
            shows: BTreeMap::from([("document.name-changed".to_owned(), FactValue::Bool(true))]),
            attachment: None,
            everywhere: false,
        };
        fixture.act(Role::CaseOfficer, case, changed).await;
        impose(&fixture, (case, anna()), "invalidate-passport.citizen", "name-changed", &[]).await;
        let address = format!("/lv/matters/{case}");
        let page = signed_in(&fixture, "client-0").await.get(&address).await;
        page.says("Tas jāizdara jums").says("Nederīgā dokumenta nodošana");
        page.says("Atzīt par nederīgu pilsoņa pasi").says("zaudē spēku");
        check(&address, &page.html());
    }
}

#[tokio::test]
async fn a_burden_says_what_it_imposes_and_until_when_and_its_steps_are_those_of_the_office() {
    for fixture in on_each("told_burden").await {
        let (who, mut browser) = foreigner(&fixture, vec![]).await;
        let case = ordered(&fixture, who).await;
        let address = format!("/lv/matters/{case}");
        let page = browser.get(&address).await;
        page.says("Izdot izbraukšanas rīkojumu un uzlikt pienākumu izceļot")
            .says("Labprātīga izceļošana: pēdējā diena ir 2026. gada 8. decembris.")
            .says("Uzturas Latvijā nelikumīgi")
            .says(ANSWER)
            .says("Lietas sākums")
            .says("Lēmuma izpilde")
            .says("Kāpēc lieta sākta")
            .says("Ko izskata");
        let words = page.words();
        assert!(!words.contains("Dokumenta izgatavošana") && !words.contains("Saņemšana"), "{words}");
        assert!(!words.contains("Iesniegums: pabeigts"), "{words}");
        check(&address, &page.html());
        let english = browser.get(&format!("/en/matters/{case}")).await;
        english.says("Issue a return order with the duty to leave").says("the last day is 8 December 2026");
    }
}

#[tokio::test]
async fn a_refusal_answers_what_was_argued() {
    for fixture in on_each("told_refusal").await {
        let case = fixture.apply(boriss()).await;
        fixture.serve_at_counter(case).await;
        let grounds = vec!["not-a-citizen".to_owned()];
        fixture.act(Role::CaseOfficer, case, CaseCommand::InviteHearing { grounds }).await;
        let opinion = CaseCommand::AnswerHearing { opinion: "Esmu dzimis Latvijā.".to_owned() };
        fixture.office.command(&client(boriss()), case, None, &opinion).await.unwrap();
        fixture.propose(case, DecisionKind::Refuse, &["not-a-citizen"]).await;
        let address = format!("/lv/matters/{case}");
        let mut browser = signed_in(&fixture, "client-1").await;
        let answer = "Uzklausīts, taču reģistra ziņas tas nemaina.";
        assert!(!browser.get(&address).await.words().contains(answer), "a draft is not told");
        fixture.act(Role::Approver, case, CaseCommand::Approve {}).await;
        fixture.office.command(&client(boriss()), case, None, &CaseCommand::Receive {}).await.unwrap();
        let page = browser.get(&address).await;
        page.says("Atbilde uz jūsu viedokli").says(answer);
        check(&address, &page.html());
    }
}

#[tokio::test]
async fn who_is_heard_after_the_last_day_is_told_what_becomes_of_the_term() {
    for fixture in on_each("told_hearing_over").await {
        let case = fixture.apply(boriss()).await;
        fixture.serve_at_counter(case).await;
        fixture.clock.forward(4 * 24 * 3600);
        let mut desk = Browser::new(&fixture.router);
        desk.sign_in("officer-1").await;
        desk.get(&format!("/lv/work/cases/{case}")).await.says("bet lēmuma termiņš beidzas");
        let grounds = vec!["not-a-citizen".to_owned()];
        fixture.act(Role::CaseOfficer, case, CaseCommand::InviteHearing { grounds }).await;
        let address = format!("/lv/matters/{case}");
        let page = signed_in(&fixture, "client-1").await.get(&address).await;
        page.says("Lēmuma termiņš beidzas");
        check(&address, &page.html());
    }
}

#[tokio::test]
async fn matters_of_one_kind_are_told_apart_by_what_they_ask() {
    for fixture in on_each("told_apart").await {
        let mut browser = signed_in(&fixture, "client-0").await;
        let said = |about: &'static str| [("about", about), ("words", "Lūdzu atbildēt.")];
        apply(&fixture, anna(), "office.submission", &said("Rinda nodaļā"), &[]).await;
        // One is not told from others.
        assert!(!browser.get("/lv/matters").await.words().contains("Rinda nodaļā"));
        apply(&fixture, anna(), "office.submission", &said("Kļūda vēstulē"), &[]).await;
        let page = browser.get("/lv/matters").await;
        page.says("Rinda nodaļā").says("Kļūda vēstulē");
        check("/lv/matters", &page.html());
    }
}

#[tokio::test]
async fn evidence_of_one_moment_is_one_line_with_its_names() {
    for fixture in on_each("told_history").await {
        let case = fixture.apply(anna()).await;
        fixture.serve_at_counter(case).await;
        let page = signed_in(&fixture, "client-0").await.get(&format!("/lv/matters/{case}")).await;
        let words = page.words();
        assert_eq!(words.matches("Pierādījums pievienots").count(), 1, "{words}");
        let law = fixture.office.law();
        let view = fixture.office.case(&client(anna()), case).await.unwrap();
        let service = law.version(&view.case.procedure, view.case.in_force).unwrap();
        for evidence in ["photo", "fingerprints"] {
            page.says(service.evidence_of(evidence).unwrap().name.get(Lang::LV));
        }
    }
}

#[tokio::test]
async fn a_case_that_waits_for_a_visit_and_a_fee_names_both() {
    for fixture in on_each("told_visit").await {
        let (who, _) = foreigner(&fixture, vec![]).await;
        let given = [("eu.ground", "worker"), ("card.speed", "normal")];
        let case = apply(&fixture, who, "eu.registration", &[], &given).await;
        let address = format!("/lv/matters/{case}");
        fixture.clock.forward(30 * 24 * 3600);
        let page = sign_in(&fixture, who, 0xc000_0002).await.get(&address).await;
        page.says("nodevas samaksu").says("jūsu vizīti nodaļā");
        check(&address, &page.html());
    }
}

#[tokio::test]
async fn what_is_paid_from_home_sends_nobody_to_an_office() {
    for fixture in on_each("told_from_home").await {
        let given = [("statement.form", "signed"), ("statement.discount", "none")];
        let said = [("data", "Adrese."), ("purpose", "Bankai Latvijā")];
        let case = apply(&fixture, anna(), "register.statement", &said, &given).await;
        let page = signed_in(&fixture, "client-0").await.get(&format!("/lv/matters/{case}")).await;
        page.says("Ierasties nav vajadzīgs").says("gaida jūsu maksājumu").says("Kā samaksāt");
        assert!(!page.words().contains("pirms ierodaties"), "{}", page.words());
    }
}

#[tokio::test]
async fn nobody_is_sent_to_an_office_for_what_is_done_online_alone() {
    for fixture in on_each("told_afar").await {
        let text = |id: &str, words: &str| (id.to_owned(), Told::Words(words.to_owned()));
        let count = |fact: &str, count| (fact.to_owned(), FactValue::Int(count));
        let wanted = Application {
            service: "invitation.approval".to_owned(),
            subject: anna(),
            declared: BTreeMap::from([
                ("inviter.kind".to_owned(), FactValue::Code("citizen".to_owned())),
                count("invited.over-six", 1),
                count("invited.up-to-six", 0),
                count("invited.workers", 0),
            ]),
            office: OFFICE.to_owned(),
            lang: Lang::LV,
            appointment: None,
            applicant: None,
            intake: None,
            note: String::new(),
            particulars: BTreeMap::from([
                text("invited", "Persona A"),
                text("visit", "Viesi"),
                text("from", "2026-12-24"),
                text("to", "2027-01-24"),
            ]),
            files: Vec::new(),
        };
        let case = fixture.office.apply(&client(anna()), &wanted).await.unwrap();
        let address = format!("/lv/matters/{case}");
        let page = signed_in(&fixture, "client-0").await.get(&address).await;
        page.says("Kā samaksāt").says("Ierasties nav vajadzīgs").says("Nosūtiet kā failus zemāk:");
        // Of what is open there is a list, and not under what is met.
        page.says("Kas vēl nav pārbaudīts");
        for wrong in ["pirms ierodaties", "Ņemiet līdzi", "Kas ir izpildīts"] {
            assert!(!page.words().contains(wrong), "{wrong}: {}", page.words());
        }
        assert!(!page.html().contains("/lv/book?service="), "no visit is offered");
        check(&address, &page.html());
    }
}

#[tokio::test]
async fn what_waits_for_the_client_stands_first_among_the_matters() {
    for fixture in on_each("told_first").await {
        let mut browser = signed_in(&fixture, "client-0").await;
        let waits = fixture.apply(anna()).await;
        let said = |about: &'static str| [("about", about), ("words", "Lūdzu atbildēt.")];
        let mut sent = Vec::new();
        for about in ["Rinda nodaļā", "Kļūda vēstulē"] {
            fixture.clock.forward(60);
            sent.push(apply(&fixture, anna(), "office.submission", &said(about), &[]).await);
        }
        let html = browser.get("/lv/matters").await.html();
        let at = |case: &CaseId| html.find(&format!("/lv/matters/{case}\"")).unwrap();
        assert!(at(&waits) < at(&sent[1]) && at(&sent[1]) < at(&sent[0]), "the visit, then the newest");
    }
}

#[tokio::test]
async fn of_several_documents_asked_for_the_page_says_that_a_part_was_sent() {
    for fixture in on_each("told_part").await {
        let (who, mut browser) = foreigner(&fixture, vec![]).await;
        let said = [("employer", "SIA Paraugs"), ("period", "2 gadi")];
        let given = [("permit.work", "employment")];
        let case = apply(&fixture, who, "permit.temporary.employment", &said, &given).await;
        let view = fixture.office.case(&officer(Role::CaseOfficer), case).await.unwrap();
        let service = fixture.office.law().version(&view.case.procedure, view.case.in_force).unwrap();
        let of = |evidence: &&Evidence| evidence.by == EvidenceBy::Applicant;
        let wanted = view.case.wanted(service, &view.facts).filter(of);
        let wanted: Vec<String> = wanted.map(|evidence| evidence.id.clone()).take(2).collect();
        assert_eq!(wanted.len(), 2);
        let request = CaseCommand::RequestEvidence {
            evidence: wanted.clone(),
            words: String::new(),
            until: day("2026-12-08"),
        };
        fixture.act(Role::CaseOfficer, case, request).await;
        let address = format!("/lv/matters/{case}");
        browser.get(&address).await.says("gaida jūsu dokumentus");
        let pdf = pdf();
        let file = [("file", "dokuments.pdf", pdf.as_slice())];
        let kind = [("evidence", wanted[0].as_str())];
        browser.upload(&address, &format!("{address}/files"), &kind, &file).await.is(303);
        browser.get(&address).await.says("daļa dokumentu nosūtīta").says("Jums vēl jāiesniedz");
        browser.get("/lv/matters").await.says("daļa dokumentu nosūtīta");
    }
}

#[tokio::test]
async fn what_is_needed_beside_what_the_office_asked_for_stays_on_the_page() {
    for fixture in on_each("told_beside").await {
        let (who, mut browser) = foreigner(&fixture, vec![]).await;
        let said = [("employer", "SIA Paraugs"), ("period", "2 gadi")];
        let given = [("permit.work", "employment")];
        let case = apply(&fixture, who, "permit.temporary.employment", &said, &given).await;
        let fee = CaseCommand::TakeFee { method: PaymentMethod::Card, reference: "T-1".to_owned() };
        let view = fixture.act(Role::Counter, case, fee).await;
        assert_eq!(view.case.stage(), "examination");
        let address = format!("/lv/matters/{case}");
        let service = fixture.office.law().version(&view.case.procedure, view.case.in_force).unwrap();
        let own = |evidence: &&Evidence| evidence.by == EvidenceBy::Applicant && evidence.is_due_at_once();
        let wanted: Vec<&Evidence> = view.case.wanted(service, &view.facts).filter(own).collect();
        let (asked, left) = (wanted[0], wanted[wanted.len() - 1]);
        assert_ne!(asked.id, left.id);
        let request = CaseCommand::RequestEvidence {
            evidence: vec![asked.id.clone()],
            words: String::new(),
            until: day("2026-12-08"),
        };
        fixture.act(Role::CaseOfficer, case, request).await;
        let page = browser.get(&address).await;
        page.says("Jums jāiesniedz").says("Ņemiet līdzi vai nosūtiet kā failus zemāk:");
        page.says(left.name.get(Lang::LV));
        check(&address, &page.html());
    }
}
