//! What somebody who writes no programs gets wrong in KDL, with its own place: the parser gives up at the beginning of
//! the outermost node, and says what it wanted there.

use super::{Fault, KdlDocument, Span, string};

/// A piece of a file outside its comments.
enum Piece<'t> {
    Text(&'t str),
    Word(&'t str),
    Equals,
    Open,
    Close,
    Newline,
}

/// A brace that waits for its other half: where its node begins, that node's first word, and how far in it stands.
struct Opened {
    offset: usize,
    len: usize,
    indent: usize,
}

const QUOTES: [char; 9] = ['“', '”', '„', '‟', '«', '»', '‘', '’', '‚'];

/// Every mistake that is known by its looks.
pub(super) fn found(text: &str) -> Vec<Fault> {
    let pieces = pieces(text);
    let mut faults: Vec<Fault> = Vec::new();
    let mut valued = false;
    for (offset, piece) in &pieces {
        let fault = match piece {
            Piece::Word(word) => wrong(word, valued),
            Piece::Text(quoted) => unclosed(quoted),
            _ => None,
        };
        if let Some((len, message, hint)) = fault {
            faults.push(Fault { span: Span { offset: *offset, len }, message, hint });
        }
        valued = matches!(piece, Piece::Equals);
    }
    // A quote that is missing swallows the braces after it.
    if faults.is_empty() { braces(text, &pieces).into_iter().collect() } else { faults }
}

/// The first line that is no KDL by itself, for a fault that the parser shows elsewhere.
pub(super) fn first_line(text: &str) -> Option<Span> {
    // Lines of these mean nothing by themselves.
    if text.contains("\"\"\"") || text.contains("/*") {
        return None;
    }
    let mut offset = 0;
    let mut continued = false;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        let node = trimmed.strip_suffix('\\').unwrap_or(trimmed).trim_end();
        let open = node.strip_suffix('{').unwrap_or(node).trim_start_matches(['}', ' ', ';']);
        let lead = if continued { "x " } else { "" };
        if !open.is_empty() && KdlDocument::parse_v2(&format!("{lead}{open}\n")).is_err() {
            let indent = line.len() - line.trim_start().len();
            return Some(Span { offset: offset + indent, len: trimmed.len() });
        }
        continued = trimmed.ends_with('\\');
        offset += line.len();
    }
    None
}

/// What is wrong with a word without quotes: how long it is, what it is, and what would be right.
fn wrong(word: &str, valued: bool) -> Option<(usize, String, String)> {
    let say = |message: String, hint: String| Some((word.len(), message, hint));
    if word.starts_with(QUOTES) {
        let bare = word.trim_matches(QUOTES);
        return say(
            format!("`{word}` stands in typographic quotes"),
            format!("write straight quotes: \"{bare}\""),
        );
    }
    if matches!(word, "true" | "false" | "null") {
        return say(format!("`{word}` is written without its mark"), format!("write #{word}"));
    }
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if let Some((whole, cents)) = word.split_once(',')
        && digits(whole)
        && digits(cents)
    {
        return say(format!("`{word}` is no number"), format!("write {whole}.{cents}"));
    }
    let day: Vec<&str> = word.split('-').collect();
    if day.len() == 3 && day.iter().all(|part| digits(part)) {
        return say(
            format!("the day `{word}` stands without quotes"),
            format!("put it in quotes: \"{word}\""),
        );
    }
    let term = valued && word.starts_with(|c: char| c.is_ascii_digit()) && word.parse::<f64>().is_err();
    let number =
        word.starts_with("0x") || word.starts_with("0b") || word.starts_with("0o") || word.contains('_');
    if term && !number {
        return say(format!("`{word}` stands without quotes"), format!("put it in quotes: \"{word}\""));
    }
    None
}

/// A text of one line whose end is missing: it would go on to the next quote, lines further down.
fn unclosed(quoted: &str) -> Option<(usize, String, String)> {
    let one_line = !quoted.trim_start_matches('#').starts_with("\"\"\"");
    let (first, rest) = quoted.split_once('\n')?;
    let closed =
        first.trim_end().ends_with('\\') || rest.is_empty() && first.len() > 1 && first.ends_with('"');
    (one_line && !closed).then(|| {
        let message = "this text is not closed: a quote is missing at its end".to_owned();
        (first.trim_end().len(), message, "write \" where the text ends".to_owned())
    })
}

