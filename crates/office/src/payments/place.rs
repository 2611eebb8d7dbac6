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

/// Where `amount` goes that came for a case with this standing, of which `held` is there already in parts.
///
/// Exactly what is due, alone or with the parts before, settles the fee. Less is held. More, and whatever comes for a
/// case that owes nothing, waits for an officer: the office takes nothing that the law does not ask for.
#[must_use]
pub fn place(case: CaseId, standing: &Standing, amount: Money, held: Money) -> Place {
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
    match split(due, amount, held) {
        None => waits(Reason::Currency),
        Some(Split::Missing(missing)) => Place::Part { case, missing },
        Some(Split::Left(left)) if left.is_zero() => Place::Settles { case, amount, left },
        Some(Split::Left(_)) => waits(Reason::Overpaid),
    }
}

/// The same when an officer gives the money to the case: what is more than due is left over and does not stop it.
/// Nothing when currencies differ, or what is held would do without it.
#[must_use]
pub fn assigned(case: CaseId, due: Money, amount: Money, held: Money) -> Option<Place> {
    Some(match split(due, amount, held)? {
        Split::Missing(missing) => Place::Part { case, missing },
        // What is held already would do without it.
        Split::Left(left) if left.cents() >= amount.cents() && !amount.is_zero() && !held.is_zero() => {
            return None;
        }
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

/// What is missing of `due`, or left over; nothing when currencies differ, or what is held is more than due already.
fn split(due: Money, amount: Money, held: Money) -> Option<Split> {
    let there = held.checked_add(amount).ok()?;
    if due.currency() != there.currency() {
        return None;
    }
    let left = there.cents() - due.cents();
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

    fn goes(standing: &Standing, amount: i64, held: i64) -> Place {
        place(case(), standing, Money::eur(amount), Money::eur(held))
    }

    #[test]
    fn exactly_what_is_due_settles_and_nothing_else_does() {
        let owes = Standing::Owes(Money::eur(3400));
        let settles =
            |amount| Place::Settles { case: case(), amount: Money::eur(amount), left: Money::eur(0) };
        let waits = |reason| Place::Waits { reason, case: Some(case()) };
        assert_eq!(goes(&owes, 3400, 0), settles(3400));
        assert_eq!(goes(&owes, 1400, 2000), settles(1400));
        assert_eq!(goes(&owes, 1000, 2000), Place::Part { case: case(), missing: Money::eur(400) });
        assert_eq!(goes(&owes, 3401, 0), waits(Reason::Overpaid));
        assert_eq!(goes(&owes, 1401, 2000), waits(Reason::Overpaid));
        for (standing, reason) in [
            (Standing::OwesElsewhere, Reason::WrongAccount),
            (Standing::Settled, Reason::AlreadySettled),
            (Standing::Expects(Money::eur(3300)), Reason::AlreadySettled),
            (Standing::NoFee, Reason::NoFee),
            (Standing::Unknown, Reason::FeeUnknown),
            (Standing::Closed, Reason::CaseClosed),
        ] {
            assert_eq!(goes(&standing, 3400, 0), waits(reason));
        }
        assert_eq!(goes(&Standing::Expects(Money::eur(3400)), 3400, 0), settles(3400));
        let dollars = Money::new(3400, "USD".parse().unwrap());
        assert_eq!(place(case(), &owes, dollars, Money::new(0, dollars.currency())), waits(Reason::Currency));
    }

    #[test]
    fn what_an_officer_gives_to_a_case_settles_it_and_leaves_the_rest() {
        let to =
            |amount, held| assigned(case(), Money::eur(3400), Money::eur(amount), Money::eur(held)).unwrap();
        assert_eq!(
            to(5000, 400),
            Place::Settles { case: case(), amount: Money::eur(3000), left: Money::eur(2000) }
        );
        assert_eq!(assigned(case(), Money::eur(1500), Money::eur(500), Money::eur(2000)), None);
        assert_eq!(to(3000, 0), Place::Part { case: case(), missing: Money::eur(400) });
    }
}
