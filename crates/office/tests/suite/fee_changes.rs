//! A fee against the facts as they change after it was paid or exempted: what is missing is asked for, what is too much
//! can go back, and nothing is decided in between.

use crate::bank::{THEIRS, came};
use crate::commands::{evidence, grant, identify, pay};
use crate::house::{client, day, houses, houses_of, officer};
use crate::journey::{Case, applied, problem, served_at_the_counter};
use crate::reductions::with_a_judged_exemption;
use kernel::{Currency, Money};
use law::FeeAnswer;
use office::cases::event::PaymentMethod;
use office::cases::{CaseCommand, CaseView, FeeSettled, GivenValue};
use office::payments::{PaymentState, Reason, Refund, RefundRequest, RefundSource};
use office::{Actor, OfficeError};

fn speed(value: &str) -> CaseCommand {
    CaseCommand::Declare { fact: "speed".to_owned(), value: GivenValue::Code(value.to_owned()) }
}

fn judged(exempt: bool) -> CaseCommand {
    CaseCommand::Judge {
        fact: "document.damaged".to_owned(),
        value: GivenValue::Bool(exempt),
        reasons: "Dokuments ir rūpīgi apskatīts klātienē.".to_owned(),
    }
}

async fn order_back(case: &Case<'_>, cents: Option<i64>) -> Result<Refund, OfficeError> {
    let wanted = RefundRequest {
        source: RefundSource::Case(case.id),
        cents,
        payee: "Ilze Piemēra".to_owned(),
        account: THEIRS.to_owned(),
        ground: "Izdomātais likums, 1. pants".to_owned(),
        reasons: "Samaksāts vairāk, nekā likums prasa.".to_owned(),
    };
    case.house.office.order_refund(&officer("accountant"), &wanted).await
}

/// The stage as the list has it.
async fn listed(case: &Case<'_>) -> String {
    let list = case.house.office.work_list(&officer("case"), &Default::default()).await.unwrap();
    list.items.iter().find(|line| line.id == case.id).unwrap().stage.clone()
}

