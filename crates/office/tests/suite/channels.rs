//! How a person wants to be reached is kept, for every officer of the case to see, and nobody else's to change.

use crate::house::{client, houses, officer};
use crate::journey::{applied, problem};
use kernel::PersonId;
use office::OfficeError;
use office::access::Purpose;
use office::channels::{Channels, Reach};

fn wanted(delivery: &str) -> Channels {
    Channels { questions: Reach::Post, messages: Reach::Portal, delivery: delivery.to_owned() }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_choice_is_kept_and_shown_beside_the_case() {
    for house in houses("channels").await {
        let case = applied(&house).await;
        let (me, office) = (PersonId::from_u64(1), &house.office);
        let own = Purpose::Own;
        assert_eq!(office.channels(&client(1), &own, me).await.unwrap(), None);
        assert_eq!(case.see(&officer("case")).await.channels, None);
        // What the register has no address or number for is told at each field.
        let by_wire =
            Channels { questions: Reach::Phone, messages: Reach::EMail, delivery: "portal".to_owned() };
        let Err(OfficeError::Invalid(lacking)) = office.choose_channels(&client(1), &own, me, by_wire).await
        else {
            panic!("nobody can be called without a number")
        };
        let lacking: Vec<_> = lacking.iter().map(|wrong| (wrong.field, wrong.problem.code)).collect();
        assert_eq!(lacking, [("questions", "no-phone-number"), ("messages", "no-mail-address")]);
        // Ordinary post proves nothing, so nobody can choose it for decisions.
        let wrong = office.choose_channels(&client(1), &own, me, wanted("post")).await.unwrap_err();
        assert_eq!(problem(&wrong), "unknown-way");
        office.choose_channels(&client(1), &own, me, wanted("e-address")).await.unwrap();
        assert_eq!(office.channels(&client(1), &own, me).await.unwrap(), Some(wanted("e-address")));
        assert_eq!(case.see(&officer("case")).await.channels, Some(wanted("e-address")));
        // Said again it is no news.
        let before = office.position().await.unwrap();
        office.choose_channels(&client(1), &own, me, wanted("e-address")).await.unwrap();
        assert_eq!(office.position().await.unwrap(), before);

        let purpose = Purpose::Case(case.id);
        office.choose_channels(&officer("counter"), &purpose, me, wanted("counter")).await.unwrap();
        assert_eq!(office.channels(&client(1), &own, me).await.unwrap(), Some(wanted("counter")));
        assert_eq!(case.see(&officer("approver")).await.channels, Some(wanted("counter")));
        for actor in [client(2), officer("approver"), officer("auditor")] {
            let denied = office.choose_channels(&actor, &purpose, me, wanted("portal")).await;
            assert!(matches!(denied, Err(OfficeError::Denied(_))), "{denied:?}");
        }
        let denied = office.channels(&client(2), &own, me).await;
        assert!(matches!(denied, Err(OfficeError::Denied(_))), "{denied:?}");
        let (counter, stranger) = (officer("counter"), PersonId::from_u64(999));
        let nobody = office.choose_channels(&counter, &purpose, stranger, wanted("portal")).await;
        assert!(matches!(nobody, Err(OfficeError::NotFound)), "{nobody:?}");
        assert_eq!(office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
    }
}
