//! Where money goes that came for a case. Pure: the whole rule stands here.

use super::event::{Place, Reason};
use kernel::{CaseId, Money};

/// What a case owes, as far as a payment asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// So much, to the account on which the payment came.
    Owes(Money),
    /// Nothing, but an officer took a transfer of this much for paid, and the bank has not told of it yet.
    Expects(Money),
    /// So much, to another account.
    OwesElsewhere,
    /// Nothing any more.
    Settled,
    /// Nothing at all.
    NoFee,
    /// It cannot be told yet.
    Unknown,
    /// The case is closed, or is not being examined.
    Closed,
}

/// Where `amount` goes that came for a case with this standing.
///
/// Exactly what is due settles the fee. Less pays a part of it, and the rest is due then. More, and whatever comes for a
/// case that owes nothing, waits for an officer: the office takes nothing that the law does not ask for.
#[must_use]
pub fn place(case: CaseId, standing: &Standing, amount: Money) -> Place {
    let waits = |reason| Place::Waits { reason, case: Some(case) };
    let due = match standing {
        Standing::Owes(due) => *due,
        // What was taken for paid is there: it is the same money.
        Standing::Expects(paid) if *paid == amount => {
            return Place::Settles { case, amount, left: Money::new(0, amount.currency()) };
        }
        Standing::Expects(_) => return waits(Reason::AlreadySettled),
        Standing::OwesElsewhere => return waits(Reason::WrongAccount),
        Standing::Settled => return waits(Reason::AlreadySettled),
        Standing::NoFee => return waits(Reason::NoFee),
        Standing::Unknown => return waits(Reason::FeeUnknown),
        Standing::Closed => return waits(Reason::CaseClosed),
    };
    match split(due, amount) {
        None => waits(Reason::Currency),
        Some(Split::Missing(missing)) => Place::Part { case, missing },
        Some(Split::Left(left)) if left.is_zero() => Place::Settles { case, amount, left },
        Some(Split::Left(_)) => waits(Reason::Overpaid),
    }
}

/// The same when an officer gives the money to the case: what is more than due is left over and does not stop it.
/// Nothing when currencies differ.
#[must_use]
pub fn assigned(case: CaseId, due: Money, amount: Money) -> Option<Place> {
    Some(match split(due, amount)? {
        Split::Missing(missing) => Place::Part { case, missing },
        Split::Left(left) => {
            let used = Money::new(amount.cents() - left.cents(), amount.currency());
            Place::Settles { case, amount: used, left }
        }
    })
}

enum Split {
    Missing(Money),
    Left(Money),
}

/// What is missing of `due`, or left over; nothing when currencies differ.
fn split(due: Money, amount: Money) -> Option<Split> {
    if due.currency() != amount.currency() {
        return None;
    }
    let left = amount.cents() - due.cents();
    let money = |cents| Money::new(cents, due.currency());
    Some(if left < 0 { Split::Missing(money(-left)) } else { Split::Left(money(left)) })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn case() -> CaseId {
        CaseId::from_u64(7)
    }

    fn goes(standing: &Standing, amount: i64) -> Place {
        place(case(), standing, Money::eur(amount))
    }

    #[test]
    fn exactly_what_is_due_settles_and_nothing_else_does() {
        let owes = Standing::Owes(Money::eur(3400));
        let settles =
            |amount| Place::Settles { case: case(), amount: Money::eur(amount), left: Money::eur(0) };
        let waits = |reason| Place::Waits { reason, case: Some(case()) };
        assert_eq!(goes(&owes, 3400), settles(3400));
        assert_eq!(goes(&owes, 3000), Place::Part { case: case(), missing: Money::eur(400) });
        assert_eq!(goes(&owes, 3401), waits(Reason::Overpaid));
        for (standing, reason) in [
            (Standing::OwesElsewhere, Reason::WrongAccount),
            (Standing::Settled, Reason::AlreadySettled),
            (Standing::Expects(Money::eur(3300)), Reason::AlreadySettled),
            (Standing::NoFee, Reason::NoFee),
            (Standing::Unknown, Reason::FeeUnknown),
            (Standing::Closed, Reason::CaseClosed),
        ] {
            assert_eq!(goes(&standing, 3400), waits(reason));
        }
        assert_eq!(goes(&Standing::Expects(Money::eur(3400)), 3400), settles(3400));
        let dollars = Money::new(3400, "USD".parse().unwrap());
        assert_eq!(place(case(), &owes, dollars), waits(Reason::Currency));
    }

    #[test]
    fn what_an_officer_gives_to_a_case_settles_it_and_leaves_the_rest() {
        let to = |amount| assigned(case(), Money::eur(3400), Money::eur(amount)).unwrap();
        assert_eq!(
            to(5000),
            Place::Settles { case: case(), amount: Money::eur(3400), left: Money::eur(1600) }
        );
        assert_eq!(assigned(case(), Money::eur(1500), Money::new(500, "USD".parse().unwrap())), None);
        assert_eq!(to(3000), Place::Part { case: case(), missing: Money::eur(400) });
    }
}
