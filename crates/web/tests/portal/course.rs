//! What the page of a case says of its visit, of a term that has passed, of a contest, and of withdrawing.

use super::browser::Browser;
use super::office::{Fixture, OFFICE, SERVICE, anna, boriss, client, day, minute, officer, on_each};
use super::pages::check;
use kernel::{CaseId, Lang};
use law::DecisionKind;
use office::actor::Role;
use office::appointments::BookTime;
use office::cases::{Application, CaseCommand};
use std::collections::BTreeMap;

const DAY: i64 = 24 * 3600;
const OBJECTION: &str = "Esmu pilsonis kopš dzimšanas, un to apliecina dzimšanas ieraksts.";

async fn signed_in(fixture: &Fixture, who: &str) -> Browser {
    let mut browser = Browser::new(&fixture.router);
    browser.sign_in(who).await;
    browser
}

fn visit(name: &str) -> BookTime {
    BookTime {
        office: OFFICE.to_owned(),
        service: SERVICE.to_owned(),
        day: day("2026-11-26"),
        minute: minute("10:20"),
        name: name.to_owned(),
        phone: "+371 20000001".to_owned(),
        email: String::new(),
        lang: Lang::LV,
        another: true,
    }
}

#[tokio::test]
async fn a_wait_is_told_by_what_begins_after_it_and_not_as_a_last_day() {
    for fixture in on_each("course_wait").await {
        let service = "protection.application";
        let mut offices = fixture.office.law().offices().iter();
        let wanted = Application {
            service: service.to_owned(),
            subject: anna(),
            declared: BTreeMap::new(),
            office: offices.find(|office| office.serves(service)).unwrap().id.clone(),
            lang: Lang::EN,
            appointment: None,
            applicant: None,
            intake: None,
            note: String::new(),
            particulars: BTreeMap::new(),
            files: Vec::new(),
        };
        let case = fixture.office.apply(&client(anna()), &wanted).await.unwrap();
        let page = signed_in(&fixture, "client-0").await.get(&format!("/en/matters/{case}")).await;
        page.says(
            "After this day, if nothing is decided before: The asylum seeker may work without restriction",
        );
        assert!(!page.words().contains("Last lawful day: Waiting time"), "{}", page.words());
    }
}

#[tokio::test]
async fn a_case_knows_the_visit_that_was_booked_from_it() {
    for fixture in on_each("course_visit").await {
        let case = fixture.apply(anna()).await;
        let address = format!("/lv/matters/{case}");
        let mut browser = signed_in(&fixture, "client-0").await;
        let page = browser.get(&address).await;
        page.says("Jums jāierodas nodaļā");
        // The way to a visit begins at the office of the case.
        let book = format!("/lv/book?service={SERVICE}&amp;office={OFFICE}");
        assert!(page.html().contains(&book), "{}", page.html());
        let booked = fixture.office.book(&client(anna()), visit("Anna Paraudziņa")).await.unwrap();
        let page = browser.get(&address).await;
        page.says("Jūsu vizīte ir pieteikta").says("2026. gada 26. novembris").says("plkst. 10:20");
        assert!(page.html().contains(&format!("/lv/visits/{}", booked.id)));
        assert!(!page.words().contains("Jums jāierodas nodaļā") && !page.html().contains(&book));
        check(&address, &page.html());
        // The day went by without the visitor.
        fixture.clock.forward(2 * DAY);
        fixture.office.miss_visit(&officer(Role::Counter), booked.id).await.unwrap();
        let mut browser = signed_in(&fixture, "client-0").await;
        let page = browser.get(&address).await;
        page.says("Jums jāierodas nodaļā").says("Uz vizīti 2026. gada 26. novembrī jūs neieradāties.");
        assert!(page.html().contains(&book));
    }
}

#[tokio::test]
async fn a_term_that_has_passed_is_told_with_what_can_be_asked() {
    for fixture in on_each("course_over").await {
        let case = fixture.apply(anna()).await;
        let address = format!("/lv/matters/{case}");
        let mut browser = signed_in(&fixture, "client-0").await;
        let page = browser.get(&address).await;
        page.says("Lēmums jāpieņem līdz 2026. gada 8. decembrim.").says("Pēdējā likumīgā diena lēmumam");
        // One name for one term.
        assert!(!page.words().contains("Pases izsniegšana"), "{}", page.words());
        fixture.clock.forward(20 * DAY);
        let mut browser = signed_in(&fixture, "client-0").await;
        // Nobody came: it is not the office that is late.
        let page = browser.get(&address).await;
        page.says("Lēmums bija jāpieņem līdz 2026. gada 8. decembrim, bet Pārvalde vēl gaida jūs:")
            .says("jūsu vizīti, kurā pārbauda identitāti")
            .says("nodevas samaksu");
        assert!(!page.words().contains("nosaucot lietas numuru"), "{}", page.words());
        check(&address, &page.html());
    }
    for fixture in on_each("course_late").await {
        let case = fixture.apply(anna()).await;
        fixture.serve_at_counter(case).await;
        let address = format!("/lv/matters/{case}");
        fixture.clock.forward(20 * DAY);
        let mut browser = signed_in(&fixture, "client-0").await;
        let page = browser.get(&address).await;
        page.says("Lēmums bija jāpieņem līdz 2026. gada 8. decembrim.")
            .says("Šis termiņš ir pagājis")
            .says("nosaucot lietas numuru")
            .says("termiņš pagājis")
            .says("Šodien");
        check(&address, &page.html());
    }
}

