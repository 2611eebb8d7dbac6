//! Accounts, references and payment codes.

use kernel::{CaseId, Money};
use payments::{CreditorReference, Iban, IbanError, PaymentCode, PaymentCodeError, Qr, ReferenceError};
use proptest::prelude::*;

fn iban(text: &str) -> Iban {
    text.parse().unwrap()
}

fn reference(text: &str) -> CreditorReference {
    text.parse().unwrap()
}

#[test]
fn an_account_is_taken_as_people_write_it_and_kept_in_one_form() {
    for written in ["LV74TREL2140093025000", "lv74 trel 2140 0930 2500 0", "IBAN LV74 TREL2140093025000"] {
        let account = iban(written);
        assert_eq!(account.as_str(), "LV74TREL2140093025000");
        assert_eq!(account.grouped(), "LV74 TREL 2140 0930 2500 0");
    }
    assert_eq!("LV75TREL2140093025000".parse::<Iban>(), Err(IbanError::Check));
    assert_eq!(
        "LV74TREL214009302500".parse::<Iban>().unwrap_err().to_string(),
        "an account number of LV has 21 characters, this has 20"
    );
    assert_eq!("XX74TREL2140093025000".parse::<Iban>(), Err(IbanError::Country("XX".to_owned())));
    assert_eq!("".parse::<Iban>(), Err(IbanError::Country(String::new())));
    assert_eq!("LV74-TREL".parse::<Iban>(), Err(IbanError::Character));
    assert_eq!("ĻV74TREL2140093025000".parse::<Iban>(), Err(IbanError::Character));
    // The second writing of another number's check digits.
    assert!("LV00TREL2140093025000".parse::<Iban>().is_err());
}

#[test]
fn a_reference_names_its_case_and_is_found_in_what_people_write() {
    let case: CaseId = "7K2M9QRS04XZ".parse().unwrap();
    let own = CreditorReference::of_case(case);
    assert_eq!((own.as_str(), own.grouped().as_str()), ("RF187K2M9QRS04XZ", "RF18 7K2M 9QRS 04XZ"));
    assert_eq!(own.case(), Some(case));
    assert_eq!(reference("rf18 7k2m 9qrs 04xz"), own);
    assert_eq!("RF197K2M9QRS04XZ".parse::<CreditorReference>(), Err(ReferenceError::Check));
    assert_eq!("RF18".parse::<CreditorReference>(), Err(ReferenceError::Length(0)));
    assert_eq!("RFXX1".parse::<CreditorReference>(), Err(ReferenceError::Prefix));
    assert_eq!("RF18/1".parse::<CreditorReference>(), Err(ReferenceError::Character));
    assert_eq!("RF".parse::<CreditorReference>(), Err(ReferenceError::Prefix));
    // The example of the standard is somebody else's reference: right, and of another form.
    assert_eq!(reference("RF18 5390 0754 7034").as_str(), "RF18539007547034");
    assert_eq!(reference("RF712348231").case(), None);

    for text in [
        "RF187K2M9QRS04XZ",
        "nodeva rf18-7k2m-9qrs-04xz, paldies",
        "Ref. RF18 7K2M 9QRS 04XZ RF187K2M9QRS04XZ",
    ] {
        assert_eq!(CreditorReference::find_in(text), vec![own.clone()], "{text}");
    }
    assert_eq!(CreditorReference::find_in("7K2M-9QRS-04XZ"), []);
    assert_eq!(CreditorReference::find_in("RF187K2M9QRS04X"), []);
}

