//! Cases of a family that are examined together.

use crate::commands::{evidence, identify};
use crate::house::{House, citizen, client, houses, officer, passport};
use crate::journey::Case;
use office::cases::CaseCommand;
use std::collections::BTreeSet;

/// Three persons who each apply for a passport.
async fn family(house: &House) -> Vec<Case<'_>> {
    let mut cases = Vec::new();
    for number in [1, 2, 3] {
        let mut who = citizen(number, "Ilze", "Piemēra", "1990-03-02");
        who.more.push(passport(10 + number, &format!("XX000000{number}"), "2027-12-31"));
        house.enter(who).await;
        let id = house.office.apply(&client(number), &house.application(number)).await.unwrap();
        cases.push(Case { house, id });
    }
    cases
}

fn join(other: &Case<'_>) -> CaseCommand {
    CaseCommand::Join { case: other.id }
}

#[tokio::test(flavor = "multi_thread")]
async fn joined_cases_share_the_officer_and_the_evidence_for_all() {
    for house in houses("together").await {
        let cases = family(&house).await;
        let (examiner, counter) = (officer("case"), officer("counter"));
        let [first, second, third] = cases.as_slice() else { panic!("three") };
        assert_eq!(first.refused(&examiner, join(first)).await, "joined-itself");
        let nobody = CaseCommand::Join { case: kernel::CaseId::from_u64(1) };
        assert_eq!(first.refused(&examiner, nobody).await, "unknown-case");
        assert_eq!(first.refused(&counter, join(second)).await, "denied");
        assert_eq!(first.refused(&examiner, CaseCommand::Part {}).await, "not-joined");
        first.give(&examiner, join(second)).await.unwrap();
        assert_eq!(first.refused(&examiner, join(second)).await, "joined-already");
        // Whoever joins one of them joins all.
        third.give(&examiner, join(second)).await.unwrap();
        let all: BTreeSet<_> = cases.iter().map(|case| case.id).collect();
        for case in &cases {
            let mut group = case.see(&examiner).await.case.joined;
            group.insert(case.id);
            assert_eq!(group, all);
        }
        // The client is not told with whose case it is examined.
        assert!(first.see(&client(1)).await.joined.is_empty());

        first.give(&examiner, CaseCommand::Assign { to: Some("case".to_owned()) }).await.unwrap();
        for case in &cases {
            assert_eq!(case.see(&examiner).await.case.assigned.unwrap().as_str(), "case");
        }
        // Evidence for all counts where somebody was identified, and nowhere before.
        first.give(&counter, identify("XX0000001")).await.unwrap();
        second.give(&counter, identify("XX0000002")).await.unwrap();
        let CaseCommand::RecordEvidence { evidence, note, shows, attachment, .. } = evidence("photo") else {
            panic!("evidence")
        };
        let shared = CaseCommand::RecordEvidence { evidence, note, shows, attachment, everywhere: true };
        first.give(&counter, shared).await.unwrap();
        let has = async |case: &Case<'_>| case.see(&examiner).await.case.evidence.len();
        assert_eq!((has(first).await, has(second).await, has(third).await), (1, 1, 0));
        let shown = second.see(&examiner).await;
        assert!(shown.case.evidence[0].1.contains(&first.id.grouped()), "{:?}", shown.case.evidence);

        second.give(&examiner, CaseCommand::Part {}).await.unwrap();
        assert!(second.see(&examiner).await.case.joined.is_empty());
        assert_eq!(first.see(&examiner).await.case.joined, [third.id].into());
        assert_eq!(third.see(&examiner).await.case.joined, [first.id].into());
        // A case that is over is not joined any more.
        second.give(&client(2), CaseCommand::Withdraw { words: String::new() }).await.unwrap();
        assert_eq!(first.refused(&examiner, join(second)).await, "case-closed");
        assert_eq!(house.office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
    }
}
