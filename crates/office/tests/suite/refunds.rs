//! Money that goes back: ordered by one, approved by another, ended by the bank, on both engines.

use crate::bank::{Moved, OURS, THEIRS, came};
use crate::commands::grant;
use crate::house::{client, day, houses, officer};
use crate::journey::{applied, problem, served_at_the_counter};
use crate::served::dies;
use kernel::{CaseId, Money};
use office::OfficeError;
use office::actor::Actor;
use office::cases::CaseCommand;
use office::payments::{Assignment, OfBank, PaymentState, Reason, RefundRequest, RefundSource, RefundState};
use testkit::Tamper;

fn refund_of(source: RefundSource, cents: Option<i64>) -> RefundRequest {
    RefundRequest {
        source,
        cents,
        payee: "Ilze Piemēra".to_owned(),
        account: "lv17 demo 0000 0000 0000 2".to_owned(),
        ground: "Izdomātais likums, 1. pants".to_owned(),
        reasons: "Samaksāts vairāk, nekā likums prasa.".to_owned(),
    }
}

fn given_to(case: CaseId) -> Assignment<'static> {
    Assignment { case, other_reference: false, reasons: "Vārds un summa atbilst lietai." }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_takes_two_officers_and_ends_when_the_bank_tells_of_it() {
    for house in houses("refund").await {
        let case = applied(&house).await;
        let (accountant, second) = (officer("accountant"), officer("accountant-2"));
        let office = &house.office;
        house.import("S1", &[came("B1", 5000).for_case(case.id)]).await;
        let money = house.waiting().await.remove(0);
        office.assign_payment(&accountant, money.id, None, &given_to(case.id)).await.unwrap();

        let source = RefundSource::Payment(money.id);
        let order = |wanted: RefundRequest| {
            let (office, accountant) = (office.clone(), accountant.clone());
            async move { office.order_refund(&accountant, &wanted).await }
        };
        let wrong = |code| {
            move |result: Result<_, OfficeError>| match result {
                Err(error) => assert_eq!(problem(&error), code),
                Ok::<office::payments::Refund, _>(_) => panic!("ordered"),
            }
        };
        wrong("refund-amount")(order(refund_of(source, Some(1601))).await);
        wrong("refund-nothing")(order(refund_of(source, Some(0))).await);
        wrong("refund-nothing")(order(refund_of(source, Some(-5))).await);
        wrong("required")(order(RefundRequest { ground: " ".to_owned(), ..refund_of(source, None) }).await);
        wrong("reasons-short")(
            order(RefundRequest { reasons: "jā".to_owned(), ..refund_of(source, None) }).await,
        );
        let typo = "LV18DEMO0000000000002".to_owned();
        wrong("wrong-account")(order(RefundRequest { account: typo, ..refund_of(source, None) }).await);

        let refund = order(refund_of(source, None)).await.unwrap();
        assert_eq!((refund.order.amount, refund.state), (Money::eur(1600), RefundState::Ordered));
        let payment = office.payment(&accountant, money.id).await.unwrap();
        assert_eq!((payment.state, payment.left), (PaymentState::Refunding, Money::eur(0)));
        wrong("payment-state")(order(refund_of(source, Some(1))).await);
        assert!(
            office.export_refunds(&accountant, None).await.unwrap().is_none(),
            "not without a second officer"
        );
        wrong("refund-same-person")(office.approve_refund(&accountant, refund.id, None).await);
        let approved = office.approve_refund(&second, refund.id, Some(1)).await.unwrap();
        assert_eq!(approved.state, RefundState::Approved);
        wrong("refund-state")(office.approve_refund(&officer("approver"), refund.id, None).await);

        let file = office.export_refunds(&accountant, None).await.unwrap().unwrap();
        let xml = String::from_utf8(file.bytes.clone()).unwrap();
        for part in ["pain.001.001.09", "<CtrlSum>16.00</CtrlSum>", THEIRS, OURS, &refund.id.to_string()] {
            assert!(xml.contains(part), "{part} is missing from {xml}");
        }
        assert_eq!(office.refund_order(&second, refund.id).await.unwrap(), file.bytes);
        assert!(office.export_refunds(&accountant, None).await.unwrap().is_none(), "once");
        wrong("refund-state")(office.refuse_refund(&second, refund.id, None, "par vēlu").await);

        // Another amount is not it; the right one ends it.
        let out = |bank, cents| Moved {
            credit: false,
            end_to_end: Some(refund.id.to_string()),
            ..came(bank, cents)
        };
        house.import("S2", &[out("D1", 1500)]).await;
        assert_eq!(office.refund(&second, refund.id).await.unwrap().state, RefundState::Exported);
        let report = house.import("S3", &[out("D2", 1600)]).await;
        assert_eq!(report.statements[0].count(PaymentState::PaidOut), 1);
        let done = office.refund(&second, refund.id).await.unwrap();
        assert_eq!((done.state, done.paid.unwrap().1), (RefundState::Paid, day("2026-11-24")));
        assert_eq!(office.payment(&accountant, money.id).await.unwrap().state, PaymentState::Refunded);
        house.proved().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_refund_leaves_its_money_waiting_and_the_fee_of_a_withdrawn_case_goes_back_once() {
    for house in houses("refused_refund").await {
        let case = applied(&house).await;
        let (accountant, approver, office) = (officer("accountant"), officer("approver"), &house.office);
        house.import("S1", &[came("B1", 3400).for_case(case.id), came("B2", 700)]).await;
        let stray = house.waiting().await.remove(0);
        let refund = office
            .order_refund(&accountant, &refund_of(RefundSource::Payment(stray.id), Some(300)))
            .await
            .unwrap();
        office.refuse_refund(&approver, refund.id, None, "Konts nav maksātāja konts.").await.unwrap();
        let again = office.payment(&accountant, stray.id).await.unwrap();
        assert_eq!((again.left, again.reason), (Money::eur(700), Some(Reason::RefundRefused)));

        let fee = refund_of(RefundSource::Case(case.id), None);
        let early = office.order_refund(&accountant, &fee).await.unwrap_err();
        assert_eq!(problem(&early), "refund-early");
        case.give(&client(1), CaseCommand::Withdraw { words: "Vairs nevajag".to_owned() }).await.unwrap();
        let refund = office.order_refund(&accountant, &fee).await.unwrap();
        assert_eq!(refund.order.amount, Money::eur(3400));
        let twice = office.order_refund(&accountant, &fee).await.unwrap_err();
        assert_eq!(problem(&twice), "refund-ordered");
        office.approve_refund(&approver, refund.id, None).await.unwrap();
        office.export_refunds(&Actor::System, None).await.unwrap().unwrap();
        let out = Moved { credit: false, end_to_end: Some(refund.id.to_string()), ..came("D1", 3400) };
        house.import("S2", &[out]).await;
        let view = case.see(&client(1)).await;
        assert_eq!(view.case.refund().unwrap().paid, Some(true));
        assert_eq!(problem(&office.order_refund(&accountant, &fee).await.unwrap_err()), "refund-ordered");
        house.proved().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn money_of_another_currency_goes_back_in_an_order_of_its_own() {
    for house in houses("refund_currency").await {
        let case = applied(&house).await;
        let (accountant, second, office) = (officer("accountant"), officer("accountant-2"), &house.office);
        let dollars = Moved { currency: "USD", ..came("B1", 1500).for_case(case.id) };
        house.import("S1", &[dollars, came("B2", 700)]).await;
        let waiting = house.waiting().await;
        let of = |bank: &str| waiting.iter().find(|known| known.booked.bank_reference == bank).unwrap().id;
        assert!(waiting.iter().any(|known| known.reason == Some(Reason::Currency)));
        let given = office.assign_payment(&accountant, of("B1"), None, &given_to(case.id)).await;
        assert_eq!(problem(&given.unwrap_err()), "payment-currency");

        let mut ordered = Vec::new();
        for (bank, cents) in [("B1", Some(1500)), ("B2", None)] {
            let source = RefundSource::Payment(of(bank));
            let refund = office.order_refund(&accountant, &refund_of(source, cents)).await.unwrap();
            office.approve_refund(&second, refund.id, None).await.unwrap();
            ordered.push(refund.order.amount.currency().to_string());
        }
        assert_eq!(ordered, ["USD", "EUR"]);
        let mut orders = Vec::new();
        while let Some(file) = office.export_refunds(&accountant, None).await.unwrap() {
            assert_eq!((file.refunds.len(), file.left), (1, 1 - orders.len()));
            orders.push(String::from_utf8(file.bytes).unwrap());
        }
        orders.sort_by_key(|xml| xml.contains("USD"));
        let [euros, dollars] = orders.as_slice() else { panic!("{orders:?}") };
        assert!(euros.contains("<Cd>SEPA</Cd>") && euros.contains("<ChrgBr>SLEV</ChrgBr>"));
        assert!(dollars.contains("Ccy=\"USD\"") && !dollars.contains("SEPA"), "{dollars}");
        house.proved().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_that_the_bank_took_in_another_currency_is_matched_by_an_officer() {
    for house in houses("refund_matched").await {
        let case = applied(&house).await;
        let (accountant, second, office) = (officer("accountant"), officer("accountant-2"), &house.office);
        let dollars = Moved { currency: "USD", ..came("B1", 1500).for_case(case.id) };
        house.import("S1", &[dollars, came("B2", 700)]).await;
        let mut refunds = Vec::new();
        for money in house.waiting().await {
            let wanted = refund_of(RefundSource::Payment(money.id), None);
            let refund = office.order_refund(&accountant, &wanted).await.unwrap();
            refunds.push(office.approve_refund(&second, refund.id, None).await.unwrap());
        }
        // Only what was asked for goes into the order: the other currency stays for its own.
        let dollars =
            refunds.iter().find(|refund| refund.order.amount.currency().to_string() == "USD").unwrap();
        let file = office.export_refunds(&accountant, Some(&OfBank::of(dollars))).await.unwrap().unwrap();
        assert_eq!((file.refunds, file.left), (vec![dollars.id], 1));
        assert!(office.export_refunds(&accountant, Some(&OfBank::of(dollars))).await.unwrap().is_none());

        let out = Moved { credit: false, end_to_end: Some(dollars.id.to_string()), ..came("D1", 1421) };
        house.import("S2", &[out, Moved { credit: false, ..came("D2", 120) }]).await;
        let waiting = house.waiting().await;
        let of = |bank: &str| waiting.iter().find(|known| known.booked.bank_reference == bank).unwrap();
        let (debit, charge) = (of("D1"), of("D2"));
        assert_eq!(debit.reason, Some(Reason::RefundDiffers));
        assert_eq!(debit.named_refund(), Some(dollars.id));
        assert_eq!((charge.reason, charge.named_refund()), (Some(Reason::UnknownDebit), None));
        let can = office.refunds_of_debit(&accountant, debit).await.unwrap();
        assert_eq!(can.iter().map(|refund| refund.id).collect::<Vec<_>>(), [dollars.id]);

        let why = "Banka atmaksu izmaksāja eiro pēc dienas kursa.";
        let short = office.match_refund(&accountant, debit.id, None, dollars.id, "x").await;
        assert_eq!(problem(&short.unwrap_err()), "reasons-short");
        let other = refunds.iter().find(|refund| refund.id != dollars.id).unwrap().id;
        let early = office.match_refund(&accountant, debit.id, None, other, why).await;
        assert_eq!(problem(&early.unwrap_err()), "refund-not-sent");
        let denied = office.match_refund(&officer("approver"), debit.id, None, dollars.id, why).await;
        assert!(matches!(denied, Err(OfficeError::Denied(_))));
        let matched = office.match_refund(&accountant, debit.id, None, dollars.id, why).await.unwrap();
        assert_eq!(matched.state, PaymentState::PaidOut);
        let done = office.refund(&accountant, dollars.id).await.unwrap();
        assert_eq!((done.state, done.paid.unwrap().0), (RefundState::Paid, debit.id));
        let RefundSource::Payment(money) = done.order.source else { panic!("of a case") };
        assert_eq!(office.payment(&accountant, money).await.unwrap().state, PaymentState::Refunded);
        // Once: neither the debit nor the refund is there for another.
        let twice = office.match_refund(&accountant, debit.id, None, dollars.id, why).await;
        assert_eq!(problem(&twice.unwrap_err()), "payment-state");
        let again = office.match_refund(&accountant, charge.id, None, dollars.id, why).await;
        assert_eq!(problem(&again.unwrap_err()), "refund-not-sent");
        house.proved().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_database_itself_wants_two_pairs_of_eyes() {
    for house in houses("two_eyes").await {
        house.import("S1", &[came("B1", 700)]).await;
        let stray = house.waiting().await.remove(0);
        let wanted = refund_of(RefundSource::Payment(stray.id), None);
        let refund = house.office.order_refund(&officer("accountant"), &wanted).await.unwrap();
        for what in [Tamper::OneSignature, Tamper::NoSignature, Tamper::MoneyFromNowhere] {
            assert!(!house.tamper(what).await, "{what:?}");
        }
        assert_eq!(house.office.refund(&officer("accountant"), refund.id).await.unwrap(), refund);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_fee_of_a_case_that_ended_because_the_person_died_can_be_ordered_back() {
    for house in houses("refund_dead").await {
        let case = applied(&house).await;
        served_at_the_counter(&case).await;
        let seen = case.see(&officer("case")).await.seen_at;
        case.give(&officer("case"), grant(seen)).await.unwrap();
        case.give(&officer("approver"), CaseCommand::Approve {}).await.unwrap();
        dies(&house).await;
        let reasons = "Entry 114 of the register of deaths, 23 November.".to_owned();
        let view = case.give(&officer("case"), CaseCommand::Discontinue { reasons }).await.unwrap();
        assert_eq!(view.case.stage(), "discontinued");
        let wanted = refund_of(RefundSource::Case(case.id), None);
        let refund = house.office.order_refund(&officer("accountant"), &wanted).await.unwrap();
        assert_eq!(refund.state, RefundState::Ordered);
    }
}
