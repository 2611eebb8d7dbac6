//! `parvalde mrz`, with the examples that ICAO Doc 9303 prints.

use crate::cli::{code, feed, stderr, stdout};
use serde_json::{Value, json};

/// Doc 9303 part 4, appendix B.
pub const TD3: &str =
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\n";
/// Doc 9303 part 5, appendix B.
const TD1: &str =
    "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<\n";
/// Doc 9303 part 6, appendix B.
const TD2: &str = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6\n";

fn parse(input: &str) -> (i32, Value, String) {
    let output = feed(&["mrz", "parse", "--format", "json", "--today", "2012-01-01"], input);
    let answer = stdout(&output);
    (code(&output), serde_json::from_str(&answer).unwrap_or(Value::Null), stderr(&output))
}

#[test]
fn the_examples_of_icao_are_read() {
    for (zone, format, number) in
        [(TD3, "TD3", "L898902C3"), (TD2, "TD2", "D23145890"), (TD1, "TD1", "D23145890")]
    {
        let (code, answer, messages) = parse(zone);
        assert_eq!((code, messages.as_str()), (0, ""), "{format}");
        assert_eq!(answer["format"], format);
        assert_eq!(answer["valid"], true);
        let fields = &answer["fields"];
        assert_eq!(fields["surname"], "ERIKSSON");
        assert_eq!(fields["given_names"], "ANNA MARIA");
        assert_eq!(fields["document_number"], number);
        assert_eq!(fields["nationality"], "UTO");
        assert_eq!(fields["birth_date_iso"], "1974-08-12");
        assert_eq!(fields["expiry_date_iso"], "2012-04-15");
        assert_eq!(fields["sex"], "F");
    }
}

#[test]
fn a_failed_check_ends_with_1_and_names_the_field() {
    for (from, to, field) in [
        ("L898902C36", "L898902C37", "document_number"),
        ("7408122F", "7408123F", "birth_date"),
        ("1204159ZE", "1204158ZE", "expiry_date"),
        ("ZE184226B<<<<<1", "ZE184226B<<<<<2", "optional_data"),
        ("<<<<<10", "<<<<<11", "composite"),
        ("F1204159", "Q1204159", "sex"),
        ("UTO7408122", "U1O7408122", "nationality"),
    ] {
        let (code, answer, messages) = parse(&TD3.replace(from, to));
        assert_eq!(code, 1, "{field}");
        assert_eq!(answer["valid"], false);
        assert!(messages.contains(&format!("parvalde: {field}: ")), "{field}: {messages}");
        let failed =
            answer["checks"].as_array().unwrap().iter().any(|c| c["field"] == field && c["ok"] == false);
        assert!(failed, "{field}: {answer}");
    }
    let text = feed(&["mrz", "parse"], &TD3.replace("7408122F", "7408123F"));
    assert_eq!(code(&text), 1);
    assert!(stdout(&text).lines().last().unwrap().contains("no: birth_date"), "{}", stdout(&text));
}

#[test]
fn several_zones_give_a_line_each() {
    let output = feed(
        &["mrz", "parse", "--format", "json"],
        &format!("{TD3}\n{}\n\n{TD1}", TD2.replace("F12", "F13")),
    );
    let answers: Vec<Value> =
        stdout(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let verdicts: Vec<_> = answers.iter().map(|a| (a["format"].clone(), a["valid"].clone())).collect();
    assert_eq!(
        verdicts,
        [(json!("TD3"), json!(true)), (json!("TD2"), json!(false)), (json!("TD1"), json!(true))]
    );
    assert_eq!(code(&output), 1);
    assert!(stderr(&output).contains("parvalde: zone 2: expiry_date: "), "{}", stderr(&output));
}

#[test]
fn what_is_no_zone_is_said_and_not_repeated() {
    for (input, message) in [
        ("", "no machine-readable zone"),
        ("HELLO", "a zone has 3 lines of 30"),
        (&TD3[..80], "line 2 has 35 characters instead of 44"),
        (&TD3.to_lowercase(), "line 1 has a character at position 1"),
    ] {
        let (code, answer, messages) = parse(input);
        assert_eq!(code, 1, "{messages}");
        assert!(messages.contains(message), "{messages}");
        assert!(!messages.contains("ERIKSSON"));
        assert_eq!(answer["valid"], false);
    }
}

#[test]
fn the_examples_of_icao_are_made() {
    let request = json!({
        "document_code": "P", "issuer": "UTO", "surname": "Eriksson", "given_names": "Anna Maria",
        "document_number": "L898902C3", "nationality": "UTO", "birth_date": "1974-08-12", "sex": "F",
        "expiry_date": "2012-04-15", "optional_data": "ZE184226B",
    });
    let output = feed(&["mrz", "make"], &request.to_string());
    assert_eq!((code(&output), stdout(&output), stderr(&output)), (0, TD3.to_owned(), String::new()));
    let mut card = request;
    card["format"] = json!("TD1");
    card["document_code"] = json!("I");
    card["document_number"] = json!("D23145890");
    card["optional_data"] = json!("");
    let output = feed(&["mrz", "make", "--format", "json"], &card.to_string());
    let answer: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(answer["lines"], json!(TD1.lines().collect::<Vec<_>>()));
}

#[test]
fn every_fault_of_a_request_is_named() {
    let request = json!({
        "issuer": "Utopia", "surname": "Eriksson", "document_number": "L898902C3", "nationality": "UTO",
        "birth_date": "1974-02-30", "sex": "female?", "expiry_date": "soon",
    });
    let output = feed(&["mrz", "make", "--format", "json"], &request.to_string());
    assert_eq!(code(&output), 1);
    for field in ["issuer", "birth_date", "sex", "expiry_date"] {
        assert!(stderr(&output).contains(&format!("parvalde: {field}: ")), "{}", stderr(&output));
    }
    let answer: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(answer["errors"].as_array().unwrap().len(), 4, "{answer}");
    for (input, message) in [
        ("{\"issuer\":", "EOF"),
        ("{}", "missing field"),
        ("", "stdin is empty"),
        ("{\"colour\": 1}", "unknown field `colour`"),
    ] {
        let output = feed(&["mrz", "make"], input);
        assert_eq!(code(&output), 1);
        assert!(stderr(&output).contains(message), "{}", stderr(&output));
    }
}
