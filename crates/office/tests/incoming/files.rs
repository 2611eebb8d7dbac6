//! What a file is by its bytes: each kind that is taken, each reason why one is not, and nothing that brings it down.

use crate::make::{
    WORD, asice, compound, deflated, docx, jpeg, pdf, pdf_with_stream, png, word_head, workbook, xlsx, zipped,
};
use office::files::{CheckedFile, FILE_BYTES_MAX, FileKind, FileProblem, look};
use proptest::prelude::*;

/// A file of each kind that is taken.
fn taken() -> Vec<(FileKind, Vec<u8>)> {
    vec![
        (FileKind::Pdf, pdf(&["3 0 obj\n(a letter)\nendobj"])),
        (FileKind::Jpeg, jpeg()),
        (FileKind::Png, png()),
        (FileKind::Docx, docx(&[])),
        (FileKind::Xlsx, xlsx()),
        (FileKind::Doc, compound(&[("/WordDocument", &word_head(false))])),
        (FileKind::Xls, compound(&[("/Workbook", &workbook(&[(0x0809, &[0; 16]), (0x000a, &[])]))])),
        (FileKind::Asice, asice(&[("iesniegums.pdf", &pdf(&[])), ("piezīme.txt", b"Labdien")])),
    ]
}

#[test]
fn every_kind_that_people_need_is_known_by_its_bytes() {
    for (kind, bytes) in taken() {
        assert_eq!(look(&bytes), Ok(kind));
        // A name says nothing of what it is.
        let file = CheckedFile::check("program.exe", bytes).unwrap();
        assert_eq!(file.kind(), kind);
        assert!(file.name().starts_with("program.exe.") && file.name().ends_with(kind.endings()[0]));
        assert_eq!(FileKind::of_media_type(kind.media_type()), Some(kind));
    }
}

