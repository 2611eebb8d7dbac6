//! Lists the letter templates and texts of `templates/letters`, so that adding a language is adding a file.

use std::{env, error::Error, fmt::Write as _, fs, path::PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let folder =
        PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("../../templates/letters").canonicalize()?;
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut paths: Vec<PathBuf> = fs::read_dir(&folder)?
        .map(|entry| entry.map(|e| e.path()))
        .collect::<Result<Vec<_>, _>>()?
        .into_iter()
        .filter(|path| path.extension().is_some_and(|e| e == "typ" || e == "json"))
        .collect();
    paths.sort();
    let mut code = String::from("&[\n");
    for path in paths {
        println!("cargo::rerun-if-changed={}", path.display());
        let name = path.file_name().and_then(|n| n.to_str()).ok_or("a template's name is not UTF-8")?;
        let place = path.to_str().ok_or("a template's path is not UTF-8")?;
        writeln!(code, "    ({name:?}, include_str!({place:?})),")?;
    }
    code.push_str("]\n");
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("letters.rs"), code)?;
    Ok(())
}
