//! A letter as it reads, on the page instead of on paper.

use crate::ctx::Ctx;
use kernel::Lang;
use maud::{Markup, html};
use office::letters::{Block, Outline};

/// What somebody wrote, a paragraph for each of its lines; nothing where nothing was written.
#[must_use]
pub fn paragraphs(words: &str) -> Markup {
    let lines = words.lines().map(str::trim).filter(|line| !line.is_empty());
    html! { @for line in lines { p { (line) } } }
}

/// The letter, under the name that the text `name` gives it; its headings stand below those of the page.
#[must_use]
pub fn page(ctx: &Ctx, letter: &Outline, lang: Lang, name: &str) -> Markup {
    let other = (lang != ctx.lang()).then(|| lang.code());
    html! {
        article.letter lang=[other] aria-label=(ctx.t(name)) {
            @if !letter.addressee.is_empty() { p.to { (letter.addressee.join("\n")) } }
            h3 { (letter.title) }
            @for block in &letter.blocks {
                @match block {
                    Block::Heading(2, words) => h4 { (words) },
                    Block::Heading(_, words) => h5 { (words) },
                    Block::Paragraph(words) => (paragraphs(words)),
                    Block::List(items) => ol { @for item in items { li { (item) } } },
                    Block::Pairs(rows) => dl { @for (what, value) in rows { dt { (what) } dd { (value) } } },
                }
            }
        }
    }
}