#[test]
fn what_is_none_of_them_is_called_by_what_it_seems_to_be() {
    for (bytes, found) in [
        (&b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0"[..], "program"),
        (b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", "program"),
        (b"#!/bin/sh\nrm -rf /\n", "program"),
        (b"<!DOCTYPE html><p>hello", "web-page"),
        (b"\xef\xbb\xbf  <HTML><body>", "web-page"),
        (b"<?xml version=\"1.0\"?><svg onload=\"x\"/>", "drawing"),
        (b"{\\rtf1 hello}", "rtf"),
        (b"GIF89a\x01\0\x01\0", "picture"),
        (b"Dear office, I have a question.", "text"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "heic"),
        (b"\x1f\x8b\x08\0\0\0\0\0", "archive"),
        (b"\0\x01\x02\x03", "other"),
    ] {
        assert_eq!(look(bytes), Err(FileProblem::Kind(found)), "{}", String::from_utf8_lossy(bytes));
    }
    assert_eq!(look(b""), Err(FileProblem::Empty));
    assert_eq!(look(&zipped(&[("a.txt", b"x")])), Err(FileProblem::Kind("archive")));
    assert_eq!(look(&zipped(&[("mimetype", b"application/epub+zip")])), Err(FileProblem::Kind("archive")));
    let mut large = pdf(&[]);
    large.resize(FILE_BYTES_MAX + 1, b' ');
    assert_eq!(look(&large), Err(FileProblem::TooLarge));
}

#[test]
fn a_pdf_that_runs_starts_or_hides_something_is_not_taken() {
    for object in [
        "3 0 obj\n<< /S /JavaScript /JS (app.alert(1)) >>\nendobj",
        "3 0 obj\n<< /S /J#61vaScript /JS (app.alert(1)) >>\nendobj",
        "3 0 obj\n<</S/Launch/F(cmd.exe)>>\nendobj",
        "3 0 obj\n<< /Type /EmbeddedFile /Length 0 >>\nstream\n\nendstream\nendobj",
        "3 0 obj\n<< /Names << /EmbeddedFiles 4 0 R >> >>\nendobj",
        "3 0 obj\n<< /AcroForm << /XFA 4 0 R >> >>\nendobj",
        "3 0 obj\n<< /Subtype /RichMedia >>\nendobj",
    ] {
        assert_eq!(look(&pdf(&[object])), Err(FileProblem::Active), "{object}");
    }
    assert_eq!(look(&pdf(&["3 0 obj\n<< /Encrypt 4 0 R >>\nendobj"])), Err(FileProblem::Encrypted));
    // The words may be written, and other names begin alike.
    assert_eq!(
        look(&pdf(&["3 0 obj\n(JavaScript and Launch)\nendobj", "<< /EncryptMetadata true >>"])),
        Ok(FileKind::Pdf)
    );
}

#[test]
fn a_pdf_is_looked_through_where_its_objects_are_packed() {
    let quiet = deflated(b"7 0 8 10 << /A 1 >> << /Type /Catalog >>");
    let loud = deflated(b"7 0 << /S /JavaScript /JS (app.alert(1)) >>");
    let usual = "<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode >>";
    assert_eq!(look(&pdf_with_stream(usual, &quiet)), Ok(FileKind::Pdf));
    for dictionary in [
        usual,
        "<< /N 1 /First 4 /Filter /FlateDecode >>",
        "<</Type/Obj#53tm/N 1/First 4/Filter[/Fl]>>",
        "<< /N 1 % stream\n /First 4 % obj\n /Filter /FlateDecode >>",
        "<< >>",
    ] {
        assert_eq!(look(&pdf_with_stream(dictionary, &loud)), Err(FileProblem::Active), "{dictionary}");
    }
    // Packed so that only some readers unpack it.
    let predicted = deflated(b"\x027 0 10 10 10 10 << /S >>");
    assert_eq!(look(&pdf_with_stream(usual, &predicted)), Err(FileProblem::Broken));
    let twice = "<< /Type /ObjStm /N 1 /First 4 /Filter [/ASCII85Decode /FlateDecode] >>";
    assert_eq!(look(&pdf_with_stream(twice, b"xyz")), Err(FileProblem::Broken));
    // A stream that unpacks to more than anybody writes.
    let bomb = deflated(&[b"7 0 ".as_slice(), &vec![b' '; 40 * 1024 * 1024]].concat());
    assert_eq!(look(&pdf_with_stream(usual, &bomb)), Err(FileProblem::Broken));
}

#[test]
fn an_office_file_with_macros_programs_or_a_way_out_is_not_taken() {
    let case = |parts: &[(&str, &[u8])]| look(&docx(parts));
    assert_eq!(case(&[("word/vbaProject.bin", b"x")]), Err(FileProblem::Macros));
    assert_eq!(case(&[("word/activeX/activeX1.xml", b"x")]), Err(FileProblem::Active));
    assert_eq!(case(&[("word/embeddings/oleObject1.bin", b"x")]), Err(FileProblem::Active));
    let template = br#"<Relationships><Relationship Type="http://x/attachedTemplate" Target="http://evil/x.dotm" TargetMode="External"/></Relationships>"#;
    assert_eq!(case(&[("word/_rels/settings.xml.rels", template)]), Err(FileProblem::Outside));
    let link = br#"<Relationships><Relationship Type="http://x/hyperlink" Target="https://example.lv" TargetMode="External"/></Relationships>"#;
    assert_eq!(case(&[("word/_rels/document.xml.rels", link)]), Ok(FileKind::Docx));
    let enabled =
        String::from_utf8(WORD.to_vec()).unwrap().replace("document.main", "document.macroEnabled.main");
    let macros =
        zipped(&[("[Content_Types].xml", enabled.as_bytes()), ("word/document.xml", b"<w:document/>")]);
    assert_eq!(look(&macros), Err(FileProblem::Macros));
    // A document that is none: the directory says otherwise.
    let other = zipped(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"")]);
    assert_eq!(look(&other), Err(FileProblem::Kind("archive")));
    let presentation = zipped(&[("[Content_Types].xml", b"<Types/>"), ("ppt/presentation.xml", b"")]);
    assert_eq!(look(&presentation), Err(FileProblem::Kind("archive")));
    assert_eq!(case(&[("../../evil.txt", b"x")]), Err(FileProblem::Broken));
}

