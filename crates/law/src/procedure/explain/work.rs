//! The steps of the work, what people are told, how long the case is kept.

use super::Said;
use crate::procedure::{AccessClass, Coming, NoticeChannel, NoticeLanguage, Procedure};
use crate::words::Case;

impl Procedure {
    pub(super) fn explain_work(&self, said: &mut Said) {
        if self.stages().is_empty() {
            return;
        }
        said.heading("Darba gaita", "Steps of the work");
        for stage in self.stages() {
            let cite = stage.cite.as_ref();
            let provision = cite.map(|cite| self.provision(said, cite, stage.verified)).unwrap_or_default();
            let line = format!("{} ({}){provision}", said.get(&stage.name), said.actor(&stage.by));
            said.item(0, &line);
            self.explain_after(said, &stage.after);
            let settled: Vec<String> = stage
                .settles
                .iter()
                .filter_map(|id| self.requirements().iter().find(|known| known.id == *id))
                .map(|requirement| said.get(&requirement.name))
                .collect();
            if !settled.is_empty() {
                let line =
                    format!("{}: {}", said.pick("jābūt zināmam", "has to be known"), settled.join(", "));
                said.item(1, &line);
            }
            if stage.brought {
                said.item(
                    1,
                    said.pick(
                        "jābūt visam, kas uzreiz jāiesniedz",
                        "everything that is brought at once is there",
                    ),
                );
            }
            let says: Vec<String> = stage.says.iter().map(|says| said.get(&says.name)).collect();
            if !says.is_empty() {
                let line = format!("{}: {}", said.pick("jānorāda", "has to say"), says.join(", "));
                said.item(1, &line);
            }
            said.only_when(1, stage.when.as_ref(), "tikai tad, ja:", "only when:");
            said.only_when(1, stage.unless.as_ref(), "izlaiž, ja:", "left out when:");
        }
    }

    /// Whether whoever applies online comes to an office, where the file says it.
    pub(super) fn explain_visit(&self, said: &mut Said) {
        let words = match self.visit().coming {
            None => return,
            Some(Coming::Must) => said.pick(
                "kas piesakās tiešsaistē, tam jāierodas nodaļā",
                "whoever applies online has to come to an office",
            ),
            Some(Coming::May) => said.pick(
                "kas piesakās tiešsaistē, tam nodaļā nav jāierodas, bet var ierasties",
                "whoever applies online need not come to an office, and may",
            ),
            Some(Coming::Never) => said.pick("nodaļā nekas nav jādara", "nothing of it is done in an office"),
        };
        let line = words.to_owned();
        said.heading("Apmeklējums", "Visit");
        said.item(0, &line);
    }

    /// An event in words: the step that gives rise to it, or what every case knows.
    pub(super) fn event(&self, said: &Said, event: &str) -> String {
        if let Some(stage) = self.stages().iter().find(|stage| stage.emits.iter().any(|known| known == event))
        {
            return said.get(&stage.name);
        }
        let mut overdue = self.clocks().iter().filter_map(|clock| clock.on_overdue.as_ref());
        if let Some(overdue) = overdue.find(|overdue| overdue.emits.as_deref() == Some(event)) {
            return said.get(&overdue.name);
        }
        let words = match event {
            "received" => said.pick("iesnieguma saņemšana", "receipt of the application"),
            "evidence-complete" => said.pick("visu dokumentu saņemšana", "receipt of all documents"),
            "decided" => said.pick("lēmuma pieņemšana", "the decision"),
            "document-made" => said.pick("dokumenta izgatavošana", "the making of the document"),
            "served" => said.pick("lēmuma paziņošana", "service of the decision"),
            "in-force" => said.pick("lēmuma spēkā stāšanās", "the decision taking effect"),
            "contest-decision" => {
                said.pick("lēmums par apstrīdēto aktu", "the decision on the contested act")
            }
            "closed" => said.pick("lietas pabeigšana", "the end of the case"),
            "withdrawn" => said.pick("iesnieguma atsaukšana", "withdrawal of the application"),
            "evidence-requested" => said.pick("dokumentu pieprasīšana", "a request for documents"),
            "hearing-invited" => said.pick("uzaicinājums izteikt viedokli", "the invitation to be heard"),
            "hearing-answered" => said.pick("viedokļa saņemšana", "the answer in the hearing"),
            "term-extended" => said.pick("termiņa pagarināšana", "extension of the term"),
            "term-suspended" => said.pick("termiņa apturēšana", "suspension of the term"),
            "term-resumed" => said.pick("termiņa atjaunošana", "the term running again"),
            "attempt-failed" => said.pick("nesekmīgs mēģinājums", "an attempt in vain"),
            "term-reinstated" => {
                said.pick("nokavētā termiņa atjaunošana", "reinstatement of the missed term")
            }
            "term-overdue" => said.pick("termiņa nokavēšana", "the term having passed"),
            other => return other.to_owned(),
        };
        words.to_owned()
    }

