//! The laws of what an application says in words and data: each is broken once.

use crate::library::{RARE, told};

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
    let document = |said: &str| format!("particular \"purpose\" type=\"document\" {said}");
    wrong(&document("kind=\"wsh\""), "there is no fact", "`wish`");
    wrong(&document("kind=\"reader.sponsored\""), "a document does not say", "type code");
    wrong(&document("others=\"wish\""), "a document does not say", "type bool");
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
