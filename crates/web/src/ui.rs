//! The parts of pages: fields, notices, tags, tables, progress, calendars, drawings.

pub mod assessment;
pub mod bars;
pub mod button;
pub mod calendar;
pub mod channels;
pub mod contest;
pub mod correspondence;
pub mod doors;
pub mod fact;
pub mod field;
pub mod files;
pub mod icon;
pub mod keys;
pub mod law_text;
pub mod letter;
pub mod map;
pub mod notice;
pub mod pages;
pub mod particular;
pub mod power;
pub mod shares;
pub mod statement;
pub mod stem;
pub mod tasks;
pub mod tree;
