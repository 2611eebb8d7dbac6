//! Orders to a bank.

use kernel::{Day, Money};
use payments::pain::{self, Order, OrderError, Transfer};

fn transfer(id: &str, cents: i64) -> Transfer {
    Transfer {
        id: id.to_owned(),
        amount: Money::eur(cents),
        payee: "Ilze Piemēra & <dēls>".to_owned(),
        account: "LV17DEMO0000000000002".parse().unwrap(),
        text: format!("Atmaksa {id}"),
    }
}

fn order(transfers: Vec<Transfer>) -> Order {
    Order {
        id: "0000000000M1".to_owned(),
        written_at: "2026-11-24T10:00:00+02:00".to_owned(),
        pay_on: "2026-11-24".parse::<Day>().unwrap(),
        payer: "Valsts kase".to_owned(),
        account: "LV44DEMO0000000000001".parse().unwrap(),
        transfers,
    }
}

#[test]
fn an_order_is_written_in_the_order_of_the_scheme() {
    let bytes =
        pain::write(&order(vec![transfer("0000000000R1", 1900), transfer("0000000000R2", 3405)])).unwrap();
    insta::assert_snapshot!(String::from_utf8(bytes).unwrap());
}

#[test]
fn what_is_no_euro_is_ordered_outside_of_the_scheme_of_the_euro() {
    let dollars = Transfer { amount: Money::new(1500, "USD".parse().unwrap()), ..transfer("R1", 1) };
    let xml = String::from_utf8(pain::write(&order(vec![dollars])).unwrap()).unwrap();
    assert!(xml.contains("<InstdAmt Ccy=\"USD\">15.00</InstdAmt>"), "{xml}");
    assert!(!xml.contains("SEPA") && !xml.contains("SLEV"), "{xml}");
}

#[test]
fn what_cannot_be_paid_is_not_written() {
    assert_eq!(pain::write(&order(vec![])), Err(OrderError::Empty));
    assert_eq!(pain::write(&order(vec![transfer("R 1", 100)])), Err(OrderError::Id("R 1".to_owned())));
    assert_eq!(pain::write(&order(vec![transfer("R1", 0)])), Err(OrderError::Amount));
    assert_eq!(
        pain::write(&order(vec![transfer("R1", i64::MAX), transfer("R2", 1)])),
        Err(OrderError::Amount)
    );
    let dollars = Transfer { amount: Money::new(1, "USD".parse().unwrap()), ..transfer("R2", 1) };
    assert!(matches!(pain::write(&order(vec![transfer("R1", 1), dollars])), Err(OrderError::Mixed(..))));
    let nobody = Transfer { payee: " ".to_owned(), ..transfer("R1", 1) };
    assert_eq!(pain::write(&order(vec![nobody])), Err(OrderError::Name));
}