/// A refusal that Boriss received.
async fn refused(fixture: &Fixture) -> CaseId {
    let case = fixture.apply(boriss()).await;
    fixture.serve_at_counter(case).await;
    let grounds = vec!["not-a-citizen".to_owned()];
    fixture.act(Role::CaseOfficer, case, CaseCommand::InviteHearing { grounds }).await;
    let answer = CaseCommand::AnswerHearing { opinion: "Nepiekrītu.".to_owned() };
    fixture.office.command(&client(boriss()), case, None, &answer).await.unwrap();
    fixture.propose(case, DecisionKind::Refuse, &["not-a-citizen"]).await;
    fixture.act(Role::Approver, case, CaseCommand::Approve {}).await;
    fixture.office.command(&client(boriss()), case, None, &CaseCommand::Receive {}).await.unwrap();
    case
}

#[tokio::test]
async fn a_contest_is_confirmed_and_both_cases_say_where_it_stands() {
    for fixture in on_each("course_contest").await {
        let case = refused(&fixture).await;
        let address = format!("/lv/matters/{case}");
        let mut browser = signed_in(&fixture, "client-1").await;
        browser.get(&address).await.says("Zemāk ir pamatojums un tas, kā lēmumu apstrīdēt.");
        let english = browser.get(&format!("/en/matters/{case}")).await;
        english.says("What the officer wrote is in Latvian");
        assert!(english.html().contains("<blockquote lang=\"lv\">"));
        let form = [("command", "contest"), ("words", OBJECTION)];
        let sent = browser.fill(&address, &address, &form).await;
        let page = browser.follow(&sent).await;
        page.says("Lēmums ir apstrīdēts").says("bet tagad tā darbība ir apturēta");
        let words = page.words();
        assert!(!words.contains("Lēmums ir spēkā no") && !words.contains("kā lēmumu apstrīdēt"), "{words}");
        let view = fixture.office.case(&client(boriss()), case).await.unwrap();
        let child = view.case.contested().unwrap().child;
        browser.get("/lv/matters").await.says("lēmums apstrīdēts");
        let contest = format!("/lv/matters/{child}");
        let page = browser.get(&contest).await;
        page.says(OBJECTION).says("Lēmums lietā").says("Vēstule jums tiek gatavota");
        assert!(page.html().contains(&format!("href=\"{address}\"")));
        // Nobody comes to a counter for it.
        assert!(!page.words().contains("Nodaļā"), "{}", page.words());
        browser.get("/lv/matters").await.says(&format!("Lēmums lietā {}: {OBJECTION}", case.grouped()));
        fixture.write_letters().await;
        let page = browser.get(&contest).await;
        page.says("Apliecinājums par iesnieguma saņemšanu");
        assert!(!page.words().contains("Vēstules tiek gatavotas"));
        check(&contest, &page.html());
        // Taking it back has words of its own: no fee was paid, and the decision stands.
        let ask = format!("{contest}/withdraw");
        let page = browser.get(&ask).await;
        page.says("Apstrīdētais lēmums paliks spēkā, un to varēs izpildīt.");
        assert!(!page.words().contains("nodeva"), "{}", page.words());
        let done = browser.fill(&ask, &contest, &[("command", "withdraw"), ("words", "")]).await;
        let page = browser.follow(&done).await;
        page.says("tikai tad, ja vēl nav beidzies apstrīdēšanas termiņš");
        assert!(!page.words().contains("Iesniegt var no jauna"), "{}", page.words());
    }
}