async fn seen(case: &Case<'_>, actor: &Actor) -> CaseView {
    let view = case.see(actor).await;
    assert_eq!(listed(case).await, view.case.stage(), "list and file");
    view
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fast_passport_is_not_decided_for_the_price_of_the_slow_one() {
    for house in houses("fee_rises").await {
        let case = applied(&house).await;
        let (counter, examiner) = (officer("counter"), officer("case"));
        house.import("S1", &[came("B1", 3400).for_case(case.id)]).await;
        let fast = case.give(&client(1), speed("fast")).await.unwrap();
        let invoice = fast.payable().expect("an invoice for the rest").clone();
        assert_eq!((invoice.amount, invoice.whole), (Money::eur(2600), Some(Money::eur(6000))));
        assert!(!invoice.replaces, "what was paid is not taken back");
        assert_eq!(fast.fee_short(), Some((Money::eur(6000), Money::eur(3400), Money::eur(2600))));

        let identified = case.give(&counter, identify("XX0000001")).await.unwrap();
        assert_eq!(identified.case.stage(), "identified");
        assert!(identified.allowed.contains(&"take-fee"));
        case.give(&counter, evidence("photo")).await.unwrap();
        case.give(&counter, evidence("fingerprints")).await.unwrap();
        let view = seen(&case, &examiner).await;
        assert!(!view.allowed.contains(&"propose"));
        assert_eq!(case.refused(&examiner, grant(view.seen_at)).await, "fee-short");

        // A part of the rest is taken as a part of a whole fee is, and the rest of it settles.
        house.import("S2", &[came("B2", 600).for_case(case.id)]).await;
        let part = seen(&case, &client(1)).await;
        assert_eq!(part.fee_short(), Some((Money::eur(6000), Money::eur(4000), Money::eur(2000))));
        let rest = part.payable().unwrap();
        assert_eq!(
            (rest.amount, rest.whole, rest.replaces),
            (Money::eur(2000), Some(Money::eur(6000)), true)
        );
        house.clock.set("2026-11-25T08:00:00Z");
        let report = house.import("S3", &[came("B3", 2000).for_case(case.id)]).await;
        assert_eq!(report.statements[0].count(PaymentState::Settled), 1);
        let paid = seen(&case, &examiner).await;
        assert_eq!(paid.case.stage(), "examination");
        let Some(FeeSettled::Paid(payment)) = &paid.case.fee else { panic!("unpaid") };
        assert_eq!((payment.amount, payment.payments.len()), (Money::eur(6000), 3));
        assert!(paid.payable().is_none() && paid.fee_over().is_none());

        case.give(&examiner, grant(paid.seen_at)).await.unwrap();
        case.give(&officer("approver"), CaseCommand::Approve {}).await.unwrap();
        while house.office.run_due_jobs().await.unwrap() > 0 {}
        let letters = case.see(&client(1)).await.letters;
        for (kind, count) in [("invoice", 3), ("receipt", 3)] {
            let of =
                |letter: &&office::cases::LetterView| letter.kind == kind && letter.lang == kernel::Lang::LV;
            assert_eq!(letters.iter().filter(of).count(), count, "{kind}");
        }
        for letter in letters.iter().filter(|letter| letter.kind == "invoice" || letter.kind == "receipt") {
            assert!(house.office.letter(&client(1), letter.id).await.unwrap().bytes.starts_with(b"%PDF-"));
        }
        house.proved().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_counter_takes_the_rest_and_the_bank_confirms_each_transfer_by_itself() {
    for house in houses("fee_rest").await {
        let case = applied(&house).await;
        let counter = officer("counter");
        case.give(&counter, identify("XX0000001")).await.unwrap();
        let transfer = |reference: &str| CaseCommand::TakeFee {
            method: PaymentMethod::Transfer,
            reference: reference.to_owned(),
        };
        case.give(&counter, transfer("T-1")).await.unwrap();
        case.give(&client(1), speed("fast")).await.unwrap();
        assert_eq!(seen(&case, &client(1)).await.case.stage(), "identified");
        // The bank tells of the first transfer: it is that, and no part of the rest.
        house.import("S1", &[came("B1", 3400).for_case(case.id)]).await;
        let view = seen(&case, &client(1)).await;
        assert_eq!(view.payable().unwrap().amount, Money::eur(2600));
        let paid = case.give(&counter, transfer("T-2")).await.unwrap();
        assert_eq!(paid.case.paid.iter().map(|paid| paid.amount.cents()).collect::<Vec<_>>(), [3400, 2600]);
        assert_eq!(case.refused(&counter, pay()).await, "fee-settled");
        house.import("S2", &[came("B2", 2600).for_case(case.id), came("B3", 2600).for_case(case.id)]).await;
        let view = seen(&case, &client(1)).await;
        assert!(view.case.paid.iter().all(|paid| paid.payments.len() == 1), "{:?}", view.case.paid);
        let waiting = house.waiting().await;
        assert_eq!(
            waiting.iter().map(|left| left.reason).collect::<Vec<_>>(),
            [Some(Reason::AlreadySettled)]
        );
        house.proved().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_facts_made_too_much_goes_back_and_is_asked_for_again_when_they_change_back() {
    for house in houses("fee_falls").await {
        let case = applied(&house).await;
        let counter = officer("counter");
        case.give(&client(1), speed("fast")).await.unwrap();
        case.give(&counter, identify("XX0000001")).await.unwrap();
        case.give(&counter, pay()).await.unwrap();
        assert_eq!(problem(&order_back(&case, None).await.unwrap_err()), "refund-early");
        case.give(&client(1), speed("normal")).await.unwrap();
        let view = seen(&case, &client(1)).await;
        assert_eq!((view.case.stage(), view.fee_over()), ("examination", Some(Money::eur(2600))));
        assert_eq!(problem(&order_back(&case, Some(2601)).await.unwrap_err()), "refund-amount");
        let refund = order_back(&case, None).await.unwrap();
        assert_eq!(refund.order.amount, Money::eur(2600));
        assert_eq!(problem(&order_back(&case, None).await.unwrap_err()), "refund-ordered");
        let view = seen(&case, &client(1)).await;
        assert!(view.is_fee_settled() && view.fee_over().is_none());

        // Fast again: what is on its way back is missing.
        case.give(&client(1), speed("fast")).await.unwrap();
        let view = seen(&case, &client(1)).await;
        assert_eq!((view.case.stage(), view.payable().unwrap().amount), ("identified", Money::eur(2600)));
        // It does not go back after all: it is there, and enough.
        let (office, second) = (&house.office, officer("accountant-2"));
        office.refuse_refund(&second, refund.id, None, "Persona pārdomāja.").await.unwrap();
        let view = seen(&case, &client(1)).await;
        assert!(view.is_fee_settled() && view.payable().is_none());
        assert_eq!(view.case.stage(), "examination");
        house.proved().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_exemption_falls_away_with_the_facts_that_it_stood_on() {
    for house in houses_of("fee_exemption_falls", &with_a_judged_exemption()).await {
        let (case, counter, examiner) = exempt(&house).await;
        let falls = case.give(&examiner, judged(false)).await.unwrap();
        assert!(falls.exemption_fell() && falls.case.fee.is_none());
        assert_eq!((falls.case.stage(), falls.payable().unwrap().amount), ("identified", Money::eur(3400)));
        assert_eq!(case.refused(&examiner, grant(falls.seen_at)).await, "fee-fallen");
        // It holds again when an officer records it again.
        let holds = case.give(&examiner, judged(true)).await.unwrap();
        assert!(!holds.is_fee_settled());
        case.give(&counter, CaseCommand::ExemptFee {}).await.unwrap();
        assert_eq!(seen(&case, &client(1)).await.case.stage(), "examination");
        house.proved().await;
    }
}

/// A case whose fee is exempt as an officer judged, recorded at the counter.
async fn exempt(house: &crate::house::House) -> (Case<'_>, Actor, Actor) {
    let case = applied(house).await;
    let (counter, examiner) = (officer("counter"), officer("case"));
    case.give(&counter, identify("XX0000001")).await.unwrap();
    let claim = GivenValue::Code("pensioner".to_owned());
    let claim = CaseCommand::Declare { fact: "fee.claim".to_owned(), value: claim };
    let unknown = case.give(&client(1), claim).await.unwrap();
    assert!(matches!(unknown.assessment.fee, FeeAnswer::Unknown { .. }));
    // What cannot be determined is not offered to be taken.
    let counters = case.see(&counter).await;
    assert!(!counters.allowed.contains(&"take-fee"), "{:?}", counters.allowed);
    assert_eq!(case.refused(&counter, pay()).await, "fee-unknown");
    let shown = CaseCommand::RecordEvidence {
        evidence: "pension-certificate".to_owned(),
        attachment: None,
        note: "Apliecība nav derīga".to_owned(),
        shows: [("person.pensioner".to_owned(), GivenValue::Bool(false))].into(),
        everywhere: false,
    };
    case.give(&counter, shown).await.unwrap();
    case.give(&examiner, judged(true)).await.unwrap();
    case.give(&counter, CaseCommand::ExemptFee {}).await.unwrap();
    (case, counter, examiner)
}

/// What holds of a case at every moment, whatever happened to it.
async fn holds(case: &Case<'_>, step: &str) {
    let view = seen(case, &officer("case")).await;
    let due = match &view.assessment.fee {
        FeeAnswer::Due(line) => line.amount.cents(),
        FeeAnswer::Exempt { .. } => 0,
        other => panic!("{step}: {other:?}"),
    };
    let paid = view.case.fee_paid(Currency::EUR).cents();
    let settled = view.case.fee.is_some() && paid >= due;
    assert_eq!(view.is_fee_settled(), settled, "{step}: {paid} of {due}");
    assert_eq!(view.case.stage(), if settled { "examination" } else { "identified" }, "{step}");
    assert_eq!(view.allowed.contains(&"propose"), settled, "{step}");
    let over = (paid > due && !view.case.paid.is_empty()).then(|| Money::eur(paid - due));
    assert_eq!(view.fee_over(), over, "{step}");
    let missing = (paid < due).then(|| Money::eur(due - paid));
    assert_eq!(view.payable().map(|invoice| invoice.amount), missing, "{step}");
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_changes_a_case_waits_for_exactly_what_is_missing() {
    for house in houses_of("fee_walk", &with_a_judged_exemption()).await {
        let (case, counter, examiner) = exempt(&house).await;
        let mut dice: u32 = 7;
        let mut under_way = None;
        for step in 0..60 {
            dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let view = case.see(&counter).await;
            let missing = view.payable().map(|invoice| invoice.amount.cents());
            let did = match (dice >> 16) % 9 {
                0 => case.give(&client(1), speed("fast")).await.map(|_| "fast"),
                1 => case.give(&client(1), speed("normal")).await.map(|_| "normal"),
                2 | 3 => case.give(&examiner, judged(dice >> 31 == 0)).await.map(|_| "judged"),
                4 | 5 => {
                    let bank = format!("W{step}");
                    if let Some(cents) = missing {
                        house.import(&bank, &[came(&bank, cents).for_case(case.id)]).await;
                    }
                    Ok("transfer")
                }
                6 if view.allowed.contains(&"take-fee") => case.give(&counter, pay()).await.map(|_| "paid"),
                6 if view.allowed.contains(&"exempt-fee") => {
                    case.give(&counter, CaseCommand::ExemptFee {}).await.map(|_| "exempted")
                }
                7 if view.fee_over().is_some() && under_way.is_none() => {
                    under_way = Some(order_back(&case, None).await.unwrap().id);
                    Ok("ordered back")
                }
                8 => {
                    if let Some(refund) = under_way.take() {
                        let second = officer("accountant-2");
                        house.office.refuse_refund(&second, refund, None, "Nē").await.unwrap();
                    }
                    Ok("refused")
                }
                _ => Ok("nothing"),
            };
            let did = did.unwrap();
            holds(&case, &format!("{step}: {did}")).await;
        }
        assert!(case.see(&counter).await.case.paid.len() > 1, "the walk paid nothing twice");
        house.proved().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_days_of_the_term_begin_again_with_the_rest_of_the_fee() {
    for house in houses("fee_term").await {
        let case = applied(&house).await;
        let counter = officer("counter");
        served_at_the_counter(&case).await;
        case.give(&client(1), speed("fast")).await.unwrap();
        house.clock.set("2026-11-26T08:00:00Z");
        let paid = case.give(&counter, pay()).await.unwrap();
        // Two working days after Thursday, 26 November: Friday and Monday.
        assert_eq!(paid.term.due, law::Due::On(day("2026-11-30")));
    }
}