/// The node whose brace is missing, or the brace too many. Whoever writes indents: the node that is not closed is the
/// one after which something stands no further in than itself.
fn braces(text: &str, pieces: &[(usize, Piece<'_>)]) -> Option<Fault> {
    let mut opened: Vec<Opened> = Vec::new();
    let mut suspect: Option<Span> = None;
    let mut node: Option<(usize, usize)> = None;
    let mut fresh = true;
    let indent = |offset: usize| {
        let line = text.get(..offset).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        offset - line
    };
    for (offset, piece) in pieces {
        if fresh && !matches!(piece, Piece::Newline) {
            let far = indent(*offset);
            let out = opened.last().is_some_and(|top| match piece {
                Piece::Close => far < top.indent,
                _ => far <= top.indent,
            });
            if out && suspect.is_none() {
                suspect = opened.last().map(|top| Span { offset: top.offset, len: top.len });
            }
        }
        fresh = false;
        match piece {
            Piece::Newline => (fresh, node) = (true, None),
            Piece::Word(word) => {
                node = node.or(Some((*offset, word.len())));
            }
            Piece::Open => {
                let (offset, len) = node.unwrap_or((*offset, 1));
                opened.push(Opened { offset, len, indent: indent(offset) });
                node = None;
            }
            Piece::Close if opened.pop().is_none() => {
                return Some(Fault {
                    span: Span { offset: *offset, len: 1 },
                    message: "this } closes nothing".to_owned(),
                    hint: "take it away, or write the { that is missing above".to_owned(),
                });
            }
            Piece::Close => node = None,
            Piece::Text(_) | Piece::Equals => {}
        }
    }
    let last = opened.last().map(|top| Span { offset: top.offset, len: top.len })?;
    let span = suspect.unwrap_or(last);
    let word = text.get(span.offset..span.offset + span.len).unwrap_or_default();
    Some(Fault {
        span,
        message: format!("`{word}` is not closed: a }} is missing"),
        hint: "write } where it ends".to_owned(),
    })
}

fn pieces(text: &str) -> Vec<(usize, Piece<'_>)> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let offset = text.len() - rest.len();
        let (step, piece) = if rest.starts_with("/*") {
            (comment(rest), None)
        } else if rest.starts_with("//") {
            (rest.find('\n').unwrap_or(rest.len()), None)
        } else if next == '\\'
            && rest
                .get(1..)
                .is_some_and(|after| after.trim_start_matches([' ', '\t', '\r']).starts_with('\n'))
        {
            // The line goes on.
            (rest.find('\n').map_or(rest.len(), |at| at + 1), None)
        } else {
            let quoted = if next == '"' || next == '#' { string(rest) } else { None };
            match (quoted, next) {
                (Some(len), _) => (len, rest.get(..len).map(Piece::Text)),
                (None, '\n' | ';') => (1, Some(Piece::Newline)),
                (None, '=') => (1, Some(Piece::Equals)),
                (None, '{') => (1, Some(Piece::Open)),
                (None, '}') => (1, Some(Piece::Close)),
                (None, other) if other.is_whitespace() => (other.len_utf8(), None),
                _ => {
                    let ends = |c: char| c.is_whitespace() || "{}=;\"".contains(c);
                    let len = rest.find(ends).unwrap_or(rest.len()).max(next.len_utf8());
                    (len, rest.get(..len).map(Piece::Word))
                }
            }
        };
        found.extend(piece.map(|piece| (offset, piece)));
        rest = rest.get(step..).unwrap_or_default();
    }
    found
}

/// The length of the block comment at the beginning of a text; they nest.
fn comment(text: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let step = if rest.starts_with("/*") {
            depth += 1;
            2
        } else if rest.starts_with("*/") {
            depth -= 1;
            2
        } else {
            rest.chars().next().map_or(1, char::len_utf8)
        };
        at += step;
        if depth == 0 {
            break;
        }
    }
    at
}
