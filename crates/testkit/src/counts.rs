//! What tests count in the rows themselves, beside the program; and what they do there that no office does.

use crate::{Database, Intruder, run};

impl Intruder {
    /// How many events there are of a kind; of all when it is empty.
    ///
    /// # Errors
    /// What the database says.
    pub async fn events_of(&mut self, kind: &str) -> anyhow::Result<i64> {
        self.number(&format!("SELECT COUNT(*) FROM event WHERE kind = '{kind}' OR '{kind}' = ''")).await
    }

    /// How many entries of the trace there are of an action.
    ///
    /// # Errors
    /// What the database says.
    pub async fn readings_of(&mut self, action: &str) -> anyhow::Result<i64> {
        self.number(&format!("SELECT COUNT(*) FROM access_record WHERE action = '{action}'")).await
    }

    /// How many attempts the trace says were refused for want of a right.
    ///
    /// # Errors
    /// What the database says.
    pub async fn refusals(&mut self) -> anyhow::Result<i64> {
        self.number("SELECT COUNT(*) FROM access_record WHERE fields = 'refused'").await
    }

    /// Everything that the trace says, a line an entry.
    ///
    /// # Errors
    /// What the database says.
    pub async fn trace_lines(&mut self) -> anyhow::Result<Vec<String>> {
        let columns = "actor || ' ' || action || ' ' || subject || ' ' || purpose || ' ' || fields";
        self.texts(&format!("SELECT {columns} FROM access_record")).await
    }

    /// How many answers are kept under keys of requests.
    ///
    /// # Errors
    /// What the database says.
    pub async fn kept_answers(&mut self) -> anyhow::Result<i64> {
        self.number("SELECT COUNT(*) FROM kept_answer").await
    }
}

impl Database {
    /// The office stopped after it did what was asked, and before it answered: all answers are gone.
    ///
    /// # Errors
    /// What the database says.
    pub async fn lose_answers(&self) -> anyhow::Result<()> {
        let empty = if self.engine() == "SQLite" { "x''" } else { "''::bytea" };
        run(&self.url, &format!("UPDATE kept_answer SET answer = {empty}")).await
    }

    /// Cuts all connections to a server but one's own.
    ///
    /// # Errors
    /// What the server says.
    pub async fn cut_connections(url: &str) -> anyhow::Result<()> {
        let others = "datname = current_database() AND pid <> pg_backend_pid()";
        run(url, &format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")).await
    }
}
