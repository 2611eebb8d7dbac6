//! Whatever stands in a file to match or in a map of columns, it is read or told.

use super::columns::Map;
use super::file::Table;
use testkit::fuzz::{Budget, Inputs, drive};

const MAP: &str =
    "id = \"rec_id\"\ngiven_names = \"given_name\"\nsurname = \"surname\"\nbirth_date = \"dob\"\n";

fn files(budget: Budget) {
    let folder = tempfile::tempdir().unwrap();
    let (map, table) = (folder.path().join("map.toml"), folder.path().join("table.csv"));
    let inputs = Inputs::corpus("columns").unwrap();
    let made = drive("columns", inputs, budget, |bytes| {
        std::fs::write(&map, bytes).unwrap();
        std::fs::write(&table, bytes).unwrap();
        for two in [true, false] {
            drop(Map::read(&map, two));
        }
        let Ok(table) = Table::read(&table) else { return };
        std::fs::write(&map, MAP).unwrap();
        drop(Map::read(&map, false).unwrap().prepare(&table, None));
    });
    assert!(made.unwrap() > 100);
}

#[test]
fn any_map_and_any_table_is_read_or_told() {
    files(Budget::small(5_000));
}

#[test]
#[ignore = "ten minutes: ./test --full"]
fn any_map_and_any_table_is_read_or_told_for_ten_minutes() {
    files(Budget::full());
}

#[test]
fn a_heading_of_a_hundred_thousand_columns_is_read_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("wide.csv");
    let names: Vec<String> = (0..100_000).map(|i| format!("c{i}")).collect();
    std::fs::write(&path, names.join(",")).unwrap();
    assert_eq!(Table::read(&path).unwrap().heading.len(), 100_000);
}
