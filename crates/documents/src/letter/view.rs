//! From a typed letter to the values a template prints: dates, amounts and terms become words here.

mod money;

use kernel::{Day, Lang};
use serde_json::{Value, json};

use super::{
    AppealRoute, CaseLine, Channel, Considerations, Decision, EvidenceRequest, Extract, ExtractLine,
    FactFound, FeeLine, Finding, Ground, Hearing, HearingInvitation, Letter, LetterError, LetterKind, Norm,
    Notice, Outcome, Question, Received, Statement,
};
use crate::words::{DateForm, date_words, money_words, time_words, within_words};

/// The values of `letter` for its template.
///
/// Errors: blank texts, unverified norms outside a demonstration, fees that cannot be added up.
pub(super) fn view(letter: &Letter) -> Result<Value, LetterError> {
    let v = View { lang: letter.lang, demonstration: letter.demonstration };
    let head = &letter.letterhead;
    let (kind, body) = match &letter.kind {
        LetterKind::Decision(decision) => ("decision", v.decision(decision)?),
        LetterKind::Receipt(receipt) => ("receipt", v.receipt(receipt)?),
        LetterKind::Invoice(invoice) => ("invoice", v.invoice(invoice)?),
        LetterKind::Received(received) => ("received", v.received(received)?),
        LetterKind::Hearing(hearing) => ("hearing", v.hearing(hearing)?),
        LetterKind::Question(question) => ("question", v.question(question)?),
        LetterKind::Request(request) => ("request", v.request(request)?),
        LetterKind::Notice(notice) => ("notice", v.notice(notice)?),
        LetterKind::Extract(extract) => ("extract", v.extract(extract)?),
        LetterKind::Statement(statement) => ("statement", v.statement(statement)?),
    };
    let date = v.date(letter.date, DateForm::Nominative);
    let signatures = letter
        .signatures
        .iter()
        .map(|s| {
            Ok(json!({ "name": text("signature.name", &s.name)?, "role": text("signature.role", &s.role)? }))
        })
        .collect::<Result<Vec<_>, LetterError>>()?;
    Ok(json!({
        "lang": letter.lang.code(),
        "kind": kind,
        "demonstration": letter.demonstration,
        "translation": letter.translation,
        "letterhead": {
            "authority": text("letterhead.authority", &head.authority)?,
            "parent": head.parent,
            "unit": head.unit,
            "address": text("letterhead.address", &head.address)?,
            "contacts": head.contacts,
        },
        "day": { "year": letter.date.year(), "month": letter.date.month(), "day": letter.date.day() },
        "reference": text("reference", &letter.reference)?,
        "date": match &head.place {
            Some(place) => format!("{place}, {}", v.on(letter.date)),
            None => date,
        },
        "addressee": {
            "name": text("addressee.name", &letter.addressee.name)?,
            "code": letter.addressee.personal_code,
            "address": letter.addressee.address,
        },
        "signatures": signatures,
        "body": body,
    }))
}

fn text<'a>(field: &'static str, value: &'a str) -> Result<&'a str, LetterError> {
    if value.trim().is_empty() { Err(LetterError::Blank(field)) } else { Ok(value) }
}

fn texts<'a>(
    field: &'static str,
    values: impl Iterator<Item = &'a String>,
) -> Result<Vec<&'a str>, LetterError> {
    values.map(|value| text(field, value)).collect()
}

struct View {
    lang: Lang,
    demonstration: bool,
}

impl View {
    fn date(&self, day: Day, form: DateForm) -> String {
        // A date does not break between its parts.
        date_words(day, form, self.lang).replace(' ', "\u{a0}")
    }

    fn on(&self, day: Day) -> String {
        self.date(day, DateForm::Locative)
    }

    fn case(&self, case: &CaseLine) -> Result<Value, LetterError> {
        Ok(
            json!({ "number": text("case.number", &case.number)?, "service": text("case.service", &case.service)? }),
        )
    }

    fn norm(&self, norm: &Norm) -> Result<Value, LetterError> {
        if !norm.confirmed && !self.demonstration {
            return Err(LetterError::Unconfirmed(norm.text.clone()));
        }
        Ok(
            json!({ "text": text("norm.text", &norm.text)?, "source": norm.source, "confirmed": norm.confirmed }),
        )
    }

    fn ground(&self, ground: &Ground) -> Result<Value, LetterError> {
        Ok(json!({ "text": text("ground.text", &ground.text)?, "norm": self.norm(&ground.norm)? }))
    }

