//! A two-dimensional code as modules, and as a picture of one path.

use qrcode::{Color, EcLevel, QrCode, Version};
use std::fmt::Write as _;

/// Empty modules around the code, as ISO/IEC 18004 asks.
const QUIET: usize = 4;
/// The largest version that payment codes may have.
const VERSION_MAX: i16 = 13;

/// A two-dimensional code with error correction of level M.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Qr {
    size: usize,
    dark: Vec<bool>,
}

impl Qr {
    /// The code of these bytes; `None` when they do not fit into version 13.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let code = QrCode::with_error_correction_level(bytes, EcLevel::M).ok()?;
        match code.version() {
            Version::Normal(version) if version <= VERSION_MAX => {}
            _ => return None,
        }
        let dark = code.to_colors().into_iter().map(|color| color == Color::Dark).collect();
        Some(Self { size: code.width(), dark })
    }

    /// Modules of a side, without the empty ones around.
    #[must_use]
    pub const fn size(&self) -> usize {
        self.size
    }

    /// Whether the module in a column and row is dark.
    #[must_use]
    pub fn is_dark(&self, column: usize, row: usize) -> bool {
        column < self.size && self.dark.get(row * self.size + column).copied().unwrap_or(false)
    }

    /// The side of the picture in modules, with the empty ones around.
    #[must_use]
    pub const fn side(&self) -> usize {
        self.size + 2 * QUIET
    }

    /// The dark modules as one path of an SVG picture with [`Self::side`] units a side.
    #[must_use]
    pub fn path(&self) -> String {
        let mut path = String::new();
        for row in 0..self.size {
            let mut column = 0;
            while column < self.size {
                let from = column;
                while self.is_dark(column, row) {
                    column += 1;
                }
                if column > from {
                    let (x, y, run) = (from + QUIET, row + QUIET, column - from);
                    // Writing to a String cannot fail.
                    let _ = write!(path, "M{x} {y}h{run}v1h-{run}z");
                }
                column += 1;
            }
        }
        path
    }

    /// The whole picture.
    #[must_use]
    pub fn svg(&self) -> String {
        let (side, path) = (self.side(), self.path());
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\
             <rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/><path d=\"{path}\" fill=\"#000\"/></svg>"
        )
    }
}
