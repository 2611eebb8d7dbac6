//! Elements of an XML file, read one at a time and within bounds: no document types, no entities of the file's own, no
//! depth without end. Names are taken without their prefix.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Deepest element.
const DEPTH_MAX: usize = 40;
/// Most characters of the text of one element.
const TEXT_MAX: usize = 20_000;

/// Where something in a file is wrong, and what.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, byte {byte}, in `{element}`: {what}")]
pub struct XmlError {
    /// Line, counted from 1.
    pub line: usize,
    /// Byte, counted from 0.
    pub byte: usize,
    /// The element, with those around it: `Stmt/Ntry/Amt`.
    pub element: String,
    /// What is wrong.
    pub what: XmlFault,
}

/// What is wrong in a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum XmlFault {
    /// More bytes than are taken.
    #[error("the file is larger than {0} bytes")]
    TooLarge(usize),
    /// Bytes that are not UTF-8, or another encoding is declared.
    #[error("the file is not in UTF-8")]
    Encoding,
    /// No well-formed XML.
    #[error("this is not well-formed XML: {0}")]
    Syntax(String),
    /// A document type or an entity of the file's own.
    #[error("document types and entities of one's own are not taken")]
    DocumentType,
    /// Elements within elements beyond all use.
    #[error("elements lie more than {DEPTH_MAX} deep")]
    TooDeep,
    /// A text beyond all use.
    #[error("the text is longer than {TEXT_MAX} characters")]
    TextTooLong,
    /// The file ends in the middle.
    #[error("the file ends before its elements do")]
    Cut,
    /// Another kind of file.
    #[error("this is no `{0}` file of a version that is read: {1}")]
    Kind(&'static str, &'static str),
    /// Something that must be there is not.
    #[error("`{0}` is missing")]
    Missing(&'static str),
    /// A value that is none of its kind.
    #[error("`{value}` is not {wanted}")]
    Value {
        /// What stands there, cut short.
        value: String,
        /// What would be right.
        wanted: &'static str,
    },
}

impl XmlFault {
    /// Every fault's code.
    pub const CODES: [&'static str; 10] = [
        "too-large",
        "encoding",
        "syntax",
        "document-type",
        "too-deep",
        "text-too-long",
        "cut",
        "kind",
        "missing",
        "value",
    ];

    /// Its code, for texts in other languages.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge(_) => "too-large",
            Self::Encoding => "encoding",
            Self::Syntax(_) => "syntax",
            Self::DocumentType => "document-type",
            Self::TooDeep => "too-deep",
            Self::TextTooLong => "text-too-long",
            Self::Cut => "cut",
            Self::Kind(..) => "kind",
            Self::Missing(_) => "missing",
            Self::Value { .. } => "value",
        }
    }
}

/// An element with what is in it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Element {
    pub(crate) name: String,
    /// Its name with those of the elements around it that are read whole with it: `Ntry/NtryDtls/TxDtls`.
    pub(crate) path: String,
    /// The attribute `Ccy`, the only one that matters.
    pub(crate) currency: Option<String>,
    pub(crate) text: String,
    pub(crate) children: Vec<Element>,
    /// Byte at which it begins.
    pub(crate) at: usize,
}

impl Element {
    /// The same in an element with this path.
    fn within(self, path: &str) -> Self {
        Self { path: format!("{path}/{}", self.name), ..self }
    }

    /// The first child of this name.
    pub(crate) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The element at the end of a path such as `Id/IBAN`.
    pub(crate) fn find(&self, path: &str) -> Option<&Self> {
        path.split('/').try_fold(self, |element, name| element.child(name))
    }

    /// The text at the end of a path, without spaces around it; `None` when it is empty.
    pub(crate) fn said(&self, path: &str) -> Option<&str> {
        self.find(path).map(|element| element.text.trim()).filter(|text| !text.is_empty())
    }

    /// All children of this name.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }
}

/// What comes next in a file.
pub(crate) enum Step {
    /// An element begins that is looked into.
    Into,
    /// The element that was looked into last ends.
    Out,
    /// An element, whole.
    Whole(Element),
    /// The end.
    End,
}

/// A file, read step by step.
pub(crate) struct File<'a> {
    text: &'a str,
    reader: Reader<&'a [u8]>,
    /// Names of the elements that are looked into, the outermost first.
    path: Vec<String>,
    /// The namespace of the outermost element.
    pub(crate) namespace: String,
}

impl<'a> File<'a> {
    /// A file of at most `bytes_max` bytes.
    ///
    /// # Errors
    /// A file that is larger, or not in UTF-8.
    pub(crate) fn new(bytes: &'a [u8], bytes_max: usize) -> Result<Self, XmlError> {
        let at = |byte, what| XmlError { line: 1, byte, element: String::new(), what };
        if bytes.len() > bytes_max {
            return Err(at(bytes_max, XmlFault::TooLarge(bytes_max)));
        }
        let text = std::str::from_utf8(bytes).map_err(|e| at(e.valid_up_to(), XmlFault::Encoding))?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        Ok(Self { text, reader: Reader::from_str(text), path: Vec::new(), namespace: String::new() })
    }

    /// A fault at a byte, in an element of the one that is looked into.
    pub(crate) fn error(&self, at: usize, element: &str, what: XmlFault) -> XmlError {
        let before = self.text.as_bytes().get(..at).unwrap_or(self.text.as_bytes());
        let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
        let inner = Some(element).filter(|element| !element.is_empty());
        let path: Vec<&str> = self.path.iter().map(String::as_str).chain(inner).collect();
        XmlError { line, byte: at.min(self.text.len()), element: path.join("/"), what }
    }

