//! Handing decisions over to gateways: the jobs that an order leaves to do.

use super::{Item, ItemFile};
use crate::act::Office;
use crate::actor::Actor;
use crate::cases::case::Phase;
use crate::cases::command::CaseCommand;
use crate::cases::event::CaseEvent;
use crate::cases::rules::{self, Context, Fresh, Step, dispatch};
use crate::cases::sending::{Dispatch, DispatchEvent, DispatchState, Trouble};
use crate::cases::view::{Loaded, stream as case_stream};
use crate::channels::chosen;
use crate::error::OfficeError;
use crate::letters::translation_of;
use crate::snapshot::Snapshot;
use kernel::{CaseId, Lang, LetterId};
use store::sql::cases::LETTER;
use store::{NewJob, SubmitError, Value};

/// So often it is tried to hand an item over, with growing pauses: for about a quarter of an hour.
const ATTEMPTS_MAX: u32 = 10;
/// So many seconds later somebody looks why a gateway said nothing.
const ANSWER_SECONDS: i64 = 86_400;
/// Tries when the case moves meanwhile.
const TRIES: usize = 5;

/// The id under which gateways know an item.
pub(super) fn item_id(case: CaseId, number: u16) -> String {
    format!("{case}-{number}")
}

impl Office {
    /// What an entry of a case leaves to do for what goes out.
    pub(crate) fn sending_jobs(&self, case: CaseId, happened: &CaseEvent) -> Vec<NewJob> {
        match happened {
            CaseEvent::Decided { letter, .. } if !self.carried().is_empty() => {
                vec![self.job("chosen-way", format!("{case}/{letter}"))]
            }
            CaseEvent::Dispatch(DispatchEvent::Ordered { number, .. }) => {
                let late = self.job("unanswered", format!("{case}/{number}"));
                let run_at = self.now().plus_seconds(ANSWER_SECONDS);
                vec![self.job("dispatch", format!("{case}/{number}")), NewJob { run_at, ..late }]
            }
            _ => Vec::new(),
        }
    }

    /// Sends a decision the way that its addressee chose, where a gateway goes it and the law lets it. Everything else
    /// is an officer's.
    pub(crate) async fn send_as_chosen(&self, id: CaseId) -> Result<(), OfficeError> {
        let mut snapshot = self.snapshot(&Actor::System).await?;
        let loaded = self.load(&mut snapshot, &Actor::System, id).await?;
        let (wanted, _) = chosen(&mut snapshot, &loaded.access, loaded.case.applicant).await?;
        drop(snapshot);
        let fresh = loaded.case.dispatches.is_empty() && loaded.case.sent.is_empty();
        let Some(way) = wanted.map(|wanted| wanted.delivery).filter(|way| self.carried().contains(way))
        else {
            return Ok(());
        };
        if !fresh || !matches!(loaded.case.phase, Phase::Decided { .. }) {
            return Ok(());
        }
        let command = CaseCommand::Send { way, on: None, reference: String::new(), address: String::new() };
        match self.command(&Actor::System, id, Some(loaded.case.version), &command).await {
            // The law does not let it go this way, or no address is known: an officer sends it.
            Ok(_) | Err(OfficeError::NotNow(_) | OfficeError::Invalid(_)) => Ok(()),
            Err(other) => Err(other),
        }
    }

    /// Hands an item over. What cannot be handed over for long is brought before an officer.
    pub(crate) async fn hand_over(&self, id: CaseId, number: u16, attempts: u32) -> Result<(), OfficeError> {
        match self.try_hand_over(id, number).await {
            Err(error @ (OfficeError::Gone | OfficeError::Unknown)) => Err(error),
            Err(error) if attempts + 1 >= ATTEMPTS_MAX => {
                tracing::error!(case.id = %id, %error, "a decision could not be handed to its gateway");
                self.note_trouble(id, number, Trouble::NotHandedOver).await
            }
            other => other,
        }
    }

    async fn try_hand_over(&self, id: CaseId, number: u16) -> Result<(), OfficeError> {
        let mut snapshot = self.snapshot(&Actor::System).await?;
        let loaded = self.load(&mut snapshot, &Actor::System, id).await?;
        let Some(known) = loaded.case.dispatch(number).filter(|known| known.state == DispatchState::Waiting)
        else {
            return Ok(());
        };
        if !matches!(loaded.case.phase, Phase::Decided { .. }) {
            drop(snapshot);
            // It was received before: nobody needs it any more.
            let step = |context: &Context<'_>| Ok(Some(dispatch::needless(context, number)));
            return self.entered_by_itself(id, step).await.map(|_| ());
        }
        // What nobody may know, no gateway may.
        let mut outside = self.snapshot(&Actor::Anonymous).await?;
        let persons = [loaded.case.applicant, loaded.case.subject];
        let withheld =
            self.address_withheld(&mut outside, &loaded.case).await? || !outside.sees_case(persons).await?;
        drop(outside);
        if withheld {
            drop(snapshot);
            return self.note_trouble(id, number, Trouble::Withheld).await;
        }
        let files = self.files_of(&mut snapshot, &loaded, known).await?;
        drop(snapshot);
        let item = self.item(&loaded, known, files);
        // The trace of what leaves stands before it leaves.
        self.answer(&Actor::System, &loaded.access, ()).await?;
        self.carrier(move |carrier| carrier.hand_over(&item)).await
    }

