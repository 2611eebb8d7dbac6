//! Files for tests, made of nothing: small ones of every kind that is taken, and of kinds that are not.

use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;

/// A PDF with these objects; offsets are not checked by anybody here.
pub fn pdf(objects: &[&str]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
    out.extend(b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n");
    for object in objects {
        out.extend(object.as_bytes());
        out.push(b'\n');
    }
    out.extend(b"xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Root 1 0 R /Size 3 >>\nstartxref\n9\n%%EOF\n");
    out
}

pub fn deflated(content: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(content).unwrap();
    packed.finish().unwrap()
}

/// A PDF with one object stream that holds `content`, under a dictionary of one's own.
pub fn pdf_with_stream(dictionary: &str, content: &[u8]) -> Vec<u8> {
    let mut out = pdf(&[]);
    let end = out.len() - b"xref".len();
    let at = out.windows(4).position(|w| w == b"xref").unwrap_or(end);
    let mut stream = format!("9 0 obj\n{dictionary}\nstream\r\n").into_bytes();
    stream.extend(content);
    stream.extend(b"\nendstream\nendobj\n");
    out.splice(at..at, stream);
    out
}

pub fn jpeg() -> Vec<u8> {
    let mut out = vec![0xff, 0xd8, 0xff, 0xe0, 0, 16];
    out.extend(b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
    // A frame of one component, a scan, some data, the end.
    out.extend([0xff, 0xc0, 0, 11, 8, 0, 1, 0, 1, 1, 1, 0x11, 0]);
    out.extend([0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0x12, 0x34, 0xff, 0xd9]);
    out
}

pub fn png() -> Vec<u8> {
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, content) in [(b"IHDR", vec![0; 13]), (b"IDAT", vec![1, 2, 3]), (b"IEND", vec![])] {
        out.extend(u32::try_from(content.len()).unwrap().to_be_bytes());
        out.extend(kind);
        out.extend(content);
        out.extend([0; 4]);
    }
    out
}

pub fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        archive.start_file(*name, options).unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

pub const WORD: &[u8] = br#"<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
pub const SHEET: &[u8] = br#"<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#;

pub fn docx(more: &[(&str, &[u8])]) -> Vec<u8> {
    let mut parts: Vec<(&str, &[u8])> =
        vec![("[Content_Types].xml", WORD), ("word/document.xml", b"<w:document/>")];
    parts.extend(more);
    zipped(&parts)
}

pub fn xlsx() -> Vec<u8> {
    zipped(&[("[Content_Types].xml", SHEET), ("xl/workbook.xml", b"<workbook/>")])
}

/// A signed container with these files.
pub fn asice(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("mimetype", b"application/vnd.etsi.asic-e+zip"),
        ("META-INF/signatures0.xml", b"<asic:XAdESSignatures/>"),
    ];
    parts.extend(files);
    zipped(&parts)
}

/// A compound file with these streams; a name with a stroke at its end is a storage.
pub fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (name, content) in streams {
        if let Some(storage) = name.strip_suffix('/') {
            file.create_storage(storage).unwrap();
        } else {
            file.create_stream(name).unwrap().write_all(content).unwrap();
        }
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}

/// The head of a document of the old kind, locked or not.
pub fn word_head(locked: bool) -> Vec<u8> {
    let mut head = vec![0; 64];
    head[..2].copy_from_slice(&0xa5ec_u16.to_le_bytes());
    head[11] = u8::from(locked);
    head
}

pub fn workbook(records: &[(u16, &[u8])]) -> Vec<u8> {
    let mut out = Vec::new();
    for (kind, content) in records {
        out.extend(kind.to_le_bytes());
        out.extend(u16::try_from(content.len()).unwrap().to_le_bytes());
        out.extend(*content);
    }
    out
}
