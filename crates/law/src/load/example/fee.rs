//! The fee that an example expects.

use super::Tried;
use crate::assess::{Truth, optional};
use crate::facts::Facts;
use crate::fee::FeeAnswer;
use crate::procedure::Procedure;
use crate::read::Node;
use kernel::Money;

pub(super) fn expected(expect: Node<'_>, procedure: &Procedure, facts: &Facts, tried: &mut Tried) {
    let Some(wanted) = expect.written("fee") else { return };
    let fee = procedure.fee(facts);
    let amount = |money: &Money| money.to_string().split(' ').next().unwrap_or_default().to_owned();
    let found = match &fee {
        FeeAnswer::None => "none".to_owned(),
        FeeAnswer::Exempt { .. } => "exempt".to_owned(),
        FeeAnswer::Unknown { .. } => "unknown".to_owned(),
        FeeAnswer::Due(line) => amount(&line.amount),
    };
    // `34`, `34.0` and `34.00` are one amount.
    let same = match (&fee, Money::parse_amount(&wanted, kernel::Currency::EUR)) {
        (FeeAnswer::Due(line), Ok(wanted)) => wanted.cents() == line.amount.cents(),
        _ => wanted == found,
    };
    if !same {
        expect.error_at("fee", format!("this example expects the fee `{wanted}`, but it is `{found}`"), "");
        return;
    }
    if let (FeeAnswer::Unknown { at_most, .. }, Some(wanted)) = (&fee, expect.written("at-most")) {
        let found = at_most.as_ref().map_or_else(|| "not known".to_owned(), amount);
        if found != wanted {
            expect.error_at("at-most", format!("the most it can be is `{found}`, not `{wanted}`"), "");
        }
    }
    match &fee {
        FeeAnswer::Due(line) => {
            tried.fees.insert(line.what.get(kernel::Lang::LV).to_owned());
            let extras = procedure.fees.iter().flat_map(|fees| &fees.extras);
            let due = extras.filter(|extra| optional(extra.when.as_ref(), facts) == Truth::Met);
            tried.extras.extend(due.map(|extra| extra.id.clone()));
        }
        FeeAnswer::Exempt { .. } => {}
        FeeAnswer::None | FeeAnswer::Unknown { .. } => return,
    }
    let groups = procedure.fees.iter().flat_map(|fees| fees.reduced.iter().chain(&fees.exempt));
    tried
        .groups
        .extend(groups.filter(|group| group.when.truth(facts) == Truth::Met).map(|group| group.id.clone()));
}