    /// The decisions after which alone something comes.
    pub(super) fn explain_after(&self, said: &mut Said, decisions: &[String]) {
        let after = decisions.iter().filter_map(|id| self.decision(id));
        let after: Vec<String> = after.map(|decision| said.get(&decision.name)).collect();
        if !after.is_empty() {
            let only = said.pick("tikai pēc lēmuma", "only after the decision");
            said.item(1, &format!("{only}: {}", after.join(", ")));
        }
    }

    pub(super) fn explain_notices(&self, said: &mut Said) {
        if !self.notices().is_empty() {
            said.heading("Paziņojumi", "Notices");
        }
        for notice in self.notices() {
            let channel = match notice.channel {
                NoticeChannel::Chosen => said.pick("izvēlētajā veidā", "by the chosen way"),
                NoticeChannel::Portal => said.pick("portālā", "in the portal"),
                NoticeChannel::EAddress => {
                    said.pick("oficiālajā elektroniskajā adresē", "to the official e-address")
                }
                NoticeChannel::Email => said.pick("e-pastā", "by e-mail"),
                NoticeChannel::Counter => said.pick("klātienē", "at the counter"),
                NoticeChannel::Post => said.pick("pa pastu", "by post"),
                NoticeChannel::RegisteredPost => said.pick("ar ierakstītu sūtījumu", "by registered post"),
                NoticeChannel::Publication => said.pick("publicējot", "by publication"),
            };
            let language = match notice.language {
                NoticeLanguage::State | NoticeLanguage::Chosen => "",
                NoticeLanguage::Understood => {
                    said.pick("; personai saprotamā valodā", "; in a language that the person understands")
                }
            };
            let proof = if notice.proof_of_service {
                said.pick("; saņemšana jāpierāda", "; its receipt must be proven")
            } else {
                ""
            };
            let within = notice.within.map_or_else(String::new, |term| {
                format!("; {} {}", said.pick("ne vēlāk kā pēc", "within"), said.term_in(term, Case::AfterPec))
            });
            let cite = notice.cite.as_ref();
            let line = format!(
                "{} ({}, {}: {}): {channel}{language}{proof}{within}{}",
                said.get(&notice.name),
                said.actor(&notice.to),
                said.pick("notikums", "event"),
                self.event(said, &notice.on),
                cite.map_or_else(String::new, |cite| self.provision(said, cite, notice.verified))
            );
            said.item(0, &line);
            if let Some(says) = &notice.says {
                let line = said.get(says);
                said.says(&line);
            }
            self.explain_after(said, &notice.after);
            said.only_when(1, notice.when.as_ref(), "tikai tad, ja:", "only when:");
        }
        let Some(kept) = self.retention() else { return };
        said.heading("Glabāšana", "Retention");
        let term =
            kept.term.map_or_else(|| said.pick("pastāvīgi", "for ever").to_owned(), |term| said.term(term));
        let class = match kept.class {
            AccessClass::Open => said.pick("vispārpieejama informācija", "open to everybody"),
            AccessClass::Restricted => {
                said.pick("ierobežotas pieejamības informācija", "of restricted access")
            }
        };
        let provision = kept.cite.as_ref().map(|cite| self.provision(said, cite, kept.verified));
        let line = format!(
            "{term}, {} {}; {class}{}",
            said.pick("skaitot no:", "counted from"),
            self.event(said, &kept.from),
            provision.unwrap_or_default()
        );
        said.item(0, &line);
    }
}
