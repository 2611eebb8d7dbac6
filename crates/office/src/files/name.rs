//! Names of files: what is left of one that came from outside.

use super::FileKind;

/// Most characters of a name, with its ending.
pub const NAME_MAX: usize = 100;

/// A name without folders, control signs, signs that turn the direction of writing, and with an ending of its kind.
pub(super) fn clean(name: &str, kind: FileKind) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last.chars().map(|c| if allowed(c) { c } else { ' ' }).collect();
    let words = kept.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = words.trim_matches(['.', ' ', '-', '~']);
    let usual = kind.endings().first().copied().unwrap_or("bin");
    let (stem, ending) = match words.rsplit_once('.') {
        Some((stem, ending)) if kind.endings().iter().any(|known| known.eq_ignore_ascii_case(ending)) => {
            (stem, ending)
        }
        _ => (words, usual),
    };
    let room = NAME_MAX.saturating_sub(ending.chars().count() + 1);
    let stem: String = stem.trim_end_matches(['.', ' ']).chars().take(room).collect();
    let stem = stem.trim_end_matches(['.', ' ']);
    // A name of its own, where none is left.
    let stem = if stem.is_empty() { "dokuments" } else { stem };
    format!("{stem}.{}", ending.to_ascii_lowercase())
}

/// Letters, digits, and the few signs that no system reads as something else.
fn allowed(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, ' ' | '.' | '-' | '_' | '(' | ')' | ',' | '+' | '=' | '№' | '~' | '\'')
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_its_words_and_gets_the_ending_of_what_it_is() {
        for (name, kind, clean_name) in [
            ("Dzimšanas apliecība.pdf", FileKind::Pdf, "Dzimšanas apliecība.pdf"),
            ("C:\\Users\\Anna\\scan 1.JPG", FileKind::Jpeg, "scan 1.jpg"),
            ("../../etc/passwd", FileKind::Pdf, "passwd.pdf"),
            ("invoice.pdf.exe", FileKind::Pdf, "invoice.pdf.exe.pdf"),
            ("a\u{202e}fdp.exe", FileKind::Pdf, "a fdp.exe.pdf"),
            ("x\r\nContent-Type: text.html", FileKind::Png, "x Content-Type text.html.png"),
            ("", FileKind::Docx, "dokuments.docx"),
            ("...", FileKind::Xlsx, "dokuments.xlsx"),
            (".pdf", FileKind::Pdf, "pdf.pdf"),
            ("līgums.sce", FileKind::Asice, "līgums.sce"),
        ] {
            assert_eq!(clean(name, kind), clean_name, "{name}");
        }
        let long = clean(&"ā".repeat(500), FileKind::Pdf);
        assert_eq!(long.chars().count(), NAME_MAX);
    }
}
