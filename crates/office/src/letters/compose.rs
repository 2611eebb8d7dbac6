//! From a case to the content of a letter: every fact from the file, every norm from the law file.

use super::head;
use super::words::{pick, source, term_words};
use crate::act::Office;
use crate::cases::case::{FeeSettled, Phase};
use crate::cases::event::{CaseEvent, Channel, Hearing, PaymentMethod, StatedEffect, StatedOutcome};
use crate::cases::facts::source_of;
use crate::cases::term::{Starts, decision_clock, decision_term};
use crate::cases::view::Loaded;
use crate::error::OfficeError;
use documents::Many;
use documents::letter as doc;
use kernel::{Citation, Day, Lang, LetterId, Text};
use law::{Due, FeeAnswer, GroundKind, Truth};
use std::collections::BTreeSet;

/// The content of a letter of a case.
pub(super) fn letter(
    office: &Office,
    loaded: &Loaded<'_>,
    id: LetterId,
    kind: &str,
    on: Day,
    lang: Lang,
) -> Result<doc::Letter, OfficeError> {
    let writer = Writer { office, loaded, lang };
    let content = match kind {
        "confirmation" => writer.received()?,
        "receipt" => writer.receipt()?,
        "hearing" => writer.hearing()?,
        "decision" => writer.decision()?,
        other => return Err(OfficeError::Fault(format!("there is no letter of the kind `{other}`"))),
    };
    let number = loaded.case.letters.iter().position(|(known, ..)| *known == id).unwrap_or(0) + 1;
    Ok(doc::Letter {
        lang,
        letterhead: writer.letterhead(),
        reference: format!("{}/{number}", loaded.case.id.grouped()),
        date: on,
        addressee: writer.addressee(),
        signatures: writer.signatures(id),
        translation: lang != Lang::LV,
        demonstration: office.is_demonstration(),
        kind: content,
    })
}

struct Writer<'a> {
    office: &'a Office,
    loaded: &'a Loaded<'a>,
    lang: Lang,
}

fn fault(why: &str) -> OfficeError {
    OfficeError::Fault(why.to_owned())
}

