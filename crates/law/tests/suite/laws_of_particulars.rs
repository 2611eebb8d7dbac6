//! The laws of what an application says in words and data: each is broken once.

use crate::library::{RARE, edited, faults, told};

const PURPOSE: &str = "particular \"purpose\" type=\"text\"";

#[test]
fn a_particular_is_of_a_type_and_states_what_is_asked() {
    let wrong = |to: &str, message: &str, hint: &str| told(RARE, PURPOSE, to, message, "particular", hint);
    wrong("particular \"purpose\" type=\"txt\"", "`type` cannot be `txt`", "`text`");
    wrong("particular \"purpose\"", "type", "");
    wrong(&format!("{PURPOSE} place=\"abroad\""), "only an address is at a place", "type=\"address\"");
    wrong(&format!("{PURPOSE} states=\"reader.sponsord\""), "there is no fact", "`reader.sponsored`");
    wrong(&format!("{PURPOSE} states=\"reader.member\""), "cannot be the value of", "type bool");
    wrong(&format!("{PURPOSE} until=\"today\""), "only a day has a last one", "type=\"day\"");
    wrong("particular \"purpose\" type=\"day\" until=\"tomorrow\"", "`until` cannot be `tomorrow`", "today");
    wrong(&format!("{PURPOSE} kind=\"wish\""), "only a document says it", "type=\"document\"");
    wrong(&format!("{PURPOSE} void=#true"), "only a document becomes invalid", "type=\"document\"");
    let document = |said: &str| format!("particular \"purpose\" type=\"document\" {said}");
    wrong(&document("kind=\"wsh\""), "there is no fact", "`wish`");
    wrong(&document("kind=\"reader.sponsored\""), "a document does not say", "type code");
    wrong(&document("others=\"wish\""), "a document does not say", "type bool");
}

#[test]
fn a_day_may_have_a_first_and_a_last_day() {
    let wrong = |to: &str, message: &str, hint: &str| told(RARE, PURPOSE, to, message, "particular", hint);
    wrong(&format!("{PURPOSE} from=\"today\""), "only a day has a first one", "type=\"day\"");
    wrong(&format!("{PURPOSE} after=\"sponsor\""), "only a day comes after another", "type=\"day\"");
    let day = |said: &str| format!("particular \"purpose\" type=\"day\" {said}");
    wrong(&day("from=\"yesterday\""), "`from` cannot be `yesterday`", "today");
    wrong(&day("within=\"1 year\""), "nothing says from which day", "after");
    wrong(&day("after=\"sponsor\""), "there is no day `sponsor` before it", "");
    wrong(&day("after=\"purpose\""), "there is no day `purpose` before it", "");
    let itself = faults(&edited(RARE, PURPOSE, &day("after=\"purpose\"")));
    let hints = itself.iter().filter_map(|fault| fault.hint.as_deref());
    assert!(
        hints.into_iter().all(|hint| !hint.contains("did you mean `purpose`")),
        "a day is not offered itself"
    );
    wrong(&day("after=\"sponsor\" within=\"5 working-days\""), "not counted in working days", "months");
}

#[test]
fn answers_that_belong_together_are_answers() {
    const COPIES: &str = "book.copies at-most=10";
    told(RARE, COPIES, "reader.age at-most=10", "is no answer of the applicant", "agree", "declared");
    let law = crate::library::bundled();
    let invitation = law.procedure("invitation.approval", "2026-11-24".parse().unwrap()).unwrap();
    let broken = |over: i64, up_to: i64, workers: i64| -> Vec<&str> {
        let facts = [("invited.over-six", over), ("invited.up-to-six", up_to), ("invited.workers", workers)];
        let facts = facts.map(|(name, count)| (name.to_owned(), law::FactValue::Int(count)));
        let facts = facts.into_iter().collect();
        invitation.broken(&facts).map(|agreement| agreement.id.as_str()).collect()
    };
    assert_eq!(broken(1, 0, 1), Vec::<&str>::new());
    assert_eq!(broken(0, 0, 0), ["somebody"]);
    assert_eq!(broken(1, 2, 2), ["workers"]);
    // What is not answered yet breaks nothing.
    let open = [("invited.over-six".to_owned(), law::FactValue::Int(0))].into_iter().collect();
    assert_eq!(invitation.broken(&open).count(), 0);
    // What breaks one by itself is no answer to choose.
    let status = law.procedure("permit.long-term-resident", "2026-11-24".parse().unwrap()).unwrap();
    let speeds = status.offered(status.fact("permit.speed").unwrap()).options;
    let speeds: Vec<&str> = speeds.iter().map(|(code, _)| code.as_str()).collect();
    assert_eq!(speeds, ["in-30-days", "in-10-working-days"]);
}

#[test]
fn who_takes_in_what_is_asked_for_stands_in_the_file() {
    let law = crate::library::bundled();
    let day = "2026-11-24".parse().unwrap();
    let by = |id: &str| law.procedure(id, day).unwrap().taken_in_by().map(|by| by.code.as_str());
    assert_eq!(by("residence.cancellation"), Some("local-government"));
    assert_eq!(by("protection.application"), Some("border-guard"));
    assert_eq!(by("travel-document.emergency"), Some("mission"));
    assert_eq!(by("passport.citizen"), None);
    let decided = |id: &str| law.procedure(id, day).unwrap().decided_by().map(|by| by.code.as_str());
    assert_eq!(decided("residence.cancellation"), Some("local-government"));
    assert_eq!(decided("protection.application"), None);
}

#[test]
fn an_address_is_asked_where_one_is_entered_and_nowhere_else() {
    told(
        RARE,
        PURPOSE,
        "particular \"purpose\" type=\"address\"",
        "no decision enters an address",
        "particular \"purpose\"",
        "type=\"line\"",
    );
    told(
        RARE,
        "particular \"sponsor\" type=\"line\"",
        "particular \"mine\" type=\"document\" { name lv=\"x\" en=\"x\"; }\n    particular \"sponsor\" type=\"document\"",
        "the second particular of type `document`",
        "particular \"sponsor\"",
        "type=\"text\"",
    );
}

#[test]
fn an_option_leads_to_a_procedure_that_there_is() {
    let mut files = law::files::bundled().to_vec();
    let facts = files.iter_mut().find(|(path, _)| *path == "lv/facts.kdl").expect("the catalogue");
    let edited = facts.1.replace("see=\"document.loss\"", "see=\"document.los\"");
    assert_ne!(edited, facts.1);
    facts.1 = &edited;
    let errors = law::LawBook::load(files).expect_err("there is no such procedure").to_string();
    assert!(
        errors.contains("sends people to `document.los`") && errors.contains("document.loss"),
        "{errors}"
    );
}

#[test]
fn every_service_that_enters_an_address_asks_for_it() {
    let law = crate::library::bundled();
    for procedure in law.all().filter(|known| known.is_service() && known.enters_address()) {
        let asks = procedure.particulars().iter().any(|asked| asked.place.is_some());
        assert!(asks, "{} asks for no address", procedure.id());
    }
}