#[tokio::test]
async fn a_late_contest_is_asked_about_the_missed_term_and_does_not_suspend() {
    for fixture in on_each("course_late").await {
        let case = refused(&fixture).await;
        let address = format!("/lv/matters/{case}");
        let mut browser = signed_in(&fixture, "client-1").await;
        // In time nothing is asked of a delay; in which language it is written is told all the same.
        let page = browser.get(&address).await;
        page.says("parakstīts un valsts valodā");
        assert!(!page.words().contains("nokavēto apstrīdēšanas termiņu"), "{}", page.words());
        fixture.clock.forward(40 * DAY);
        let mut browser = signed_in(&fixture, "client-1").await;
        let page = browser.get(&address).await;
        page.says("Apstrīdēšanas termiņš beidzās")
            .says("lēmuma darbību neaptur")
            .says("Vai lūdzat atjaunot nokavēto apstrīdēšanas termiņu?")
            .says("Pievienojiet pierādījumus par nokavējuma iemeslu");
        check(&address, &page.html());
        let english = browser.get(&format!("/en/matters/{case}")).await;
        english.says("Do you ask to reinstate the missed term?").says("in the state language, Latvian");
        const QUESTION: &str = "contest-q-contest-reinstatement-asked";
        let silent = [("command", "contest"), ("words", OBJECTION)];
        let wrong = browser.fill(&address, &address, &silent).await;
        wrong.is(422);
        assert!(wrong.html().contains(&format!("href=\"#{QUESTION}\"")), "{}", wrong.html());
        assert!(wrong.html().contains(OBJECTION), "what was written stays");
        // The officers' form asks the same.
        let mut desk = signed_in(&fixture, "officer-0").await;
        let file = format!("/lv/work/cases/{case}");
        desk.get(&file).await.says("Vai lūdzat atjaunot nokavēto apstrīdēšanas termiņu?");
        let taken = [("contest-words", OBJECTION)];
        let wrong = desk.fill(&file, &format!("{file}/do/contest"), &taken).await;
        wrong.is(422);
        assert!(wrong.html().contains(&format!("href=\"#{QUESTION}\"")), "{}", wrong.html());
        let form = [("command", "contest"), ("words", OBJECTION), (QUESTION, "yes")];
        let sent = browser.fill(&address, &address, &form).await;
        let page = browser.follow(&sent).await;
        page.says("Apstrīdēts pēc termiņa beigām, tāpēc lēmums paliek spēkā")
            .says("Pievienot pierādījumus par nokavējuma iemeslu");
        assert!(!page.words().contains("tā darbība ir apturēta"), "{}", page.words());
        let view = fixture.office.case(&client(boriss()), case).await.unwrap();
        assert!(!view.case.is_suspended());
        let child = view.case.contested().unwrap().child;
        let view = fixture.office.case(&client(boriss()), child).await.unwrap();
        assert_eq!(view.facts.get("contest.reinstatement-asked"), Some(&law::FactValue::Bool(true)));
        browser.get(&format!("/lv/matters/{child}")).await.says("Rakstīt vai pievienot failus");
    }
}

#[tokio::test]
async fn what_came_by_post_in_time_is_asked_nothing_of_a_delay_however_late_it_is_taken_in() {
    for fixture in on_each("course_post").await {
        let case = refused(&fixture).await;
        fixture.clock.forward(40 * DAY);
        let mut desk = signed_in(&fixture, "officer-0").await;
        let file = format!("/lv/work/cases/{case}");
        let taken = [("contest-words", OBJECTION), ("contest-channel", "post"), ("contest-on", "2026-12-28")];
        desk.fill(&file, &format!("{file}/do/contest"), &taken).await.is(303);
        let view = fixture.office.case(&client(boriss()), case).await.unwrap();
        assert!(view.case.is_suspended());
        desk.get(&file).await.says("Lēmuma darbība pa to laiku ir apturēta");
    }
}

#[tokio::test]
async fn a_full_grant_invites_nobody_to_contest_it() {
    for fixture in on_each("course_grant").await {
        let case = fixture.apply(anna()).await;
        fixture.serve_at_counter(case).await;
        fixture.propose(case, DecisionKind::Grant, &[]).await;
        fixture.act(Role::Approver, case, CaseCommand::Approve {}).await;
        let view =
            fixture.office.command(&client(anna()), case, None, &CaseCommand::Receive {}).await.unwrap();
        assert!(view.allowed.contains(&"contest"), "it stays possible at the desk");
        let mut browser = signed_in(&fixture, "client-0").await;
        let page = browser.get(&format!("/lv/matters/{case}")).await;
        page.says("Iesniegums ir apmierināts.");
        assert!(!page.words().contains("Apstrīdēt"), "{}", page.words());
    }
}

