//! The same questions to a library for full texts: a field of folded words, a field of the date. Every word that was
//! typed must be met by a word of the person, best as it is, else but for a letter or two (the bounds that
//! Elasticsearch calls `AUTO`), else as a beginning.

use super::{Known, folded};
use crate::country::Question;
use crate::measured::{Measured, ask, cpu_time};
use crate::{Failure, THREADS};
use kernel::{PartialDate, PersonId};
use std::ops::Bound;
use std::time::Instant;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, BoostQuery, FuzzyTermQuery, Occur, Query, RangeQuery, TermQuery};
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::{Index, IndexWriter, ReloadPolicy, TantivyDocument, Term};

/// Bytes that the writer may keep before it writes.
const WRITER_BYTES: usize = 256 << 20;
/// How much more a word counts that is as it was typed.
const AS_TYPED: f32 = 2.0;
/// How much a word counts that only begins so.
const BEGINS: f32 = 0.8;

struct Fields {
    id: Field,
    names: Field,
    birth: Field,
}

pub(super) fn run(known: &[Known], questions: &[Question]) -> Result<Measured, Failure> {
    let mut schema = Schema::builder();
    let words = TextFieldIndexing::default()
        .set_tokenizer("whitespace")
        .set_index_option(IndexRecordOption::WithFreqs);
    let fields = Fields {
        id: schema.add_u64_field("id", FAST | STORED),
        names: schema.add_text_field("names", TextOptions::default().set_indexing_options(words)),
        birth: schema.add_u64_field("birth", FAST | INDEXED),
    };
    let index = Index::create_in_ram(schema.build());
    let (began, cpu) = (Instant::now(), cpu_time());
    let mut writer: IndexWriter = index.writer_with_num_threads(THREADS, WRITER_BYTES)?;
    for one in known {
        let mut document = TantivyDocument::new();
        document.add_u64(fields.id, u64::try_from(one.person.as_i64())?);
        document.add_text(fields.names, &one.names);
        document.add_u64(fields.birth, span(&one.birth).0);
        writer.add_document(document)?;
    }
    writer.commit()?;
    // One part is searched faster than many.
    let parts = index.searchable_segment_ids()?;
    if parts.len() > 1 {
        writer.merge(&parts).wait()?;
    }
    writer.wait_merging_threads()?;
    let (built, built_cpu) = (began.elapsed(), cpu_time() - cpu);
    let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
    let searcher = reader.searcher();
    let size = usize::try_from(searcher.space_usage()?.total().get_bytes())?;
    let (outcomes, query_cpu) = ask(questions, |question| {
        let query = asked(&fields, question);
        let mut found = Vec::new();
        for (_, place) in searcher.search(&query, &TopDocs::with_limit(10).order_by_score())? {
            let ids = searcher.segment_reader(place.segment_ord).fast_fields().u64("id")?;
            found.extend(ids.first(place.doc_id).map(PersonId::from_u64));
        }
        Ok(found)
    })?;
    let (built_cpu, query_cpu) = (Some(built_cpu), Some(query_cpu));
    Ok(Measured { who: "tantivy", outcomes, built, built_cpu, query_cpu, size })
}

fn asked(fields: &Fields, question: &Question) -> BooleanQuery {
    let mut all: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    for word in folded(&question.words).split_whitespace() {
        let term = Term::from_field_text(fields.names, word);
        let letters = word.chars().count();
        let wrong = match letters {
            0..3 => 0,
            3..6 => 1,
            _ => 2,
        };
        let exact = TermQuery::new(term.clone(), IndexRecordOption::WithFreqs);
        let mut ways: Vec<(Occur, Box<dyn Query>)> =
            vec![(Occur::Should, Box::new(BoostQuery::new(Box::new(exact), AS_TYPED)))];
        if wrong > 0 {
            ways.push((Occur::Should, Box::new(FuzzyTermQuery::new(term.clone(), 1, true))));
            let begins = Box::new(FuzzyTermQuery::new_prefix(term.clone(), 0, true));
            ways.push((Occur::Should, Box::new(BoostQuery::new(begins, BEGINS))));
        }
        if wrong > 1 {
            let further = Box::new(FuzzyTermQuery::new(term, wrong, true));
            ways.push((Occur::Should, Box::new(BoostQuery::new(further, BEGINS))));
        }
        all.push((Occur::Must, Box::new(BooleanQuery::new(ways))));
    }
    if let Some(date) = question.date.filter(|date| *date != PartialDate::Unknown) {
        let (first, last) = span(&date.to_string());
        let term = |number| Term::from_field_u64(fields.birth, number);
        let range = RangeQuery::new(Bound::Included(term(first)), Bound::Included(term(last)));
        all.push((Occur::Must, Box::new(BoostQuery::new(Box::new(range), 0.0))));
    }
    BooleanQuery::new(all)
}

/// `1978-05` as the numbers from 19780500 to 19780599.
fn span(date: &str) -> (u64, u64) {
    let digits: String = date.chars().filter(char::is_ascii_digit).collect();
    let number =
        |fill: &str| format!("{digits}{}", fill.repeat(8 - digits.len().min(8))).parse().unwrap_or(0);
    (number("0"), number("9"))
}
