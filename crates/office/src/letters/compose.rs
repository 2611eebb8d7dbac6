//! From a case to the content of a letter: every fact from the file, every norm from the law file.

mod contest;
mod decision;
mod due;
mod findings;
mod hearing;
mod notice;
mod onward;
mod received;

use super::head;
use super::words::pick;
use crate::act::Office;
use crate::actor::Role;
use crate::appointments::AppointmentView;
use crate::cases::correspondence;
use crate::cases::event::{CaseEvent, Channel, PaymentMethod, StatedDecision, TermMoved};
use crate::cases::opinion::Asked;
use crate::cases::rules::ParentCase;
use crate::cases::view::{Loaded, OPINION};
use crate::error::OfficeError;
use documents::Many;
use documents::letter as doc;
use documents::words::money_words;
use kernel::{Citation, Day, Lang, LetterId, Money, OfficerId, Text};
use law::{EvidenceBy, FeeAnswer, FeeLine, FeePart, Procedure};

/// The content of a letter of a case; `visit` is the visit for it, where one is booked.
pub(super) fn letter(
    office: &Office,
    (loaded, visit): (&Loaded<'_>, Option<&AppointmentView>),
    id: LetterId,
    kind: &str,
    on: Day,
    lang: Lang,
) -> Result<doc::Letter, OfficeError> {
    let writer = Writer { office, loaded, visit, lang };
    let content = match kind {
        "confirmation" => writer.received()?,
        "invoice" => writer.invoice()?,
        "receipt" => writer.receipt()?,
        "hearing" => writer.hearing()?,
        "decision" => writer.decision()?,
        OPINION => writer.question(id)?,
        "request" => writer.request(id)?,
        "notice" => writer.notice(id)?,
        other => return Err(OfficeError::Fault(format!("there is no letter of the kind `{other}`"))),
    };
    let number = writer.number(id);
    Ok(doc::Letter {
        lang,
        letterhead: writer.letterhead(kind),
        reference: format!("{}/{number}", loaded.case.id.grouped()),
        date: on,
        addressee: writer.addressee(id),
        signatures: writer.signatures(id),
        translation: lang != Lang::LV,
        demonstration: office.is_demonstration(),
        kind: content,
    })
}

/// What a decision says, sentence by sentence, as its letter does: of a burden what it imposes, of what answers no
/// application of a service what is decided, and of any other decision what follows from it beside its answer. Nothing for
/// a service that is granted.
pub(crate) fn said(
    office: &Office,
    loaded: &Loaded<'_>,
    decision: &StatedDecision,
    lang: Lang,
) -> Vec<String> {
    Writer { office, loaded, visit: None, lang }.told_on_page(decision)
}

struct Writer<'a> {
    office: &'a Office,
    loaded: &'a Loaded<'a>,
    visit: Option<&'a AppointmentView>,
    lang: Lang,
}

/// Who extended a term: who asked for it and who agreed.
fn signers(moved: &TermMoved) -> Vec<OfficerId> {
    std::iter::once(moved.by.clone()).chain(moved.second.clone()).collect()
}

fn fault(why: &str) -> OfficeError {
    OfficeError::Fault(why.to_owned())
}

/// A provision, as the procedure that cites it names its act.
fn norm_of(procedure: &Procedure, cite: &Citation, lang: Lang) -> doc::Norm {
    let cited = procedure.cite_text(cite);
    doc::Norm { text: cited.text.get(lang).to_owned(), source: cited.uri, confirmed: cited.verified }
}