impl Writer<'_> {
    fn text(&self, text: &Text) -> String {
        text.get(self.lang).to_owned()
    }

    fn say(&self, lv: impl Into<String>, en: impl Into<String>) -> String {
        pick(self.lang, lv, en)
    }

    fn norm(&self, cite: &Citation) -> doc::Norm {
        let cited = self.loaded.procedure.cite_text(cite);
        doc::Norm { text: self.text(&cited.text), source: cited.uri, confirmed: cited.verified }
    }

    fn letterhead(&self) -> doc::Letterhead {
        head::letterhead(self.office, Some(&self.loaded.case.office), self.lang)
    }

    fn addressee(&self) -> doc::Addressee {
        head::addressee(&self.loaded.applicant.on(self.office.today(), self.loaded.position))
    }

    fn case_line(&self) -> doc::CaseLine {
        doc::CaseLine {
            number: self.loaded.case.id.grouped(),
            service: self.text(self.loaded.procedure.name()),
        }
    }

    /// Who signed: for a decision who proposed and who approved, for a receipt who took the fee.
    fn signatures(&self, id: LetterId) -> Vec<doc::Signature> {
        let event = self.loaded.entries.iter().map(|entry| &entry.event).find(|e| e.letter() == Some(id));
        let codes = match event {
            Some(CaseEvent::FeePaid { by, .. } | CaseEvent::HearingInvited { by, .. }) => vec![by.clone()],
            Some(CaseEvent::Decided { decision, second, .. }) => {
                std::iter::once(decision.by.clone()).chain(second.clone()).collect()
            }
            _ => Vec::new(),
        };
        let officers = codes.iter().filter_map(|code| self.office.officer(code.as_str()));
        officers.map(|officer| head::signature(officer, self.lang)).collect()
    }

    fn channel(&self) -> doc::Channel {
        match self.loaded.case.channel {
            Channel::Portal => doc::Channel::Online,
            Channel::Counter => doc::Channel::Counter,
        }
    }

    fn received(&self) -> Result<doc::LetterKind, OfficeError> {
        let (loaded, calendar) = (self.loaded, &self.office.country().calendar);
        // As of receipt, whenever the letter is written.
        let starts = Starts { received: loaded.case.received, complete: None };
        let answer = decision_term(loaded.procedure, &loaded.facts, starts, calendar)?;
        let clock = decision_clock(loaded.procedure)?;
        let steps = answer.steps.iter().map(|step| self.text(step)).collect();
        let fee = match &loaded.assessment.fee {
            FeeAnswer::Due(line) => Some(doc::FeeLine {
                what: self.text(&line.what),
                basis: self.norm(&line.cite),
                amount: line.amount,
            }),
            _ => None,
        };
        let brings = loaded.procedure.evidence().iter().filter(|evidence| {
            evidence.from_the_person()
                && evidence.applies(&loaded.facts) != Truth::NotMet
                && !loaded.case.evidence.iter().any(|(known, ..)| *known == evidence.id)
        });
        Ok(doc::LetterKind::Received(Box::new(doc::Received {
            case: self.case_line(),
            received: loaded.case.received,
            channel: self.channel(),
            due: doc::Due {
                last_day: match answer.due {
                    Due::On(day) => Some(day),
                    Due::Paused { .. } => None,
                },
                steps: Many::from_vec(steps).ok_or_else(|| fault("the term has no calculation"))?,
                norm: self.norm(&clock.cite),
            },
            missing: brings.map(|evidence| self.text(&evidence.name)).collect(),
            fee,
            next: vec![
                self.say(
                    "Ierodieties izvēlētajā nodaļā, lai apliecinātu savu personību.",
                    "Come to the office you chose, so that your identity can be established.",
                ),
                self.say(
                    "Pēc nodevas samaksas amatpersona izskata lietu un pieņem lēmumu.",
                    "When the fee is paid, an officer examines the case and decides.",
                ),
                self.say(
                    "Par lēmumu uzzināsiet portālā, sadaļā “Manas lietas”.",
                    "You will learn of the decision on the portal, under “My matters”.",
                ),
            ],
        })))
    }

    fn receipt(&self) -> Result<doc::LetterKind, OfficeError> {
        let paid = match &self.loaded.case.fee {
            Some(FeeSettled::Paid(payment)) => payment,
            _ => return Err(fault("a receipt without a payment")),
        };
        let what = match &self.loaded.assessment.fee {
            FeeAnswer::Due(line) if line.amount == paid.amount => self.text(&line.what),
            _ => self.text(self.loaded.procedure.name()),
        };
        let line = doc::FeeLine { what, basis: self.norm(&paid.cite), amount: paid.amount };
        Ok(doc::LetterKind::Receipt(Box::new(doc::Receipt {
            case: self.case_line(),
            lines: Many::one(line),
            method: match paid.method {
                PaymentMethod::Card => doc::PaymentMethod::Card,
                PaymentMethod::Transfer => doc::PaymentMethod::Transfer,
            },
            paid_on: paid.on,
            payment_reference: Some(paid.reference.clone()).filter(|text| !text.is_empty()),
        })))
    }

    fn ground(&self, id: &str) -> Result<doc::Ground, OfficeError> {
        let ground = self.loaded.procedure.ground(id);
        let ground = ground.ok_or_else(|| fault("a ground of the decision is not in the law file"))?;
        Ok(doc::Ground { text: self.text(ground.text()), norm: self.norm(ground.cite()) })
    }

    fn findings(&self) -> Vec<doc::Finding> {
        let loaded = self.loaded;
        loaded
            .assessment
            .findings
            .iter()
            .filter(|finding| finding.truth != Truth::Unknown)
            .map(|finding| {
                let requirement =
                    loaded.procedure.requirements().iter().find(|known| known.id == finding.requirement);
                let facts = requirement.map(|known| known.condition.facts()).unwrap_or_default();
                let sources: BTreeSet<&str> =
                    facts.iter().map(|fact| source_of(&loaded.case, loaded.procedure, fact)).collect();
                let sources: Vec<String> = sources.into_iter().map(|code| source(code, self.lang)).collect();
                let name = self.text(&finding.name);
                let fact = match finding.truth {
                    Truth::Met => self.say(format!("Izpildīts: {name}"), format!("Met: {name}")),
                    _ => self.say(format!("Nav izpildīts: {name}"), format!("Not met: {name}")),
                };
                let evidence =
                    if sources.is_empty() { source("register", self.lang) } else { sources.join("; ") };
                doc::Finding { fact, evidence, standing: doc::Standing::Accepted }
            })
            .collect()
    }

    fn hearing(&self) -> Result<doc::LetterKind, OfficeError> {
        let record = self.loaded.case.hearing.as_ref().ok_or_else(|| fault("a hearing without a record"))?;
        let grounds: Result<Vec<_>, _> =
            record.grounds.iter().map(|ground| self.ground(&ground.id)).collect();
        let service = self.text(self.loaded.procedure.name());
        let ways = vec![
            self.say(
                "portālā, atverot lietu sadaļā “Manas lietas”",
                "on the portal, by opening the case under “My matters”",
            ),
            self.say("rakstveidā vai klātienē jebkurā nodaļā", "in writing or in person at any office"),
        ];
        Ok(doc::LetterKind::Hearing(Box::new(doc::HearingInvitation {
            case: self.case_line(),
            intended: self.say(
                format!("Iestāde apsver iespēju atteikt pakalpojumu “{service}”."),
                format!("The office is considering a refusal of the service “{service}”."),
            ),
            grounds: Many::from_vec(grounds?).ok_or_else(|| fault("a hearing without grounds"))?,
            findings: self.findings(),
            respond_by: record.until,
            ways: Many::from_vec(ways).ok_or_else(|| fault("no way to answer"))?,
            meeting: None,
            norm: self.norm(&self.loaded.procedure.hearing().cite),
        })))
    }

    fn decision(&self) -> Result<doc::LetterKind, OfficeError> {
        let loaded = self.loaded;
        let (Phase::Decided { decision, .. } | Phase::InForce { decision, .. }) = &loaded.case.phase else {
            return Err(fault("a decision letter without a decision"));
        };
        let mut cites: Vec<Citation> = Vec::new();
        let mut cite = |citation: &Citation| {
            if !cites.contains(citation) {
                cites.push(citation.clone());
            }
        };
        loaded.assessment.findings.iter().for_each(|finding| cite(&finding.cite));
        let (outcome, reasons, considerations, opinions) = match &decision.outcome {
            StatedOutcome::Grant { effects, reasons, .. } => {
                for effect in effects {
                    if let StatedEffect::IssueDocument { cite: basis, .. } = effect {
                        cite(basis);
                    }
                }
                (self.granted(effects)?, self.grant_reasons(reasons), doc::Considerations::Bound, Vec::new())
            }
            StatedOutcome::Refuse { grounds, reasons, hearing, route, .. } => {
                grounds.iter().for_each(|ground| cite(&ground.cite));
                cite(&route.cite);
                let bound = grounds.iter().all(|stated| {
                    let ground = loaded.procedure.ground(&stated.id);
                    ground.is_some_and(|ground| ground.kind() == GroundKind::Must)
                });
                if !bound {
                    return Err(fault("a refusal that leaves a choice needs considerations of usefulness"));
                }
                let outcome = self.refused(grounds, hearing, route)?;
                (outcome, vec![reasons.clone()], doc::Considerations::Bound, self.opinions(hearing))
            }
        };
        let norms: Vec<doc::Norm> = cites.iter().map(|citation| self.norm(citation)).collect();
        let service = self.text(loaded.procedure.name());
        Ok(doc::LetterKind::Decision(Box::new(doc::Decision {
            case: self.case_line(),
            request: doc::Request {
                text: self.say(
                    format!("Iesniedzējs lūdz sniegt pakalpojumu “{service}”."),
                    format!("The applicant asks for the service “{service}”."),
                ),
                received: loaded.case.received,
                channel: self.channel(),
            },
            opinions,
            findings: Many::from_vec(self.findings()).ok_or_else(|| fault("a decision without findings"))?,
            reasons: Many::from_vec(reasons).ok_or_else(|| fault("a decision without reasons"))?,
            considerations,
            norms: Many::from_vec(norms).ok_or_else(|| fault("a decision without norms"))?,
            outcome,
        })))
    }

    fn grant_reasons(&self, written: &str) -> Vec<String> {
        let mut reasons = vec![self.say(
            "Visas normatīvajos aktos noteiktās prasības ir izpildītas, un atteikuma pamata nav.",
            "All requirements of the law are met, and there is no ground for refusal.",
        )];
        if !written.is_empty() {
            reasons.push(written.to_owned());
        }
        reasons
    }

    fn granted(&self, effects: &[StatedEffect]) -> Result<doc::Outcome, OfficeError> {
        let name = |kind: &str| {
            let known = self.office.law().document(kind);
            known.map_or_else(|| kind.to_owned(), |document| self.text(&document.name))
        };
        let rights = effects.iter().filter_map(|effect| match effect {
            StatedEffect::IssueDocument { kind, valid, .. } => {
                let (document, term) = (name(kind), term_words(*valid, self.lang));
                Some(self.say(
                    format!("Izsniegt dokumentu: {document}. Derīguma termiņš: {term}."),
                    format!("A document is issued: {document}. Valid for {term}."),
                ))
            }
            StatedEffect::CancelPrevious { kind } => {
                let document = name(kind);
                Some(self.say(
                    format!("Iepriekš izsniegtais dokuments ({document}) zaudē spēku, saņemot jauno."),
                    format!("The document held until now ({document}) ends when the new one is received."),
                ))
            }
            StatedEffect::SetFact { .. } => None,
        });
        let rights = Many::from_vec(rights.collect()).ok_or_else(|| fault("a grant that grants nothing"))?;
        Ok(doc::Outcome::Granted { rights, appeal: None })
    }

    fn refused(
        &self,
        grounds: &[crate::cases::event::StatedGround],
        hearing: &Hearing,
        route: &crate::cases::event::StatedRoute,
    ) -> Result<doc::Outcome, OfficeError> {
        let service = self.text(self.loaded.procedure.name());
        let grounds: Result<Vec<_>, _> = grounds.iter().map(|stated| self.ground(&stated.id)).collect();
        let rule = self.loaded.procedure.route();
        let norm = self.norm(&self.loaded.procedure.hearing().cite);
        Ok(doc::Outcome::Refused {
            denied: self.say(
                format!("Atteikt pakalpojumu “{service}”."),
                format!("The service “{service}” is refused."),
            ),
            grounds: Many::from_vec(grounds?).ok_or_else(|| fault("a refusal without grounds"))?,
            hearing: match hearing {
                Hearing::Heard { invited, answered, .. } => {
                    doc::Hearing::Heard { invited: *invited, answered: *answered, norm }
                }
                Hearing::Waived { cite, why } => {
                    doc::Hearing::Waived { why: why.clone(), norm: self.norm(cite) }
                }
            },
            appeal: doc::AppealRoute {
                authority: self.text(&rule.to_name),
                submit_at: self.letterhead().authority,
                term: route.term,
                last_day: None,
                suspends: rule.suspensive,
                norm: self.norm(&route.cite),
            },
        })
    }

    fn opinions(&self, hearing: &Hearing) -> Vec<doc::Opinion> {
        match hearing {
            Hearing::Heard { opinion, answered: Some(_), .. } => vec![doc::Opinion {
                party: self.say("Iesniedzējs", "The applicant"),
                text: opinion.clone(),
                answer: None,
            }],
            Hearing::Heard { .. } | Hearing::Waived { .. } => Vec::new(),
        }
    }
}
