//! The parts of pages: fields, notices, tags, tables, progress, calendars, drawings.

pub mod field;
pub mod icon;
pub mod notice;