#[test]
fn a_payment_code_is_written_as_the_guideline_writes_it() {
    // The worked example of EPC069-12, in version 002.
    let code = PaymentCode::with(
        Some("BHBLDEHHXXX"),
        "Franz Mustermänn",
        &iban("DE71110220330123456789"),
        Money::eur(1230),
        "GDDS",
        &reference("RF18539007547034"),
    )
    .unwrap();
    assert_eq!(
        code.payload(),
        "BCD\n002\n1\nSCT\nBHBLDEHHXXX\nFranz Mustermänn\nDE71110220330123456789\nEUR12.3\nGDDS\nRF18539007547034"
    );
    let own = |cents| {
        PaymentCode::new(
            "Valsts kase",
            &iban("LV44DEMO0000000000001"),
            Money::eur(cents),
            &reference("RF187K2M9QRS04XZ"),
        )
    };
    assert_eq!(
        own(3400).unwrap().payload(),
        "BCD\n002\n1\nSCT\n\nValsts kase\nLV44DEMO0000000000001\nEUR34\n\nRF187K2M9QRS04XZ"
    );
    assert!(own(3405).unwrap().payload().contains("\nEUR34.05\n"));
    assert_eq!(own(0), Err(PaymentCodeError::Amount));
    let account = iban("LV44DEMO0000000000001");
    let other = PaymentCode::new(
        "X",
        &account,
        Money::new(1, "USD".parse().unwrap()),
        &reference("RF187K2M9QRS04XZ"),
    );
    assert!(matches!(other, Err(PaymentCodeError::Currency(_))));
    for name in ["", "a\nb", &"x".repeat(71)] {
        let wrong = PaymentCode::new(name, &account, Money::eur(1), &reference("RF187K2M9QRS04XZ"));
        assert_eq!(wrong, Err(PaymentCodeError::Name));
    }
}

#[test]
fn the_picture_holds_the_finder_patterns_and_only_dark_modules_as_runs() {
    let qr = Qr::of(b"BCD\n002\n1\nSCT").unwrap();
    assert_eq!(qr.side(), qr.size() + 8);
    for (column, row) in [(0, 0), (qr.size() - 7, 0), (0, qr.size() - 7)] {
        assert!((0..7).all(|i| qr.is_dark(column + i, row) && qr.is_dark(column, row + i)));
        assert!(!qr.is_dark(column + 1, row + 1) && qr.is_dark(column + 3, row + 3));
    }
    let drawn: usize =
        qr.path().split('h').skip(1).filter_map(|run| run.split('v').next()?.parse::<usize>().ok()).sum();
    let dark = (0..qr.size()).flat_map(|row| (0..qr.size()).map(move |column| (column, row)));
    assert_eq!(drawn, dark.filter(|(column, row)| qr.is_dark(*column, *row)).count());
    assert!(Qr::of(&[b'x'; 400]).is_none(), "larger than a payment code may be");
}

proptest! {
    #[test]
    fn every_case_has_a_reference_that_leads_back(number in any::<u64>()) {
        let case = CaseId::from_u64(number);
        let own = CreditorReference::of_case(case);
        prop_assert_eq!(own.case(), Some(case));
        prop_assert_eq!(own.grouped().to_lowercase().parse::<CreditorReference>().unwrap(), own.clone());
        prop_assert_eq!(CreditorReference::find_in(&format!("par lietu {}!", own.grouped())), vec![own]);
    }

    #[test]
    fn one_digit_for_another_or_one_letter_is_always_noticed(number in any::<u64>(), at in 2_usize..16, to in 0_u32..36) {
        let own = CreditorReference::of_case(CaseId::from_u64(number));
        let mut text: Vec<char> = own.as_str().chars().collect();
        let to = char::from_digit(to, 36).unwrap().to_ascii_uppercase();
        // A letter counts as two digits: in a digit's place it moves all the others, and one in 97 hides.
        prop_assume!(text[at] != to && text[at].is_ascii_digit() == to.is_ascii_digit());
        text[at] = to;
        let wrong: String = text.into_iter().collect();
        // Two of a kind are less than 97 apart, and powers of ten are prime to it.
        prop_assert!(wrong.parse::<CreditorReference>().is_err());
    }

    #[test]
    fn nothing_that_is_typed_is_a_panic(text in "\\PC{0,60}") {
        let _ = text.parse::<Iban>();
        let _ = text.parse::<CreditorReference>();
        let _ = CreditorReference::find_in(&text);
    }
}
