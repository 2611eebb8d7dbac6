//! The exchange folder.

use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Where gateways are connected.
#[derive(Debug, Args)]
pub struct Exchange {
    /// The folder through which gateways carry decisions and bring messages; a way is connected when `DIR/out/WAY` is
    /// there at the start (docs/operations.md)
    #[arg(long = "exchange", value_name = "DIR")]
    pub folder: Option<PathBuf>,
}

/// What can be asked about the exchange.
#[derive(Debug, Subcommand)]
pub enum ExchangeTask {
    /// Print the JSON Schema of a file of the exchange
    Schema {
        /// Which
        #[arg(value_enum)]
        file: ExchangeFile,
    },
}

/// The files of the exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExchangeFile {
    /// The envelope of something to carry.
    Item,
    /// What a gateway says of it.
    Receipt,
    /// The envelope of a message to the office.
    Message,
}