    fn grounds<'a>(&self, grounds: impl Iterator<Item = &'a Ground>) -> Result<Vec<Value>, LetterError> {
        grounds.map(|ground| self.ground(ground)).collect()
    }

    fn findings<'a>(&self, findings: impl Iterator<Item = &'a Finding>) -> Result<Vec<Value>, LetterError> {
        let fact = |found: &FactFound| {
            Ok::<_, LetterError>(json!({
                "what": text("finding.what", &found.what)?,
                "value": text("finding.value", &found.value)?,
                "evidence": text("finding.evidence", &found.evidence)?,
            }))
        };
        findings
            .map(|finding| {
                Ok(json!({
                    "requirement": text("finding.requirement", &finding.requirement)?,
                    "met": finding.met,
                    "facts": finding.facts.iter().map(fact).collect::<Result<Vec<_>, _>>()?,
                    "norm": finding.norm.as_ref().map(|norm| self.norm(norm)).transpose()?,
                }))
            })
            .collect()
    }

    fn fee(&self, fee: &FeeLine) -> Result<Value, LetterError> {
        Ok(json!({
            "what": text("fee.what", &fee.what)?,
            "basis": self.norm(&fee.basis)?,
            "amount": self.amount(fee.amount),
        }))
    }

    fn amount(&self, amount: kernel::Money) -> String {
        money_words(amount, self.lang).replace(' ', "\u{a0}")
    }

    fn appeal(&self, route: &AppealRoute) -> Result<Value, LetterError> {
        Ok(json!({
            "authority": text("appeal.authority", &route.authority)?,
            "court": route.court,
            "submit-at": route.submit_at.as_ref().map(|at| text("appeal.submit_at", at)).transpose()?,
            "within": within_words(route.term, self.lang),
            "last-day": route.last_day.map(|day| self.date(day, DateForm::Nominative)),
            "suspends": route.suspends,
            "says": route.says.as_ref().map(|says| text("appeal.says", says)).transpose()?,
            "norm": self.norm(&route.norm)?,
        }))
    }

    fn decision(&self, decision: &Decision) -> Result<Value, LetterError> {
        let opinions = decision
            .opinions
            .iter()
            .map(|o| {
                Ok(json!({
                    "party": text("opinion.party", &o.party)?,
                    "text": text("opinion.text", &o.text)?,
                    "answer": o.answer,
                }))
            })
            .collect::<Result<Vec<_>, LetterError>>()?;
        let considerations = match &decision.considerations {
            Considerations::Bound | Considerations::BoundButTerm => Value::Null,
            Considerations::Weighed { needed, suitable, least_restrictive, balanced } => json!({
                "needed": text("considerations.needed", needed)?,
                "suitable": text("considerations.suitable", suitable)?,
                "least-restrictive": text("considerations.least_restrictive", least_restrictive)?,
                "balanced": text("considerations.balanced", balanced)?,
            }),
        };
        let contest =
            |route: &Option<AppealRoute>| route.as_ref().map(|route| self.appeal(route)).transpose();
        let outcome = match &decision.outcome {
            Outcome::Granted { rights, partly, appeal } => json!({
                "granted": texts("outcome.rights", rights.iter())?,
                "lead": if *partly { "granted-partly" } else { "granted" },
                "appeal": contest(appeal)?,
            }),
            Outcome::Refused { name, denied, grounds, hearing, appeal } => json!({
                "lead-text": text("outcome.name", name)?,
                "refused": text("outcome.denied", denied)?,
                "grounds": self.grounds(grounds.iter())?,
                "hearing": self.heard(hearing)?,
                "appeal": contest(appeal)?,
            }),
            Outcome::Imposed { measures, grounds, hearing, appeal } => json!({
                "imposed": texts("outcome.measures", measures.iter())?,
                "grounds": self.grounds(grounds.iter())?,
                "hearing": self.heard(hearing)?,
                "appeal": contest(appeal)?,
            }),
            Outcome::Discontinued { ended, appeal } => json!({
                "discontinued": text("outcome.ended", ended)?,
                "appeal": contest(appeal)?,
            }),
        };
        let how = match decision.request.channel {
            Channel::Contest => "filed",
            Channel::Office => "begun",
            _ => "received",
        };
        Ok(json!({
            "case": self.case(&decision.case)?,
            "reply": decision.reply,
            "request": {
                "text": text("request.text", &decision.request.text)?,
                "day": self.on(decision.request.received),
                "channel": decision.request.channel.key(),
                "how": how,
            },
            "opinions": opinions,
            "findings": self.findings(decision.findings.iter())?,
            "reasons": texts("reasons", decision.reasons.iter())?,
            "written": decision.written,
            "considerations": considerations,
            "bound-as": decision.considerations.key(),
            "norms": decision.norms.iter().map(|norm| self.norm(norm)).collect::<Result<Vec<_>, _>>()?,
            "outcome": outcome,
        }))
    }

    fn heard(&self, hearing: &Hearing) -> Result<Value, LetterError> {
        Ok(match hearing {
            Hearing::Heard { invited, answered, norm } => json!({
                "invited": self.on(*invited),
                "answered": answered.map(|day| self.on(day)),
                "norm": self.norm(norm)?,
            }),
            Hearing::Waived { exception, why, norm } => {
                let why = text("hearing.why", why)?;
                let waived = exception.as_ref().map_or_else(|| why.to_owned(), |law| format!("{law}. {why}"));
                json!({ "waived": waived, "norm": self.norm(norm)? })
            }
        })
    }

    fn extract(&self, extract: &Extract) -> Result<Value, LetterError> {
        Ok(json!({
            "as-of": self.date(extract.as_of, DateForm::Nominative),
            "current": lines(&extract.current)?,
            "former": lines(&extract.former)?,
        }))
    }

    fn statement(&self, statement: &Statement) -> Result<Value, LetterError> {
        let subject = &statement.subject;
        Ok(json!({
            "title": text("statement.title", &statement.title)?,
            "subject": { "name": subject.name, "code": subject.personal_code, "birth": subject.birth },
            "intended-use": text("statement.intended_use", &statement.intended_use)?,
            "as-of": self.date(statement.as_of, DateForm::Nominative),
            "known-at": text("statement.known_at", &statement.known_at)?,
            "current": lines(&statement.current)?,
            "former": lines(&statement.former)?,
            "doubtful": statement.doubtful,
            "norm": statement.norm.as_ref().map(|norm| self.norm(norm)).transpose()?,
            "check-code": text("statement.check_code", &statement.check_code)?,
        }))
    }

    fn received(&self, received: &Received) -> Result<Value, LetterError> {
        Ok(json!({
            "case": self.case(&received.case)?,
            "day": self.on(received.received),
            "channel": received.channel.key(),
            "due": {
                "last-day": received.due.last_day.map(|day| self.date(day, DateForm::Nominative)),
                "waits": received.due.waits,
                "steps": texts("due.steps", received.due.steps.iter())?,
                "norm": self.norm(&received.due.norm)?,
            },
            "subject": received.subject,
            "says": received.says,
            "missing": texts("missing", received.missing.iter())?,
            "there": texts("there", received.there.iter())?,
            "fee": received.fee.as_ref().map(|fee| self.fee(fee)).transpose()?,
            "fee-open": received.fee_open,
            "next": texts("next", received.next.iter())?,
        }))
    }

    fn request(&self, request: &EvidenceRequest) -> Result<Value, LetterError> {
        Ok(json!({
            "case": self.case(&request.case)?,
            "wanted": self.grounds(request.wanted.iter())?,
            "there": self.grounds(request.there.iter())?,
            "words": request.words,
            "respond-by": self.date(request.respond_by, DateForm::Dative),
        }))
    }

    fn notice(&self, notice: &Notice) -> Result<Value, LetterError> {
        let term = notice.term.as_ref().map(|term| {
            Ok::<_, LetterError>(json!({
                "name": text("term.name", &term.name)?,
                "deciding": term.deciding,
                "reason": text("term.reason", &term.reason)?,
                "why": text("term.why", &term.why)?,
                "last-day": term.last_day.map(|day| self.date(day, DateForm::Nominative)),
            }))
        });
        Ok(json!({
            "case": self.case(&notice.case)?,
            "title": text("notice.title", &notice.title)?,
            "says": notice.says.as_ref().map(|says| text("notice.says", says)).transpose()?,
            "term": term.transpose()?,
            "words": notice.words,
            "replaces": notice.replaces,
            "norm": notice.norm.as_ref().map(|norm| self.norm(norm)).transpose()?,
        }))
    }

    fn question(&self, question: &Question) -> Result<Value, LetterError> {
        let (name, code) = &question.person;
        Ok(json!({
            "case": self.case(&question.case)?,
            "person": { "name": text("person.name", name)?, "code": code },
            "question": text("question", &question.question)?,
            "respond-by": self.date(question.respond_by, DateForm::Dative),
            "answer-to": text("answer_to", &question.answer_to)?,
        }))
    }

    fn hearing(&self, hearing: &HearingInvitation) -> Result<Value, LetterError> {
        let meeting = hearing
            .meeting
            .as_ref()
            .map(|meeting| {
                Ok::<_, LetterError>(json!({
                    "day": self.on(meeting.day),
                    "time": time_words(meeting.time, self.lang).replace(' ', "\u{a0}"),
                    "place": text("meeting.place", &meeting.place)?,
                }))
            })
            .transpose()?;
        Ok(json!({
            "case": self.case(&hearing.case)?,
            "intended": text("intended", &hearing.intended)?,
            "grounds": self.grounds(hearing.grounds.iter())?,
            "findings": self.findings(hearing.findings.iter())?,
            "respond-by": self.date(hearing.respond_by, DateForm::Dative),
            "ways": texts("ways", hearing.ways.iter())?,
            "meeting": meeting,
            "norm": self.norm(&hearing.norm)?,
        }))
    }
}

/// Entries of the register.
fn lines(list: &[ExtractLine]) -> Result<Vec<Value>, LetterError> {
    list.iter()
        .map(|line| {
            let basis = line.basis.as_ref().map(|basis| text("extract.basis", basis)).transpose()?;
            Ok(json!({
                "what": text("extract.what", &line.what)?,
                "says": text("extract.says", &line.says)?,
                "days": text("extract.days", &line.days)?,
                "basis": basis,
            }))
        })
        .collect()
}