#[test]
fn an_old_office_file_with_macros_or_a_password_is_not_taken() {
    let word = word_head(false);
    let with = |more: (&str, &[u8])| look(&compound(&[("/WordDocument", &word), more]));
    assert_eq!(with(("/Macros/", b"")), Err(FileProblem::Macros));
    assert_eq!(with(("/ObjectPool/", b"")), Err(FileProblem::Active));
    assert_eq!(look(&compound(&[("/WordDocument", &word_head(true))])), Err(FileProblem::Encrypted));
    assert_eq!(look(&compound(&[("/EncryptedPackage", b"x")])), Err(FileProblem::Encrypted));
    let locked = workbook(&[(0x0809, &[0; 16]), (0x002f, &[0; 6]), (0x000a, &[])]);
    assert_eq!(look(&compound(&[("/Workbook", &locked)])), Err(FileProblem::Encrypted));
    assert_eq!(look(&compound(&[("/Other", b"x")])), Err(FileProblem::Kind("other")));
    assert_eq!(look(&compound(&[("/Workbook", b"xx")])), Err(FileProblem::Broken));
}

#[test]
fn a_signed_container_holds_signatures_and_nothing_that_is_not_taken_by_itself() {
    let inside = |name: &str, bytes: &[u8]| look(&asice(&[(name, bytes)]));
    assert_eq!(inside("a.docx", &docx(&[])), Ok(FileKind::Asice));
    assert_eq!(inside("a.edoc", &asice(&[("b.pdf", &pdf(&[]))])), Ok(FileKind::Asice));
    assert_eq!(inside("a.pdf", b"MZ\x90\0\x03"), Err(FileProblem::Inside));
    assert_eq!(inside("run.js", b"alert(1)"), Err(FileProblem::Inside));
    assert_eq!(inside("page.html", b"<html>"), Err(FileProblem::Inside));
    assert_eq!(inside("m.docx", &docx(&[("word/vbaProject.bin", b"x")])), Err(FileProblem::Inside));
    let deep = asice(&[("c.edoc", &asice(&[("b.edoc", &asice(&[("a.pdf", &pdf(&[]))]))]))]);
    assert_eq!(look(&deep), Err(FileProblem::Inside));
    assert_eq!(look(&asice(&[])), Err(FileProblem::Broken));
    let unsigned = zipped(&[("mimetype", b"application/vnd.etsi.asic-e+zip"), ("a.pdf", &pdf(&[]))]);
    assert_eq!(look(&unsigned), Err(FileProblem::Broken));
}

proptest! {
    /// Whatever is sent, there is an answer.
    #[test]
    fn no_bytes_bring_it_down(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let _ = look(&bytes);
    }

    /// A file that is cut or changed somewhere is answered too; one that is cut at its end is not taken.
    #[test]
    fn no_damage_brings_it_down(which in 0_usize..8, at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let (kind, bytes) = taken().swap_remove(which);
        let at = at.index(bytes.len());
        let mut changed = bytes.clone();
        changed[at] = byte;
        let _ = look(&changed);
        let cut = look(&bytes[..at]);
        if matches!(kind, FileKind::Pdf | FileKind::Jpeg | FileKind::Png | FileKind::Docx | FileKind::Xlsx | FileKind::Asice) && at + 12 < bytes.len() {
            prop_assert!(cut.is_err(), "{kind:?} cut at {at} of {}", bytes.len());
        }
    }

    /// Whatever stands before and behind a script in a PDF, it is found.
    #[test]
    fn a_script_in_a_pdf_is_found_wherever_it_stands(
        before in "[ -~]{0,40}",
        behind in "[ -~]{0,40}",
        escaped in 0_usize..10,
        packed in any::<bool>(),
    ) {
        let mut name = String::from("/");
        for (n, letter) in "JavaScript".chars().enumerate() {
            if n == escaped { name.push_str(&format!("#{:02X}", u32::from(letter))) } else { name.push(letter) }
        }
        let content = format!("{before} {name} {behind}");
        let file = if packed {
            pdf_with_stream("<< >>", &deflated(format!("7 0 8 99 {content}").as_bytes()))
        } else {
            pdf(&[&content])
        };
        let answer = look(&file);
        prop_assert!(matches!(answer, Err(FileProblem::Active | FileProblem::Encrypted)), "{answer:?}");
    }

    /// A name never leads anywhere and always has an ending of what the file is.
    #[test]
    fn a_name_is_a_name(name in any::<String>()) {
        let file = CheckedFile::check(&name, jpeg()).unwrap();
        let clean = file.name();
        prop_assert!(clean.chars().count() <= 100 && !clean.contains(['/', '\\', '\0', '\n', '"', '<', '%', ':']));
        prop_assert!(clean.ends_with(".jpg") || clean.ends_with(".jpeg"), "{clean}");
        prop_assert!(!clean.starts_with('.') && !clean.chars().any(char::is_control));
    }
}
