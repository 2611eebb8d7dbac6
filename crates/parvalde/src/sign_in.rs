//! Reads the sign-in configuration, with the secrets that it names.

use anyhow::Context as _;
use std::path::Path;
use web::sign_in::config::Config;

/// The configuration in `file`; files that it names are looked for beside it.
///
/// # Errors
/// The file cannot be read, or says something wrong; which, and what would be right.
pub fn read(file: &Path) -> anyhow::Result<Config> {
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("the sign-in configuration `{}` cannot be read", file.display()))?;
    let folder = file.parent().unwrap_or(Path::new(""));
    Config::read(&text, &mut |path| std::fs::read_to_string(folder.join(path)))
        .with_context(|| format!("`{}`", file.display()))
}