    /// How far the file is read.
    pub(crate) fn at(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    /// The next event; what is no element and no text is passed over.
    fn event(&mut self, element: &str) -> Result<Event<'a>, XmlError> {
        loop {
            match self.reader.read_event() {
                Ok(Event::Comment(_) | Event::PI(_)) => {}
                Ok(Event::Decl(decl)) => {
                    let utf8 = match decl.encoding() {
                        None => true,
                        Some(named) => named.is_ok_and(|name| name.eq_ignore_ascii_case("utf-8")),
                    };
                    if !utf8 {
                        return Err(self.error(self.at(), element, XmlFault::Encoding));
                    }
                }
                Ok(Event::DocType(_)) => {
                    return Err(self.error(self.at(), element, XmlFault::DocumentType));
                }
                Ok(event) => return Ok(event),
                Err(error) => {
                    let at = usize::try_from(self.reader.error_position()).unwrap_or(usize::MAX);
                    return Err(self.error(at, element, XmlFault::Syntax(error.to_string())));
                }
            }
        }
    }

    /// What comes next. Elements for which `into` says so, by how many lie around them and by their name, are looked
    /// into; the others are read whole.
    pub(crate) fn step(&mut self, into: fn(usize, &str) -> bool) -> Result<Step, XmlError> {
        loop {
            let at = self.at();
            match self.event("")? {
                Event::Start(start) => {
                    let name = local(&start);
                    if self.path.is_empty() {
                        self.namespace = namespace(&start);
                    }
                    if into(self.path.len(), &name) {
                        self.path.push(name);
                        return Ok(Step::Into);
                    }
                    return self.whole(opened(&start, at)).map(Step::Whole);
                }
                Event::Empty(start) => return Ok(Step::Whole(opened(&start, at))),
                Event::End(_) => match self.path.pop() {
                    Some(_) => return Ok(Step::Out),
                    None => return Err(self.error(at, "", XmlFault::Syntax("nothing is open".to_owned()))),
                },
                Event::Eof if self.path.is_empty() => return Ok(Step::End),
                Event::Eof => return Err(self.error(at, "", XmlFault::Cut)),
                // Between elements that are looked into stands nothing that matters.
                _ => {}
            }
        }
    }

    /// The rest of an element that began.
    fn whole(&mut self, outer: Element) -> Result<Element, XmlError> {
        let mut open = vec![outer];
        loop {
            let at = self.at();
            let Some(current) = open.last() else { return Err(self.error(at, "", XmlFault::Cut)) };
            let path = current.path.clone();
            let more = match self.event(&path)? {
                Event::Start(start) => {
                    if open.len() + self.path.len() >= DEPTH_MAX {
                        return Err(self.error(at, &path, XmlFault::TooDeep));
                    }
                    open.push(opened(&start, at).within(&path));
                    continue;
                }
                Event::Empty(start) => {
                    if let Some(parent) = open.last_mut() {
                        parent.children.push(opened(&start, at).within(&path));
                    }
                    continue;
                }
                Event::End(_) => {
                    let Some(done) = open.pop() else { return Err(self.error(at, &path, XmlFault::Cut)) };
                    match open.last_mut() {
                        Some(parent) => parent.children.push(done),
                        None => return Ok(done),
                    }
                    continue;
                }
                Event::Eof => return Err(self.error(at, &path, XmlFault::Cut)),
                Event::Text(text) => text.xml10_content().into_owned(),
                Event::CData(data) => data.xml10_content().into_owned(),
                Event::GeneralRef(reference) => {
                    let named = reference.xml10_content();
                    match (reference.resolve_char_ref(), &*named) {
                        (Ok(Some(c)), _) => c.to_string(),
                        (_, "lt") => "<".to_owned(),
                        (_, "gt") => ">".to_owned(),
                        (_, "amp") => "&".to_owned(),
                        (_, "apos") => "'".to_owned(),
                        (_, "quot") => "\"".to_owned(),
                        _ => return Err(self.error(at, &path, XmlFault::DocumentType)),
                    }
                }
                _ => continue,
            };
            let Some(current) = open.last_mut() else { continue };
            if current.text.len() + more.len() > TEXT_MAX {
                return Err(self.error(at, &path, XmlFault::TextTooLong));
            }
            current.text.push_str(&more);
        }
    }
}

fn local(start: &BytesStart<'_>) -> String {
    start.local_name().into_inner().to_owned()
}

fn opened(start: &BytesStart<'_>, at: usize) -> Element {
    let attribute = |name: &str| {
        let found = start.try_get_attribute(name).ok().flatten()?;
        Some(found.value.into_owned())
    };
    let name = local(start);
    Element { path: name.clone(), name, currency: attribute("Ccy"), at, ..Element::default() }
}

/// The namespace that an element declares for its own prefix.
fn namespace(start: &BytesStart<'_>) -> String {
    let name = start.name();
    let key =
        name.prefix().map_or_else(|| "xmlns".to_owned(), |prefix| format!("xmlns:{}", prefix.into_inner()));
    let found = start.try_get_attribute(key.as_str()).ok().flatten();
    found.map(|found| found.value.into_owned()).unwrap_or_default()
}