    fn item(&self, loaded: &Loaded<'_>, known: &Dispatch, files: Vec<ItemFile>) -> Item {
        let addressee = self.brief(&loaded.applicant);
        let code = addressee.code.map(|code| code.digits());
        let electronic = self.law().notification().way(&known.way).is_some_and(|way| way.electronic);
        Item {
            id: item_id(loaded.case.id, known.number),
            way: known.way.clone(),
            case: loaded.case.id,
            addressee: addressee.name.map_or_else(String::new, |name| name.to_string()),
            // A printing house needs no code.
            personal_code: code.filter(|_| electronic),
            address: Some(known.address.clone()).filter(|address| !address.is_empty()),
            lang: loaded.case.lang,
            ordered: known.on,
            files,
        }
    }

    /// The letter, and its translation for whoever reads another language.
    async fn files_of(
        &self,
        snapshot: &mut Snapshot,
        loaded: &Loaded<'_>,
        known: &Dispatch,
    ) -> Result<Vec<ItemFile>, OfficeError> {
        let mut wanted = vec![(known.letter, Lang::LV)];
        if loaded.case.lang != Lang::LV {
            wanted.push((translation_of(known.letter), loaded.case.lang));
        }
        let mut files = Vec::new();
        for (letter, lang) in wanted {
            let hash = letter_hash(snapshot, letter).await?;
            let hash = hash.ok_or_else(|| OfficeError::Fault("the letter is not written yet".to_owned()))?;
            let sealed = snapshot.blob(&case_stream(loaded.case.id), &hash).await?;
            let missing = || OfficeError::Fault("the bytes of a letter are missing".to_owned());
            let bytes = loaded.access.open(sealed.ok_or_else(missing)?).bytes;
            files.push(ItemFile { name: format!("decision-{}.pdf", lang.code()), sha256: hash, bytes });
        }
        Ok(files)
    }

    /// A day passed, and the gateway has not said whether it took the item.
    pub(crate) async fn note_unanswered(&self, id: CaseId, number: u16) -> Result<(), OfficeError> {
        self.note_trouble(id, number, Trouble::NoAnswer).await
    }

    async fn note_trouble(&self, id: CaseId, number: u16, why: Trouble) -> Result<(), OfficeError> {
        let step = |context: &Context<'_>| Ok(dispatch::trouble(context, number, why));
        match self.entered_by_itself(id, step).await {
            // It was erased meanwhile.
            Ok(_) | Err(OfficeError::NotFound) => Ok(()),
            Err(other) => Err(other),
        }
    }

    /// Enters in a case what the office does by itself, and what follows from it.
    pub(super) async fn entered_by_itself(
        &self,
        id: CaseId,
        decide: impl Fn(&Context<'_>) -> Result<Option<Step>, String>,
    ) -> Result<Result<(), String>, OfficeError> {
        let mut tries = 0;
        loop {
            let mut snapshot = self.snapshot(&Actor::System).await?;
            let loaded = self.load(&mut snapshot, &Actor::System, id).await?;
            drop(snapshot);
            let fresh: Fresh = self.fresh()?;
            let context = self.context(&Actor::System, &loaded, &fresh);
            let mut step = match decide(&context) {
                Ok(Some(step)) => step,
                Ok(None) => return Ok(Ok(())),
                Err(why) => return Ok(Err(why)),
            };
            rules::follow(&context, &mut step)?;
            match self.submit(self.of_step(&Actor::System, &loaded, step)?).await {
                Ok(_) => return Ok(Ok(())),
                Err(SubmitError::Stale { .. }) if tries < TRIES => tries += 1,
                Err(other) => return Err(other.into()),
            }
        }
    }
}

/// The hash of a letter's bytes, once it is written.
pub(super) async fn letter_hash(
    snapshot: &mut Snapshot,
    letter: LetterId,
) -> Result<Option<String>, OfficeError> {
    let row = snapshot.row(&LETTER, &[Value::Int(letter.as_i64())]).await?;
    Ok(row.map(|row| row.text(3).map(str::to_owned)).transpose()?)
}
