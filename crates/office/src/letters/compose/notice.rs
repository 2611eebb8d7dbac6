//! A notice: what the law wants the party told of, with the term that it is about.

use super::{Writer, fault};
use crate::cases::event::{CaseEvent, TermMoved};
use crate::error::OfficeError;
use documents::letter as doc;
use kernel::LetterId;
use law::Due;

impl Writer<'_> {
    /// The letter that gives the notice.
    pub(super) fn notice(&self, id: LetterId) -> Result<doc::LetterKind, OfficeError> {
        let given = self.loaded.entries.iter().find_map(|entry| match &entry.event {
            CaseEvent::NoticeGiven(given) if given.letter == id => Some(given),
            _ => None,
        });
        let given = given.ok_or_else(|| fault("a letter without a notice"))?;
        let mut notices = self.loaded.procedure.notices().iter();
        let notice = notices.find(|notice| notice.id == given.notice);
        let notice = notice.ok_or_else(|| fault("a notice that is not in the law file"))?;
        let term = given.clock.as_deref().map(|clock| self.term(clock)).transpose()?.flatten();
        let mut stages = self.loaded.procedure.stages().iter();
        let gives_rise = |stage: &&law::Stage| stage.emits.contains(&notice.on);
        let says = stages.find(gives_rise).and_then(|stage| stage.says.as_ref());
        Ok(doc::LetterKind::Notice(Box::new(doc::Notice {
            case: self.case_line(),
            title: self.text(&notice.name),
            says: notice.says.as_ref().map(|says| self.text(says)),
            term,
            words: Some(given.words.clone()).filter(|words| !words.is_empty()).map(|words| match says {
                Some(says) => format!("{}: {words}", self.text(says)),
                None => words,
            }),
            norm: self.norm(&notice.cite),
        })))
    }

    /// The term as it was extended last.
    fn term(&self, id: &str) -> Result<Option<doc::TermMoved>, OfficeError> {
        let Some(clock) = self.loaded.procedure.clock(id) else { return Ok(None) };
        let moved = self.loaded.entries.iter().rev().find_map(|entry| match &entry.event {
            CaseEvent::TermExtended(moved) if moved.clock == id => Some(moved),
            _ => None,
        });
        let Some(TermMoved { reason, why, .. }) = moved else { return Ok(None) };
        let reason = clock.extend.iter().find(|longer| longer.id == *reason);
        let lines = crate::cases::clocks::lines(
            self.loaded.procedure,
            &self.loaded.case,
            &self.loaded.facts,
            &self.office.country().calendar,
        )?;
        let answer = lines.into_iter().find(|line| line.id == id).and_then(|line| line.answer);
        Ok(Some(doc::TermMoved {
            name: self.text(&clock.name),
            reason: reason.map_or_else(String::new, |longer| self.text(&longer.name)),
            why: why.clone(),
            last_day: answer.and_then(|answer| match answer.due {
                Due::On(day) => Some(day),
                Due::Paused { .. } => None,
            }),
        }))
    }
}
