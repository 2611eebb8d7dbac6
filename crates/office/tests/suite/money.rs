//! Whatever is done with a movement, in whatever order, its money is never more and never less than what came.

use crate::house::day;
use kernel::{CaseId, Money, PaymentId, RefundId};
use office::payments::{Booked, Payment, PaymentEvent, PaymentState, Place, Reason, Standing, place};
use proptest::prelude::*;

#[derive(Debug, Clone)]
enum Done {
    Reserve(i64),
    End(usize, bool),
    SetAside,
}

fn done() -> impl Strategy<Value = Done> {
    prop_oneof![
        4 => (-50_i64..6_000).prop_map(Done::Reserve),
        4 => (0_usize..6, any::<bool>()).prop_map(|(which, paid)| Done::End(which, paid)),
        1 => Just(Done::SetAside),
    ]
}

fn booked(cents: i64) -> Booked {
    Booked {
        account: "LV44DEMO0000000000001".parse().unwrap(),
        bank_reference: "B1".to_owned(),
        statement: "S1".to_owned(),
        booked_on: day("2026-11-24"),
        amount: Money::eur(cents),
        credit: true,
        reversal: false,
        reference: None,
        text: String::new(),
        end_to_end: None,
        name: String::new(),
        other_account: None,
    }
}

fn fold(events: &[PaymentEvent]) -> Payment {
    Payment::fold(PaymentId::from_u64(1), events).unwrap()
}

proptest! {
    #[test]
    fn money_is_kept_to_the_cent(came in 1_i64..5_000, due in 1_i64..5_000, list in proptest::collection::vec(done(), 0..12)) {
        let on = day("2026-11-24");
        let case = CaseId::from_u64(1);
        let to = place(case, &Standing::Owes(Money::eur(due)), Money::eur(came));
        let used = match &to {
            Place::Settles { amount, left, .. } => {
                prop_assert_eq!(came, due, "nothing but what is due settles");
                prop_assert!(left.is_zero());
                amount.cents()
            }
            Place::Part { missing, .. } => {
                prop_assert_eq!(missing.cents() + came, due);
                came
            }
            Place::Waits { reason, .. } => {
                prop_assert_eq!(*reason, Reason::Overpaid);
                prop_assert!(came > due);
                0
            }
            Place::PaysOut { .. } => unreachable!(),
        };
        let mut events = vec![PaymentEvent::PaymentBooked { booked: Box::new(booked(came)), to }];
        let mut refunds: Vec<RefundId> = Vec::new();
        for step in list {
            let now = fold(&events);
            match step {
                Done::Reserve(cents) => {
                    let refund = RefundId::from_u64(u64::try_from(refunds.len()).unwrap() + 1);
                    let reserved = now.reserve(Money::eur(cents));
                    prop_assert_eq!(reserved.is_some(), (1..=now.left.cents()).contains(&cents));
                    if let Some((left, state)) = reserved {
                        let amount = Money::eur(cents);
                        events.push(PaymentEvent::PaymentReserved { refund, amount, left, state, on });
                        refunds.push(refund);
                    }
                }
                Done::End(which, paid) => {
                    let Some(refund) = refunds.get(which).copied() else { continue };
                    let live = now.refunds.iter().any(|(known, _, ended)| *known == refund && ended.is_none());
                    let ended = now.after_end(refund, paid);
                    prop_assert_eq!(ended.is_some(), live, "an order ends once");
                    if let Some((left, state)) = ended {
                        events.push(PaymentEvent::PaymentReleased { refund, paid, left, state, on });
                    }
                }
                Done::SetAside => {
                    let (by, reasons) = ("one".parse().unwrap(), "x".to_owned());
                    events.push(PaymentEvent::PaymentSetAside { by, reasons, on });
                }
            }
            let after = fold(&events);
            let back: i64 =
                after.refunds.iter().filter(|(_, _, ended)| *ended != Some(false)).map(|(_, sum, _)| sum.cents()).sum();
            prop_assert_eq!(after.left.cents() + back + used, came);
            prop_assert!(after.left.cents() >= 0);
            if after.state == PaymentState::Refunded {
                prop_assert!(after.left.is_zero() && !after.is_refunding());
            }
        }
    }
}
