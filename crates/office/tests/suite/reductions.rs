//! Reductions and exemptions decided with reason: what an officer judges changes the fee as the law file says, and the
//! invoice with it.

use crate::commands::identify;
use crate::house::{client, houses_of, officer};
use crate::journey::applied;
use kernel::Money;
use law::{FeeAnswer, LawBook};
use office::cases::{CaseCommand, FeeSettled, GivenValue};

/// The law with one more group, whom an officer judges to belong to it.
pub fn with_a_judged_exemption() -> LawBook {
    let group = "        exempt \"judged\" cite=\"mk133\" verified=#false {\n            \
        name lv=\"Izdomāta grupa\" en=\"An invented group\"\n            fee.claim is=\"pensioner\"\n            person.pensioner is=#false\n            document.damaged judged=#true\n        }\n";
    let example = "    example \"judged\" like=\"adult\" {\n        given person.age=63 fee.claim=\"pensioner\" person.pensioner=#false document.damaged=#true\n        \
        expect outcome=\"grant\" fee=\"exempt\"\n    }\n";
    let files: Vec<(&str, String)> = law::files::bundled()
        .iter()
        .map(|(path, text)| {
            let mut text = (*text).to_owned();
            if path.contains("passport.citizen/") {
                let at = text.find("        reduced \"under-20\"").unwrap();
                text.insert_str(at, group);
                let at = text.rfind('}').unwrap();
                text.insert_str(at, example);
            }
            (*path, text)
        })
        .collect();
    LawBook::load(files.iter().map(|(path, text)| (*path, text.as_str()))).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_judgment_with_reasons_exempts_and_takes_the_invoice_back() {
    for house in houses_of("judged_fee", &with_a_judged_exemption()).await {
        let case = applied(&house).await;
        let (counter, examiner) = (officer("counter"), officer("case"));
        case.give(&counter, identify("XX0000001")).await.unwrap();
        let claim = CaseCommand::Declare {
            fact: "fee.claim".to_owned(),
            value: GivenValue::Code("pensioner".to_owned()),
        };
        case.give(&client(1), claim).await.unwrap();
        let shown = CaseCommand::RecordEvidence {
            evidence: "pension-certificate".to_owned(),
            attachment: None,
            note: "Apliecība nav derīga".to_owned(),
            shows: [("person.pensioner".to_owned(), GivenValue::Bool(false))].into(),
            everywhere: false,
        };
        let before = case.give(&counter, shown).await.unwrap();
        let FeeAnswer::Unknown { missing, .. } = &before.assessment.fee else { panic!("{before:?}") };
        assert_eq!(missing, &["document.damaged"]);
        assert!(
            before.case.invoice.is_some() && before.payable().is_none(),
            "what is not known is no invoice"
        );
        let judge = |value, reasons: &str| CaseCommand::Judge {
            fact: "document.damaged".to_owned(),
            value: GivenValue::Bool(value),
            reasons: reasons.to_owned(),
        };
        assert_eq!(case.refused(&examiner, judge(true, "jā")).await, "reasons-short");
        assert_eq!(case.refused(&counter, judge(true, "Dokuments ir acīmredzami bojāts.")).await, "denied");
        let no = case.give(&examiner, judge(false, "Dokuments ir vesels un salasāms.")).await.unwrap();
        assert_eq!(no.payable().unwrap().amount, Money::eur(3400));
        let yes = case.give(&examiner, judge(true, "Pārskatot: vāks ir pārplēsts pušu.")).await.unwrap();
        assert!(matches!(yes.assessment.fee, FeeAnswer::Exempt { .. }));
        assert!(yes.case.invoice.is_some() && yes.payable().is_none());
        let done = case.give(&counter, CaseCommand::ExemptFee {}).await.unwrap();
        assert!(matches!(done.case.fee, Some(FeeSettled::Exempt { .. })));
        assert_eq!(case.see(&client(1)).await.case.stage(), "examination");
        house.proved().await;
    }
}
