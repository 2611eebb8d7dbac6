//! What it costs.

use super::Said;
use crate::procedure::Procedure;

impl Procedure {
    pub(super) fn explain_fees(&self, said: &mut Said) {
        let Some(fees) = self.fees() else {
            if !self.is_abstract() {
                said.heading("Valsts nodeva", "State fee");
                let none = said.pick("Nodevas nav.", "There is no fee.").to_owned();
                said.item(0, &none);
            }
            return;
        };
        match fees.is_state_fee() {
            true => said.heading("Valsts nodeva", "State fee"),
            false => said.heading("Maksa", "Price"),
        }
        for row in self.fee_table() {
            let line = format!(
                "{}{}: {}{}",
                row.amount,
                if row.per.is_some() { said.pick(" par katru", " for each") } else { "" },
                row.what.get(said.lang),
                self.provision(said, &row.cite, row.verified)
            );
            said.item(0, &line);
        }
        for (groups, lv, en) in [
            (&fees.reduced, "Samazināto nodevu maksā:", "The reduced fee is paid by:"),
            (&fees.exempt, "Nodevu nemaksā:", "No fee is paid by:"),
        ] {
            if !groups.is_empty() {
                let words = said.pick(lv, en).to_owned();
                said.item(0, &words);
            }
            for group in groups {
                let line = said.get(&group.name) + &self.provision(said, &group.cite, group.verified);
                said.item(1, &line);
            }
        }
        for extra in &fees.extras {
            said.only_when(
                0,
                extra.when.as_ref(),
                &format!("{} pieskaita, ja:", extra.name.get(kernel::Lang::LV)),
                &format!("{}: added when:", extra.name.get(kernel::Lang::EN)),
            );
            let per = extra.per.as_deref().and_then(|fact| self.fact(fact));
            if let Some(fact) = per {
                let line = format!(
                    "{} {}: {}",
                    extra.amount,
                    said.pick("par katru", "for each"),
                    said.get(&fact.label)
                );
                said.item(0, &line);
            }
        }
    }
}