#[tokio::test]
async fn withdrawing_is_asked_once_more_on_a_page_of_its_own() {
    for fixture in on_each("course_withdraw").await {
        let case = fixture.apply(anna()).await;
        let address = format!("/lv/matters/{case}");
        let mut browser = signed_in(&fixture, "client-0").await;
        let page = browser.get(&address).await.html();
        assert!(page.contains(&format!("href=\"{address}/withdraw\"")));
        assert!(!page.contains("value=\"withdraw\""), "one click closes nothing");
        let ask = format!("{address}/withdraw");
        let page = browser.get(&ask).await;
        page.says("Vai tiešām atsaukt?")
            .says("lietu slēgs bez lēmuma")
            .says("Neatsaukt un atgriezties pie lietas");
        check(&ask, &page.html());
        let long = "a".repeat(9000);
        let wrong = browser.fill(&ask, &address, &[("command", "withdraw"), ("words", &long)]).await;
        wrong.is(422).says("Vai tiešām atsaukt?");
        let done = browser.fill(&ask, &address, &[("command", "withdraw"), ("words", "")]).await;
        browser.follow(&done).await.says("Iesniegums ir atsaukts");
        // What is withdrawn is not asked about again.
        assert_eq!(browser.get(&ask).await.location(), address);
        let mut other = signed_in(&fixture, "client-1").await;
        other.get(&ask).await.is(404);
    }
}

#[tokio::test]
async fn a_choice_that_the_register_cannot_serve_is_refused_at_each_field() {
    for fixture in on_each("course_channels").await {
        let mut browser = signed_in(&fixture, "client-0").await;
        let page = "/lv/my-data/channels";
        // It is not offered, and why stands beside.
        let offered = browser.get(page).await;
        offered.says("E-pastu vēl nevar izvēlēties").says("Tālruni vēl nevar izvēlēties");
        let html = offered.html();
        assert!(!html.contains("value=\"e-mail\"") && !html.contains("value=\"phone\""), "{html}");
        let form = [("questions", "e-mail"), ("messages", "phone"), ("delivery", "portal")];
        let wrong = browser.fill(page, page, &form).await;
        wrong.is(422).says("Reģistrā nav jūsu e-pasta adreses").says("Reģistrā nav jūsu tālruņa numura");
        let html = wrong.html();
        assert!(html.contains("href=\"#questions\"") && html.contains("href=\"#messages\""));
        let form = [("questions", "portal"), ("messages", "post"), ("delivery", "portal")];
        browser.fill(page, page, &form).await.is(303);
        let deed = [("number", "17"), ("day", "2030-01-01")];
        let ahead = browser.fill("/lv/my-data/powers", "/lv/my-data/powers", &deed).await;
        ahead.is(422).says("Šī diena vēl nav bijusi");
        let error = [("fact", ""), ("right", ""), ("office", "")];
        let html = browser.fill("/lv/my-data/error", "/lv/my-data/error", &error).await.html();
        let place = |field: &str| html.find(&format!("href=\"#{field}\"")).unwrap();
        assert!(
            place("fact") < place("right") && place("right") < place("office"),
            "in the order of the form"
        );
    }
}

#[tokio::test]
async fn the_client_reads_their_own_steps_as_one_line_and_each_when_asked() {
    for fixture in on_each("course_log").await {
        let case = fixture.apply(anna()).await;
        let mut browser = signed_in(&fixture, "client-0").await;
        for _ in 0..3 {
            browser.get(&format!("/lv/matters/{case}")).await;
            fixture.clock.forward(120);
        }
        let page = browser.get("/lv/my-data/access").await;
        page.says("Aizpildījāt iesniegumu").says("(3 reizes)").says("Rādīt katru atsevišķi");
        assert!(!page.words().contains("Pieņēma iesniegumu"), "{}", page.words());
        let each = browser.get("/lv/my-data/access?all=yes").await;
        each.says("Saskaitīt kopā manas vienādās darbības");
        let rows = |html: &str| html.matches("Skatīja lietu").count();
        assert!(rows(&each.html()) >= rows(&page.html()) + 2, "{}", each.words());
        check("/lv/my-data/access", &page.html());
    }
}

#[tokio::test]
async fn whoever_acts_for_another_is_told_whose_data_a_page_shows() {
    for fixture in on_each("course_acting").await {
        let mut browser = signed_in(&fixture, "client-0").await;
        assert!(!browser.get("/lv/my-data").await.words().contains("jūsu paša dati"));
        let child = super::office::daughter().to_string();
        browser.fill("/lv/behalf", "/lv/behalf", &[("person", &child)]).await.is(303);
        for path in ["/lv/my-data", "/lv/my-data/access", "/lv/my-data/channels"] {
            let page = browser.get(path).await;
            page.says("Šie ir jūsu paša dati.").says("Līga Paraudziņa");
        }
    }
}
