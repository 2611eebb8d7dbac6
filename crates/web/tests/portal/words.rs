//! Reads a page as a person hears it: the words of its main part without drawings and what is hidden.

/// The words of `<main>`, a line for each block.
pub fn main(html: &str) -> String {
    let start = html.find("<main").unwrap_or(0);
    let end = html.find("</main>").unwrap_or(html.len());
    text(&html[start..end])
}

/// The words without pictures: what the graphic version and the text version have in common.
pub fn without_pictures(html: &str) -> String {
    let mut rest = html.to_owned();
    while let Some(start) = rest.find("<figure") {
        let end = rest[start..].find("</figure>").unwrap() + start + "</figure>".len();
        rest.replace_range(start..end, "");
    }
    main(&rest)
}

fn text(html: &str) -> String {
    const INLINE: [&str; 12] =
        ["a", "b", "strong", "span", "small", "abbr", "time", "br", "em", "label", "option", "input"];
    let mut out = String::new();
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        out.push_str(&rest[..open]);
        let close = rest[open..].find('>').unwrap() + open;
        let tag = &rest[open + 1..close];
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
        rest = &rest[close + 1..];
        if name == "svg" && !tag.starts_with('/') {
            rest = &rest[rest.find("</svg>").unwrap() + "</svg>".len()..];
        } else if !INLINE.contains(&name) || name == "br" || name == "option" {
            out.push('\n');
        }
    }
    out.push_str(rest);
    let plain = out.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    let lines = plain.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// The token of the first form of a page.
pub fn token(html: &str) -> String {
    value(html, "form-token").expect("the page has a form")
}

/// The value of the first field with this name.
pub fn value(html: &str, name: &str) -> Option<String> {
    let (_, rest) = html.split_once(&format!("name=\"{name}\" value=\""))?;
    Some(rest.split('"').next()?.to_owned())
}

/// The values of an attribute, in the order of the page.
pub fn attributes<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let mark = format!(" {name}=\"");
    html.split(mark.as_str()).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}
