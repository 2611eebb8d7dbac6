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
        let several = fees.rows.len() > 1;
        if several {
            said.fixed(0, "Maksā pirmo summu, kas atbilst:", "The first amount that fits is due:");
        }
        for row in &fees.rows {
            let line = format!(
                "{}: {}{}",
                row.amount,
                said.get(&row.name),
                self.provision(said, &row.cite, row.verified)
            );
            let depth = usize::from(several);
            said.item(depth, &line);
            if let Some(reduced) = row.reduced {
                let line = format!("{} {reduced}", said.pick("samazināta:", "reduced:"));
                said.item(depth + 1, &line);
            }
            match &row.when {
                Some(when) => said.only_when(depth + 1, Some(when), "ja:", "when:"),
                None if several => said.fixed(depth + 1, "visos citos gadījumos", "in all other cases"),
                None => {}
            }
        }
        for extra in &fees.extras {
            let per =
                extra.per.as_deref().and_then(|fact| self.fact(fact)).map_or_else(String::new, |fact| {
                    format!(
                        " {} “{}”",
                        said.pick("par katru vienību:", "for each of:"),
                        said.get(&fact.label)
                    )
                });
            let line = format!(
                "{} {}{per}: {}{}",
                said.pick("klāt nāk", "on top comes"),
                extra.amount,
                said.get(&extra.name),
                self.provision(said, &extra.cite, extra.verified)
            );
            said.item(0, &line);
            said.only_when(1, extra.when.as_ref(), "ja:", "when:");
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
    }
}
