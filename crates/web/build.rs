//! Lists the texts of `translations/LANGUAGE/*.ftl`, so that adding a language is adding a folder.

use std::{env, error::Error, fmt::Write as _, fs, path::Path, path::PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("../../translations").canonicalize()?;
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut code = String::from("&[\n");
    for language in sorted(&folder)?.into_iter().filter(|path| path.is_dir()) {
        println!("cargo::rerun-if-changed={}", language.display());
        let name = language.file_name().and_then(|n| n.to_str()).ok_or("a folder's name is not UTF-8")?;
        for path in sorted(&language)?.into_iter().filter(|path| path.extension().is_some_and(|e| e == "ftl"))
        {
            println!("cargo::rerun-if-changed={}", path.display());
            let place = path.to_str().ok_or("a text's path is not UTF-8")?;
            writeln!(code, "    ({name:?}, include_str!({place:?})),")?;
        }
    }
    code.push_str("]\n");
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("translations.rs"), code)?;
    Ok(())
}

fn sorted(folder: &Path) -> Result<Vec<PathBuf>, std::io::Error> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| entry.map(|e| e.path())).collect::<Result<_, _>>()?;
    paths.sort();
    Ok(paths)
}
