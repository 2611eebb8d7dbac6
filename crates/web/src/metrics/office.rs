//! What the writer and the database say of themselves.

use super::text::{Text, seconds};
use ::office::mail::MailFigures;
use ::office::operations::{BATCH_SIZES, Health, Pulse};

/// The one writer: what waits for it, its batches, what became of the submissions.
pub(super) fn writer(text: &mut Text, pulse: &Pulse) {
    text.family("parvalde_writer_waiting", "gauge", "Submissions that wait for the writer.");
    text.sample("parvalde_writer_waiting", &[], pulse.waiting);
    text.family("parvalde_writer_batch_submissions", "histogram", "Submissions in a batch.");
    #[allow(clippy::cast_precision_loss)]
    let whole = |number: u64| number as f64;
    let classes: Vec<(f64, u64)> = BATCH_SIZES.into_iter().map(whole).zip(pulse.sizes).collect();
    let batches = pulse.sizes.iter().sum();
    text.histogram("parvalde_writer_batch_submissions", &[], &classes, whole(pulse.submissions), batches);
    text.family("parvalde_writer_busy_seconds_total", "counter", "Time spent on batches.");
    text.sample("parvalde_writer_busy_seconds_total", &[], seconds(pulse.micros));
    let name = "parvalde_writer_submissions_total";
    text.family(name, "counter", "Submissions by what became of them.");
    for (outcome, count) in [("committed", pulse.committed), ("refused", pulse.refused), ("gone", pulse.gone)]
    {
        text.sample(name, &[("outcome", outcome)], count);
    }
    let name = "parvalde_writer_database_waits_total";
    text.family(name, "counter", "How often the writer waited for a database that did not answer.");
    text.sample(name, &[], pulse.waits);
}

/// Notices by e-mail: whether this node sends any, and what became of them.
pub(super) fn mail(text: &mut Text, figures: Option<MailFigures>) {
    text.family("parvalde_mail_relay", "gauge", "Whether this node sends notices by e-mail.");
    text.sample("parvalde_mail_relay", &[], u8::from(figures.is_some()));
    let MailFigures { sent, failed, given_up } = figures.unwrap_or_default();
    let name = "parvalde_mails_total";
    text.family(name, "counter", "Notices by e-mail: taken by the relay, tried in vain, given up.");
    for (outcome, count) in [("sent", sent), ("failed", failed), ("given-up", given_up)] {
        text.sample(name, &[("outcome", outcome)], count);
    }
}

/// The database: whether it answers, how much is in it, its jobs, what was done to it last, who follows it.
pub(super) fn database(text: &mut Text, health: Option<&Health>, now: i64) {
    text.family("parvalde_database_up", "gauge", "Whether the database answers.");
    text.sample("parvalde_database_up", &[], u8::from(health.is_some()));
    let Some(health) = health else { return };
    text.family("parvalde_log_entries", "gauge", "Entries of the log and of the trace.");
    text.sample("parvalde_log_entries", &[("lane", "event")], health.events);
    text.sample("parvalde_log_entries", &[("lane", "access")], health.access_records);
    text.family("parvalde_database_bytes", "gauge", "Size of the whole database.");
    text.sample("parvalde_database_bytes", &[], health.bytes);
    text.family("parvalde_jobs", "gauge", "Jobs that are not done, and those of them that failed before.");
    text.sample("parvalde_jobs", &[("state", "waiting")], health.jobs.waiting);
    text.sample("parvalde_jobs", &[("state", "failing")], health.jobs.failing);
    let name = "parvalde_job_late_seconds";
    text.family(name, "gauge", "How long the job has been due that is due longest.");
    let late = health.jobs.oldest_due.map_or(0, |due| now.saturating_sub(due.micros()));
    text.sample(name, &[], seconds(u64::try_from(late).unwrap_or(0)));
    let name = "parvalde_operation_done_timestamp_seconds";
    text.family(name, "gauge", "When the operation was last done well; absent when it never was.");
    for (operation, at) in &health.done {
        let at = u64::try_from(at.micros()).unwrap_or(0);
        text.sample(name, &[("operation", operation.name())], seconds(at));
    }
    text.family("parvalde_standbys", "gauge", "Servers that follow the one that takes writes.");
    for (kind, synchronous) in [("yes", true), ("no", false)] {
        let count = health.standbys.iter().filter(|standby| standby.synchronous == synchronous).count();
        text.sample("parvalde_standbys", &[("synchronous", kind)], count);
    }
    let name = "parvalde_standby_behind_bytes";
    text.family(name, "gauge", "How much a follower has not carried out yet.");
    for standby in &health.standbys {
        if let Some(bytes) = standby.behind_bytes {
            text.sample(name, &[("standby", &standby.name)], bytes);
        }
    }
}
