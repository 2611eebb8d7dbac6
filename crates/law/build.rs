//! Embeds the law files of `procedures/`, so that adding a procedure is adding a file, and parses them: reading KDL is
//! most of the work of loading the law, and it is done once here instead of at every start.

// The crate's own reader: there is one way to read a file, at build and later.
#[allow(dead_code, reason = "the build parses; what the tree says is read by the crate")]
#[path = "src/read/tree.rs"]
mod tree;

use std::{env, error::Error, fmt::Write as _, fs, path::Path, path::PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=src/read/tree.rs");
    println!("cargo::rerun-if-changed=src/read/tree/mistakes.rs");
    println!("cargo::rerun-if-changed=build.rs");
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("../../procedures").canonicalize()?;
    let mut paths = Vec::new();
    collect(&root, &mut paths)?;
    let mut files = Vec::new();
    for path in paths {
        println!("cargo::rerun-if-changed={}", path.display());
        let name = path.strip_prefix(&root)?.to_str().ok_or("a law file's path is not UTF-8")?;
        files.push((name.replace('\\', "/"), path));
    }
    // They are found by their path.
    files.sort();
    let (mut code, mut places, mut trees) = (String::from("&[\n"), String::from("&[\n"), Vec::new());
    for (name, path) in files {
        let place = path.to_str().ok_or("a law file's path is not UTF-8")?;
        writeln!(code, "    ({name:?}, include_str!({place:?})),")?;
        let from = trees.len();
        // A file that is no KDL is told of when it is loaded, with file, line and hint.
        if let Ok(tree) = tree::parse(&fs::read_to_string(&path)?) {
            trees = postcard::to_extend(&tree, trees)?;
        }
        writeln!(places, "    ({from}, {}),", trees.len())?;
    }
    code.push_str("]\n");
    places.push_str("]\n");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("files.rs"), code)?;
    fs::write(out.join("places.rs"), places)?;
    fs::write(out.join("trees.bin"), trees)?;
    Ok(())
}

/// All `.kdl` files under `folder`; a new file in any of the folders starts a new build.
fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, paths)?;
        } else if path.extension().is_some_and(|e| e == "kdl") {
            paths.push(path);
        }
    }
    Ok(())
}
