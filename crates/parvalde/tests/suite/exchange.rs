//! The published schemas of the exchange are those of the program.

use serde_json::Value;
use std::path::Path;
use std::process::Command;

#[test]
fn the_published_schemas_of_the_exchange_are_current() {
    for file in ["item", "receipt", "message"] {
        let run =
            Command::new(env!("CARGO_BIN_EXE_parvalde")).args(["exchange", "schema", file]).output().unwrap();
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        let made: Value = serde_json::from_slice(&run.stdout).unwrap();
        let name = format!("../../docs/schema/exchange-{file}.schema.json");
        let kept =
            std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap_or_default();
        assert!(
            serde_json::from_str::<Value>(&kept).ok().as_ref() == Some(&made),
            "docs/schema/exchange-{file}.schema.json is not current: write it anew by `parvalde exchange schema {file}`"
        );
    }
}
