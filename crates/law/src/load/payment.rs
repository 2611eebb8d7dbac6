//! Where money is paid to, from the nodes `payment` of `offices.kdl`.

use crate::load::parts::every;
use crate::payment::PayTo;
use crate::read::Node;
use kernel::{Iban, Text};

/// Reads the nodes `payment "state-fee" demonstration="…" { … }`.
pub(crate) fn payments(nodes: &[Node<'_>]) -> Option<Vec<PayTo>> {
    let payments = every(nodes.iter().filter(|node| node.word() == "payment").map(|node| payment(*node)))?;
    for (at, payment) in payments.iter().enumerate() {
        if payments.iter().take(at).any(|other| other.kind == payment.kind) {
            if let Some(node) = nodes.iter().filter(|node| node.word() == "payment").nth(at) {
                node.error(format!("the payment `{}` stands here twice", payment.kind), "keep one of them");
            }
            return None;
        }
    }
    Some(payments)
}

fn payment(node: Node<'_>) -> Option<PayTo> {
    node.shape(1..=1, &["demonstration"]);
    node.only(&["name", "payee", "account"]);
    let (kind, name) = (node.id(), node.need_text("name"));
    let demonstration = match node.value("demonstration") {
        Some(_) => Some(node.parsed::<Iban>("demonstration")?),
        None => None,
    };
    let Some(payee) = node.child("payee") else {
        node.error("a payment needs its payee", "add payee \"…\" en=\"…\" registration=\"…\"");
        return None;
    };
    payee.shape(1..=1, &["en", "registration", "verified", "source"]);
    payee.leaf();
    let account = match node.child("account") {
        Some(account) => {
            account.shape(1..=1, &["verified", "source"]);
            account.leaf();
            let number = account.parsed_arg::<Iban>(0)?;
            account.verified().then_some(number)
        }
        None => None,
    };
    let (official, english) = (payee.arg_str(0)?, payee.need("en"));
    let (registration, source) = (payee.need("registration"), payee.need("source"));
    Some(PayTo {
        kind: kind?.to_owned(),
        name: name?,
        payee: official.to_owned(),
        called: Text::new(official, english?),
        registration: registration?.to_owned(),
        source: source?.to_owned(),
        verified: payee.verified(),
        account,
        demonstration,
    })
}
