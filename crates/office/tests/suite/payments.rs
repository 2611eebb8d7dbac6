//! Money that comes: invoices, statements of the bank, what waits for an officer, on both engines.

use crate::bank::{Moved, OURS, came, statement};
use crate::commands::{evidence, identify, pay};
use crate::house::{client, day, houses, officer};
use crate::journey::{applied, problem};
use kernel::{CaseId, Lang, Money};
use office::OfficeError;
use office::actor::Actor;
use office::cases::event::PaymentMethod;
use office::cases::{CaseCommand, FeeSettled, GivenValue};
use office::payments::{Assignment, Payment, PaymentState, Reason};
use payments::CreditorReference;

fn reasons(payments: &[Payment]) -> Vec<(&str, Option<Reason>)> {
    payments.iter().map(|payment| (payment.booked.bank_reference.as_str(), payment.reason)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invoice_goes_out_with_the_confirmation_and_follows_the_facts() {
    for house in houses("invoice").await {
        let case = applied(&house).await;
        let view = case.see(&client(1)).await;
        let invoice = view.payable().expect("an invoice").clone();
        assert_eq!(
            (invoice.amount, invoice.due, invoice.replaces),
            (Money::eur(3400), day("2026-11-24"), false)
        );
        assert_eq!((invoice.payee.as_str(), invoice.account.as_str()), ("Valsts kase", OURS));
        assert_eq!(invoice.reference.case(), Some(case.id));
        let code = invoice.code().unwrap();
        assert!(code.payload().ends_with(&format!("EUR34\n\n{}", invoice.reference)), "{}", code.payload());

        // The same facts again tell nothing anew.
        let declare = |value: &str| CaseCommand::Declare {
            fact: "speed".to_owned(),
            value: GivenValue::Code(value.to_owned()),
        };
        let same = case.give(&client(1), declare("normal")).await.unwrap();
        assert_eq!(same.case.invoice.as_ref(), Some(&invoice));
        // Another speed is another fee: the old invoice is superseded in the same commit.
        let fast = case.give(&client(1), declare("fast")).await.unwrap();
        let newer = fast.payable().unwrap();
        assert_eq!((newer.amount, newer.replaces), (Money::eur(6000), true));
        assert_eq!(newer.reference, invoice.reference);
        // What is not known yet can be told to nobody.
        let claim = CaseCommand::Declare {
            fact: "fee.claim".to_owned(),
            value: GivenValue::Code("pensioner".to_owned()),
        };
        let unknown = case.give(&client(1), claim).await.unwrap();
        assert!(unknown.payable().is_none() && unknown.case.invoice.is_some());

        while house.office.run_due_jobs().await.unwrap() > 0 {}
        let letters = case.see(&client(1)).await.letters;
        assert_eq!(letters.iter().filter(|letter| letter.kind == "invoice").count(), 4);
        for letter in letters.iter().filter(|letter| letter.kind == "invoice") {
            let file = house.office.letter(&client(1), letter.id).await.unwrap();
            assert!(file.bytes.starts_with(b"%PDF-"));
        }
        house.proved().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transfer_settles_the_fee_before_anybody_comes_and_is_entered_once() {
    for house in houses("transfer").await {
        let case = applied(&house).await;
        let report = house.import("S1", &[came("B1", 3400).for_case(case.id)]).await;
        assert_eq!(report.statements[0].count(PaymentState::Settled), 1);
        let view = case.see(&client(1)).await;
        let Some(FeeSettled::Paid(paid)) = &view.case.fee else { panic!("unpaid") };
        assert_eq!((paid.amount, paid.payments.len(), paid.on), (Money::eur(3400), 1, day("2026-11-24")));
        assert_eq!(view.case.stage(), "received", "identity is still to be established");
        assert!(view.payable().is_none());

        // The same statement, and the same movement in another one: nothing, and it says so.
        let position = house.office.position().await.unwrap();
        for id in ["S1", "S2"] {
            let again = house.import(id, &[came("B1", 3400).for_case(case.id)]).await;
            assert_eq!((again.statements[0].new.len(), again.statements[0].known), (0, 1));
        }
        assert_eq!(house.office.position().await.unwrap(), position);

        // Two days later the person comes: nothing is left to pay, and the term runs from the day on which all is there.
        house.clock.set("2026-11-26T08:00:00Z");
        let counter = officer("counter");
        case.give(&counter, identify("XX0000001")).await.unwrap();
        case.give(&counter, evidence("photo")).await.unwrap();
        let identified = case.give(&counter, evidence("fingerprints")).await.unwrap();
        assert_eq!(identified.case.stage(), "examination");
        assert!(!identified.allowed.contains(&"take-fee"));
        assert_eq!(identified.term.due, law::Due::On(day("2026-12-10")));
        let line = &house.office.work_list(&officer("case"), &Default::default()).await.unwrap().items[0];
        assert_eq!((line.stage.as_str(), line.due), ("examination", Some(day("2026-12-10"))));

        while house.office.run_due_jobs().await.unwrap() > 0 {}
        let letters = case.see(&client(1)).await.letters;
        assert!(letters.iter().any(|letter| letter.kind == "receipt"));
        house.proved().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn parts_add_up_and_what_fits_nothing_waits_with_its_reason() {
    for house in houses("parts").await {
        let case = applied(&house).await;
        let unknown = CaseId::from_u64(77);
        let report = house
            .import(
                "S1",
                &[
                    came("B1", 1000).for_case(case.id),
                    Moved { text: "par pasi &lt;b&gt;Ilzei&lt;/b&gt;", ..came("B2", 500) },
                    came("B3", 3400).for_case(unknown),
                    Moved { credit: false, ..came("B4", 120) },
                    came("B5", 9900).for_case(case.id),
                ],
            )
            .await;
        assert_eq!(report.statements[0].count(PaymentState::Part), 1);
        assert_eq!(report.statements[0].count(PaymentState::Waiting), 4);
        // The standard takes an entry of nothing; there is no money to place.
        let nothing = house.import("S0", &[came("B0", 0).for_case(case.id)]).await;
        assert_eq!((nothing.statements[0].new.len(), nothing.statements[0].empty), (0, 1));
        let waiting = house.waiting().await;
        let mut told = reasons(&waiting);
        told.sort_by_key(|(bank, _)| (*bank).to_owned());
        assert_eq!(
            told,
            [
                ("B2", Some(Reason::NoReference)),
                ("B3", Some(Reason::UnknownCase)),
                ("B4", Some(Reason::UnknownDebit)),
                ("B5", Some(Reason::Overpaid)),
            ]
        );
        let written = waiting.iter().find(|payment| payment.booked.bank_reference == "B2").unwrap();
        assert_eq!(written.booked.text, "par pasi <b>Ilzei</b>");
        let view = case.see(&client(1)).await;
        // The part is paid; the invoice for the rest takes the place of the one for the whole, with its own code.
        assert_eq!(view.fee_short(), Some((Money::eur(3400), Money::eur(1000), Money::eur(2400))));
        let rest = view.payable().unwrap();
        assert_eq!(
            (rest.amount, rest.rest(), rest.replaces),
            (Money::eur(2400), Some((Money::eur(3400), Money::eur(1000))), true)
        );
        assert!(rest.code().unwrap().payload().contains("\nEUR24\n"));
        assert!(!view.is_fee_settled() && view.case.stage() == "received");
        assert!(view.history.iter().any(|line| line.kind == "fee-part-paid"));

        // The rest comes, with the reference in what was written: both parts pay together.
        let text = format!("Nodeva {}", CreditorReference::of_case(case.id).grouped().to_lowercase());
        house.import("S2", &[Moved { text: &text, ..came("B6", 2400) }]).await;
        let view = case.see(&client(1)).await;
        let Some(FeeSettled::Paid(paid)) = &view.case.fee else { panic!("unpaid") };
        assert_eq!((paid.amount, paid.payments.len()), (Money::eur(3400), 2));
        assert!(view.is_fee_settled() && view.payable().is_none());
        while house.office.run_due_jobs().await.unwrap() > 0 {}
        let letters = case.see(&client(1)).await.letters;
        for (kind, count) in [("invoice", 2), ("receipt", 2)] {
            let own: Vec<_> =
                letters.iter().filter(|letter| letter.kind == kind && letter.lang == Lang::LV).collect();
            assert_eq!(own.len(), count, "{kind}");
            for letter in own {
                assert!(
                    house.office.letter(&client(1), letter.id).await.unwrap().bytes.starts_with(b"%PDF-")
                );
            }
        }
        // Once more for the same case.
        house.import("S3", &[came("B7", 3400).for_case(case.id)]).await;
        let waiting = house.waiting().await;
        assert!(reasons(&waiting).contains(&("B7", Some(Reason::AlreadySettled))));
        house.proved().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_pays_twice_for_what_a_part_paid_already() {
    for house in houses("part_paid").await {
        let case = applied(&house).await;
        let counter = officer("counter");
        let declare = |value: &str| CaseCommand::Declare {
            fact: "speed".to_owned(),
            value: GivenValue::Code(value.to_owned()),
        };
        house.import("S1", &[came("B1", 1000).for_case(case.id)]).await;
        // The fee rises: the new invoice is for what is missing of it, not for all of it.
        let fast = case.give(&client(1), declare("fast")).await.unwrap();
        let invoice = fast.payable().unwrap();
        assert_eq!((invoice.amount, invoice.whole), (Money::eur(5000), Some(Money::eur(6000))));
        assert!(invoice.replaces);
        // The counter takes the rest, and what the bank brought is no part that waits any more.
        let identified = case.give(&counter, identify("XX0000001")).await.unwrap();
        assert_eq!(identified.case.stage(), "identified");
        let paid = case.give(&counter, pay()).await.unwrap();
        assert_eq!(paid.case.paid.iter().map(|paid| paid.amount.cents()).collect::<Vec<_>>(), [1000, 5000]);
        assert!(paid.is_fee_settled() && paid.fee_over().is_none());
        assert_eq!(paid.case.stage(), "examination");
        assert!(house.waiting().await.is_empty());
        // The fee falls below what came: the rest of it can go back, and nothing is asked for.
        let slow = case.give(&client(1), declare("normal")).await.unwrap();
        assert_eq!(slow.fee_over(), Some(Money::eur(2600)));
        house.proved().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_is_enough_when_the_fee_falls_to_it() {
    for house in houses("part_enough").await {
        let case = applied(&house).await;
        let declare = |value: &str| CaseCommand::Declare {
            fact: "speed".to_owned(),
            value: GivenValue::Code(value.to_owned()),
        };
        case.give(&client(1), declare("fast")).await.unwrap();
        house.import("S1", &[came("B1", 4000).for_case(case.id)]).await;
        assert!(!case.see(&client(1)).await.is_fee_settled());
        let slow = case.give(&client(1), declare("normal")).await.unwrap();
        assert!(slow.is_fee_settled() && slow.payable().is_none());
        assert_eq!(slow.fee_over(), Some(Money::eur(600)));
        house.proved().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transfer_taken_for_paid_at_the_counter_is_the_same_money_when_the_bank_tells_of_it() {
    for house in houses("confirmed").await {
        let case = applied(&house).await;
        let counter = officer("counter");
        case.give(&counter, identify("XX0000001")).await.unwrap();
        let taken = CaseCommand::TakeFee { method: PaymentMethod::Transfer, reference: "T-7".to_owned() };
        case.give(&counter, taken).await.unwrap();
        let report = house.import("S1", &[came("B1", 3400).for_case(case.id)]).await;
        assert_eq!(report.statements[0].count(PaymentState::Settled), 1);
        let Some(FeeSettled::Paid(paid)) = case.see(&client(1)).await.case.fee else { panic!("unpaid") };
        assert_eq!((paid.payments.len(), paid.reference.as_str()), (1, "T-7"));
        // A second transfer is too much, and waits.
        house.import("S2", &[came("B2", 3400).for_case(case.id)]).await;
        assert_eq!(reasons(&house.waiting().await), [("B2", Some(Reason::AlreadySettled))]);
        house.proved().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_gives_money_to_a_case_or_sets_it_aside() {
    for house in houses("assign").await {
        let case = applied(&house).await;
        let (accountant, office) = (officer("accountant"), &house.office);
        house.import("S1", &[came("B1", 5000), Moved { credit: false, ..came("B2", 120) }]).await;
        let waiting = house.waiting().await;
        let money = waiting.iter().find(|payment| payment.booked.credit).unwrap();
        let charge = waiting.iter().find(|payment| !payment.booked.credit).unwrap();

        let assign = |who: Actor, payment: kernel::PaymentId, case, why: &'static str| {
            let office = office.clone();
            async move {
                let wanted = Assignment { case, other_reference: false, reasons: why };
                office.assign_payment(&who, payment, None, &wanted).await
            }
        };
        let why = "Maksātājs uzrakstīja vārdu.";
        for role in ["counter", "case", "approver", "auditor", "operator"] {
            assert!(matches!(
                assign(officer(role), money.id, case.id, "x").await,
                Err(OfficeError::Denied(_))
            ));
        }
        assert_eq!(
            problem(&assign(accountant.clone(), money.id, case.id, " ").await.unwrap_err()),
            "required"
        );
        assert_eq!(
            problem(&assign(accountant.clone(), money.id, case.id, "x").await.unwrap_err()),
            "reasons-short"
        );
        let nowhere = assign(accountant.clone(), money.id, CaseId::from_u64(9), why).await;
        assert_eq!(problem(&nowhere.unwrap_err()), "payment-case");
        let out = assign(accountant.clone(), charge.id, case.id, why).await;
        assert_eq!(problem(&out.unwrap_err()), "payment-debit");
        let wanted = Assignment { case: case.id, other_reference: false, reasons: why };
        let stale = office.assign_payment(&accountant, money.id, Some(9), &wanted).await;
        assert_eq!(problem(&stale.unwrap_err()), "stale");

        let given =
            assign(accountant.clone(), money.id, case.id, "Rakstīts vārds, ne atsauce.").await.unwrap();
        assert_eq!((given.state, given.reason), (PaymentState::Waiting, Some(Reason::Overpaid)));
        assert_eq!((given.left, given.case), (Money::eur(1600), Some(case.id)));
        assert!(matches!(case.see(&client(1)).await.case.fee, Some(FeeSettled::Paid(_))));
        let aside = office.set_payment_aside(&accountant, charge.id, None, "Bankas komisija").await.unwrap();
        assert_eq!(aside.state, PaymentState::SetAside);
        let twice = office.set_payment_aside(&accountant, charge.id, None, "x").await;
        assert_eq!(problem(&twice.unwrap_err()), "payment-state");
        // The accountant reconciled, and read no case and no person.
        assert!(matches!(office.case(&accountant, case.id).await, Err(OfficeError::Denied(_))));
        house.proved().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn money_that_names_another_case_is_given_away_only_knowingly() {
    for house in houses("other_case").await {
        let case = applied(&house).await;
        let (accountant, office) = (officer("accountant"), &house.office);
        let other = CaseId::from_u64(77);
        house.import("S1", &[came("B1", 3400).for_case(other)]).await;
        let money = house.waiting().await.remove(0);
        let given = |other_reference| {
            let wanted = Assignment {
                case: case.id,
                other_reference,
                reasons: "Maksātājs sajauca divu lietu atsauces.",
            };
            let (office, accountant) = (office.clone(), accountant.clone());
            async move { office.assign_payment(&accountant, money.id, None, &wanted).await }
        };
        let OfficeError::Invalid(faults) = given(false).await.unwrap_err() else { panic!("given") };
        assert_eq!((faults[0].field, faults[0].problem.code), ("other_reference", "payment-other-case"));
        assert!(faults[0].problem.args.contains(&("case", other.grouped())), "{:?}", faults[0].problem.args);
        assert!(case.see(&client(1)).await.case.fee.is_none());
        assert_eq!(given(true).await.unwrap().state, PaymentState::Settled);
        house.proved().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_not_ours_or_does_not_add_up_is_not_taken_in_at_all() {
    for house in houses("wrong_statement").await {
        let case = applied(&house).await;
        let import = |file: Vec<u8>| {
            let office = house.office.clone();
            async move { problem(&office.import_statement(&officer("accountant"), file).await.unwrap_err()) }
        };
        let good = || [came("B1", 3400).for_case(case.id)];
        let position = house.office.position().await.unwrap();
        assert_eq!(import(b"hello".to_vec()).await, "statement-wrong");
        assert_eq!(import(statement("S1", "LV74TREL2140093025000", &good())).await, "statement-account");
        let balances = "<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">0</Amt>\
            <CdtDbtInd>CRDT</CdtDbtInd></Bal><Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp>\
            <Amt Ccy=\"EUR\">35.00</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal><Ntry>";
        let file = String::from_utf8(statement("S1", OURS, &good())).unwrap().replacen("<Ntry>", balances, 1);
        assert_eq!(import(file.into_bytes()).await, "statement-sum");
        // A day that has not come, of an entry or of a balance.
        let file = String::from_utf8(statement("S1", OURS, &good())).unwrap();
        assert_eq!(import(file.replace("2026-11-24", "2031-12-01").into_bytes()).await, "statement-future");
        let balance = "<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">0</Amt>\
            <CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-25</Dt></Dt></Bal><Ntry>";
        assert_eq!(import(file.replacen("<Ntry>", balance, 1).into_bytes()).await, "statement-future");
        let denied = house.office.import_statement(&officer("counter"), Vec::new()).await;
        assert!(matches!(denied, Err(OfficeError::Denied(_))));
        assert_eq!(house.office.position().await.unwrap(), position, "half a write");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_read_one_statement_at_once_each_movement_is_entered_by_one() {
    for house in houses("statement_race").await {
        let case = applied(&house).await;
        let bank: Vec<String> = (0..12).map(|n| format!("B{n}")).collect();
        let mut list: Vec<Moved<'_>> = bank.iter().map(|bank| came(bank, 100)).collect();
        list.push(came("F", 3400).for_case(case.id));
        let file = statement("S1", OURS, &list);
        let read = |file: Vec<u8>| {
            let office = house.office.clone();
            async move { office.import_statement(&officer("accountant"), file).await }
        };
        let (one, two) = tokio::join!(read(file.clone()), read(file));
        let (one, two) = (one.unwrap().statements.remove(0), two.unwrap().statements.remove(0));
        assert_eq!((one.new.len() + two.new.len(), one.known + two.known), (13, 13));
        assert!(matches!(case.see(&client(1)).await.case.fee, Some(FeeSettled::Paid(_))));
        house.proved().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn outside_a_demonstration_nobody_is_told_an_account_that_was_not_verified() {
    let law = law::LawBook::bundled().unwrap();
    for to in law.payments() {
        assert!(to.verified && to.account(true) != to.account(false), "{}", to.kind);
        assert!(to.account(true).unwrap().as_str().get(4..8) == Some("DEMO"));
    }
    let of = |kind: &str| law.payments().iter().find(|to| to.kind == kind).unwrap();
    assert_eq!(of("state-fee").account(false), None);
    assert_eq!(of("paid-service").account(false).unwrap().as_str(), "LV74TREL2140093025000");
}
