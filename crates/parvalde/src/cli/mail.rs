//! Notices by e-mail.

use clap::Args;
use std::path::PathBuf;

/// Through which relay notices go by e-mail, and from whom; without it none are sent.
#[derive(Debug, Args)]
pub struct Mail {
    /// The relay that takes notices by e-mail: smtp://[USER@]HOST[:PORT], with STARTTLS unless HOST is this machine itself,
    /// or smtps://[USER@]HOST[:PORT] (docs/operations.md)
    #[arg(long, value_name = "URL", env = "PARVALDE_SMTP", requires = "mail_from")]
    pub smtp: Option<String>,
    /// The file with the password for the relay, which nobody but its owner may read
    #[arg(long, value_name = "FILE", env = "PARVALDE_SMTP_PASSWORD_FILE", requires = "smtp")]
    pub smtp_password_file: Option<PathBuf>,
    /// The address that notices come from; what cannot be delivered comes back to it
    #[arg(long, value_name = "ADDRESS", env = "PARVALDE_MAIL_FROM", requires = "smtp")]
    pub mail_from: Option<kernel::EmailAddress>,
    /// The address of the portal that notices name, such as https://office.example; that of the sign-in configuration, or
    /// of a demonstration, when absent
    #[arg(long, value_name = "URL", requires = "smtp")]
    pub portal: Option<String>,
}