impl Writer<'_> {
    fn text(&self, text: &Text) -> String {
        text.get(self.lang).to_owned()
    }

    fn say(&self, lv: impl Into<String>, en: impl Into<String>) -> String {
        pick(self.lang, lv, en)
    }

    fn norm(&self, cite: &Citation) -> doc::Norm {
        norm_of(self.loaded.procedure, cite, self.lang)
    }

    /// Who writes: what the law leaves to somebody above the offices is not written by one of them, and of a contest no
    /// letter is.
    fn letterhead(&self, kind: &str) -> doc::Letterhead {
        let unit = Some(self.loaded.case.office.as_str());
        let unit =
            unit.filter(|_| kind != "decision" && self.contested().is_none() || self.above().is_none());
        head::letterhead(self.office, unit, self.lang)
    }

    /// Who takes the decision, where the law names somebody of the authority other than the officers of its offices.
    fn above(&self) -> Option<&Text> {
        let takes = |stage: &&law::Stage| stage.emits.iter().any(|event| event == "decided");
        let by = &self.loaded.procedure.stages().iter().find(takes)?.by;
        let officers = Role::ALL.iter().any(|role| role.code() == by.code);
        let acted = self.loaded.case.decision().is_some_and(|decision| decision.act.is_some());
        (!by.outside && !officers && !acted).then_some(&by.name)
    }

    /// The number of a letter in the register of correspondence of its case.
    fn number(&self, id: LetterId) -> u32 {
        let zone = self.office.zone();
        let acted =
            self.loaded.entries.iter().map(|entry| (&entry.event, entry.actor.as_str(), zone.day(entry.at)));
        let items = correspondence::register(&self.loaded.case, self.office.law().outside(), acted);
        items.iter().find(|item| item.letter == Some(id)).map_or(1, |item| item.number)
    }

    /// The question to another body that a letter asks.
    fn asked(&self, id: LetterId) -> Option<&Asked> {
        self.loaded.case.opinions.iter().map(|opinion| &opinion.asked).find(|asked| asked.letter == id)
    }

    fn addressee(&self, id: LetterId) -> doc::Addressee {
        if let Some(asked) = self.asked(id) {
            let body = self.office.law().body(&asked.body);
            let name = body.map_or_else(|| asked.body.clone(), |body| self.text(&body.name));
            return doc::Addressee { name, personal_code: None, address: Vec::new() };
        }
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
            Some(CaseEvent::FeePaid(paid)) => paid.by.iter().cloned().collect(),
            Some(CaseEvent::HearingInvited { by, .. }) => vec![by.clone()],
            Some(CaseEvent::OpinionAsked(asked)) => vec![asked.by.clone()],
            Some(CaseEvent::EvidenceRequested(asked)) => vec![asked.by.clone()],
            Some(CaseEvent::Decided { decision, second, .. }) => {
                std::iter::once(decision.by.clone()).chain(second.clone()).collect()
            }
            // Of a term that was extended whoever extended it.
            Some(CaseEvent::NoticeGiven(given)) => given
                .clock
                .as_deref()
                .and_then(|clock| self.extended(clock))
                .into_iter()
                .flat_map(signers)
                .collect(),
            _ => Vec::new(),
        };
        let officers = codes.iter().filter_map(|code| self.office.officer(code.as_str()));
        let mut signed: Vec<_> = officers.map(|officer| head::signature(officer, self.lang)).collect();
        // Who signs last takes the decision, for whomever the law names.
        let decided = matches!(event, Some(CaseEvent::Decided { .. }));
        if let Some((last, name)) = signed.last_mut().zip(self.above().filter(|_| decided)) {
            last.role = self.text(name);
        }
        signed
    }

    /// How a term was extended last.
    fn extended(&self, clock: &str) -> Option<&TermMoved> {
        self.loaded.entries.iter().rev().find_map(|entry| match &entry.event {
            CaseEvent::TermExtended(moved) if moved.clock == clock => Some(moved),
            _ => None,
        })
    }

    /// The case whose decision this one is about.
    fn contested(&self) -> Option<&ParentCase<'_>> {
        self.loaded.parent.as_ref().filter(|_| self.loaded.case.contests())
    }

    /// On what the case rests when nobody applied: what the officer wrote, or the case that led to it.
    fn basis(&self) -> Option<String> {
        let begun = self.loaded.case.begun.as_ref().filter(|begun| !begun.contests)?;
        if let Some(parent) = begun.parent {
            let number = parent.grouped();
            return Some(self.say(
                format!("Lieta ierosināta pēc lēmuma lietā {number}."),
                format!("The case follows from the decision in case {number}."),
            ));
        }
        let basis = begun.basis.trim().trim_end_matches('.');
        (!basis.is_empty()).then(|| {
            self.say(
                format!("Ierosināšanas pamats: {basis}."),
                format!("The case was begun on this basis: {basis}."),
            )
        })
    }

    fn channel(&self) -> doc::Channel {
        match self.loaded.case.channel {
            _ if self.contested().is_some() => doc::Channel::Contest,
            Channel::Portal => doc::Channel::Online,
            Channel::Counter => doc::Channel::Counter,
            Channel::Post => doc::Channel::Post,
            Channel::EAddress => doc::Channel::EAddress,
            Channel::Phone => doc::Channel::Phone,
            Channel::Office => doc::Channel::Office,
        }
    }

    fn invoice(&self) -> Result<doc::LetterKind, OfficeError> {
        let invoice =
            self.loaded.case.invoice.as_ref().ok_or_else(|| fault("a letter without an invoice"))?;
        let whole = invoice.whole.unwrap_or(invoice.amount);
        let line = self.fee_line(whole, invoice.amount, &invoice.cite);
        let code = invoice.code().and_then(|code| code.qr());
        Ok(doc::LetterKind::Invoice(Box::new(doc::Invoice {
            case: self.case_line(),
            line,
            due: invoice.due,
            payee: self.office.law().payee(&invoice.payee, self.lang),
            registration: invoice.registration.clone(),
            account: invoice.account.grouped(),
            reference: invoice.reference.grouped(),
            code: code.ok_or_else(|| fault("an invoice without a payment code"))?.svg(),
            replaces: invoice.replaces,
            rest: invoice.rest(),
        })))
    }

    /// What an amount is for: where the law asks for `whole` now, by what that adds up from.
    fn fee_line(&self, whole: Money, amount: Money, cite: &Citation) -> doc::FeeLine {
        match &self.loaded.assessment.fee {
            FeeAnswer::Due(line) if line.amount == whole => doc::FeeLine { amount, ..self.fee_due(line) },
            _ => {
                let what = self.text(self.loaded.procedure.name());
                doc::FeeLine { what, basis: self.norm(cite), amount }
            }
        }
    }

    /// What is due, with everything that it adds up from and the provision of each.
    fn fee_due(&self, line: &FeeLine) -> doc::FeeLine {
        let amount = line.amount;
        let [first, more @ ..] = line.parts.as_slice() else {
            return doc::FeeLine { what: self.text(&line.what), basis: self.norm(&line.cite), amount };
        };
        let mut basis = self.norm(&first.cite);
        if more.is_empty() {
            return doc::FeeLine { what: self.text(&first.what), basis, amount };
        }
        for norm in more.iter().map(|part| self.norm(&part.cite)) {
            if !basis.text.contains(&norm.text) {
                basis.text = format!("{}; {}", basis.text, norm.text);
                // One link would be that of another act.
                basis.source = None;
            }
            basis.confirmed &= norm.confirmed;
        }
        let each =
            |part: &FeePart| format!("{} – {}", self.text(&part.what), money_words(part.amount, self.lang));
        let what = line.parts.iter().map(each).collect::<Vec<_>>().join("; ");
        doc::FeeLine { what, basis, amount }
    }

    fn receipt(&self) -> Result<doc::LetterKind, OfficeError> {
        let case = &self.loaded.case;
        // The case as it stood when it was paid: the payment is the last.
        let paid = case.paid.last().ok_or_else(|| fault("a receipt without a payment"))?;
        let there = case.fee_paid(paid.amount.currency());
        let line = self.fee_line(there, paid.amount, &paid.cite);
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

    fn request(&self, id: LetterId) -> Result<doc::LetterKind, OfficeError> {
        let asked = self.loaded.case.requests.iter().find(|asked| asked.letter == id);
        let asked = asked.ok_or_else(|| fault("a letter without a request"))?;
        let known = self.loaded.procedure.evidence().iter();
        let wanted = known.filter(|evidence| asked.evidence.contains(&evidence.id));
        let (there, wanted): (Vec<_>, Vec<_>) =
            wanted.partition(|evidence| evidence.by == EvidenceBy::Counter);
        let named = |evidence: &law::Evidence| doc::Ground {
            text: self.text(&evidence.name),
            norm: self.norm(&evidence.cite),
        };
        if wanted.is_empty() && there.is_empty() {
            return Err(fault("a request for nothing"));
        }
        Ok(doc::LetterKind::Request(Box::new(doc::EvidenceRequest {
            case: self.case_line(),
            wanted: wanted.into_iter().map(named).collect(),
            there: there.into_iter().map(named).collect(),
            words: Some(asked.words.clone()).filter(|words| !words.is_empty()),
            respond_by: asked.until,
        })))
    }

    fn question(&self, id: LetterId) -> Result<doc::LetterKind, OfficeError> {
        let asked = self.asked(id).ok_or_else(|| fault("a letter without a question"))?;
        let person = self.loaded.subject.on(self.office.today(), self.loaded.position);
        let authority = self.office.law().authority();
        Ok(doc::LetterKind::Question(Box::new(doc::Question {
            case: self.case_line(),
            person: (
                person.name().map(|name| name.to_string()).unwrap_or_default(),
                person.code().map(|code| code.formatted()),
            ),
            question: asked.question.clone(),
            respond_by: asked.until,
            answer_to: format!("{}, {}", self.text(&authority.address), authority.email),
        })))
    }

    fn ground(&self, id: &str) -> Result<doc::Ground, OfficeError> {
        let ground = self.loaded.procedure.ground(id);
        let ground = ground.ok_or_else(|| fault("a ground of the decision is not in the law file"))?;
        Ok(doc::Ground { text: self.text(ground.text()), norm: self.norm(ground.cite()) })
    }
}
