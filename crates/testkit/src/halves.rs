//! What the log of an office must hold after whatever happened to it: nothing acknowledged is missing, nothing was done by
//! halves. Asked of the rows themselves, beside the program.

use crate::Intruder;

impl Intruder {
    /// The ids of the persons that were entered, in order.
    ///
    /// # Errors
    /// What the database says.
    pub async fn persons(&mut self) -> anyhow::Result<Vec<String>> {
        let sql = "SELECT stream FROM event WHERE kind = 'person-entered' ORDER BY position";
        let streams = self.texts(sql).await?;
        Ok(streams.iter().filter_map(|stream| stream.strip_prefix("person:").map(str::to_owned)).collect())
    }

    /// How many events a stream has up to a version.
    ///
    /// # Errors
    /// What the database says.
    pub async fn events_up_to(&mut self, stream: &str, version: u64) -> anyhow::Result<i64> {
        let sql = format!("SELECT COUNT(*) FROM event WHERE stream = '{stream}' AND version <= {version}");
        self.number(&sql).await
    }

    /// The bodies of all events.
    ///
    /// # Errors
    /// What the database says.
    pub async fn bodies(&mut self) -> anyhow::Result<Vec<String>> {
        let sql = format!("SELECT {} FROM event", self.body_text());
        self.texts(&sql).await
    }

    /// What was done by halves, in words, each with how often; nothing when all is whole.
    ///
    /// # Errors
    /// What the database says.
    pub async fn halves(&mut self) -> anyhow::Result<Vec<String>> {
        let body = self.body_text();
        let names = |stream: &str| format!("{body} LIKE '%' || substr({stream}, 10) || '%'");
        let ordered = names("o.stream");
        let questions = [
            // A decision that was served orders the document that it names, and the register holds it.
            (
                "an order without its entry in the register",
                format!(
                    "SELECT COUNT(*) FROM event o WHERE o.kind = 'document-ordered' AND NOT EXISTS (SELECT 1 FROM event \
                     WHERE kind = 'facts-changed' AND position > o.position AND position <= o.position + 4 AND {ordered})"
                ),
            ),
            (
                "an order without its decision",
                format!(
                    "SELECT COUNT(*) FROM event o WHERE o.kind = 'document-ordered' AND NOT EXISTS (SELECT 1 FROM event \
                     WHERE kind = 'decision-served' AND position < o.position AND position >= o.position - 4 AND {ordered})"
                ),
            ),
            (
                "a decision without its order",
                format!(
                    "SELECT COUNT(*) FROM (SELECT position, {body} AS said FROM event WHERE kind = 'decision-served') d \
                     WHERE d.said NOT LIKE '%\"documents\":[]%' AND NOT EXISTS (SELECT 1 FROM event o WHERE \
                     o.kind = 'document-ordered' AND o.position > d.position AND o.position <= d.position + 4)"
                ),
            ),
            ("a document made on one side only", one_side("document-made")),
            ("a document handed over on one side only", one_side("document-handed-over")),
            (
                "an application without its invoice",
                "SELECT COUNT(*) FROM event a WHERE a.kind = 'application-received' AND NOT EXISTS (SELECT 1 FROM event i \
                 WHERE i.stream = a.stream AND i.kind = 'invoice-issued' AND i.position = a.position + 1)"
                    .to_owned(),
            ),
            (
                "a booking without its row",
                "SELECT ABS((SELECT COUNT(*) FROM event WHERE kind = 'appointment-booked') - \
                 (SELECT COUNT(*) FROM appointment))"
                    .to_owned(),
            ),
        ];
        let mut found = Vec::new();
        for (what, sql) in questions {
            let count = self.number(&sql).await?;
            if count != 0 {
                found.push(format!("{count} times {what}"));
            }
        }
        Ok(found)
    }
}

/// Whether the case and the document say the same number of times that it happened.
fn one_side(kind: &str) -> String {
    let of = |stream: &str| {
        format!("(SELECT COUNT(*) FROM event WHERE kind = '{kind}' AND stream LIKE '{stream}:%')")
    };
    format!("SELECT ABS({} - {})", of("case"), of("document"))
}
