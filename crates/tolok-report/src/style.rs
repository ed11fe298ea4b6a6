//! How cells look: a few looks, each made once.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::Tone;

/// What a look is made of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Style {
    pub(crate) format: Option<String>,
    pub(crate) tone: Option<Tone>,
    pub(crate) bold: bool,
    /// A line above, which separates totals from rows.
    pub(crate) line_above: bool,
    /// A line below, which ends the header.
    pub(crate) line_below: bool,
    pub(crate) align: Align,
    pub(crate) wrap: bool,
}

/// Where a text stands in its cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) enum Align {
    /// As the value wants it.
    #[default]
    General,
    /// Over numbers.
    Right,
    /// Over several columns.
    Centre,
}

/// The looks that were made so far.
#[derive(Default)]
pub(crate) struct Styles {
    made: BTreeMap<Style, Format>,
}

impl Styles {
    /// The look, made where it is wanted for the first time.
    pub(crate) fn get(&mut self, style: Style) -> &Format {
        self.made.entry(style).or_insert_with_key(made)
    }
}

fn made(style: &Style) -> Format {
    let mut look = Format::new();
    if let Some(format) = &style.format {
        look = look.set_num_format(format);
    }
    // The colours that Excel calls good, neutral and bad.
    look = match style.tone {
        None => look,
        Some(Tone::Good) => look.set_font_color(Color::RGB(0x00_61_00)).set_background_color(Color::RGB(0xC6_EF_CE)),
        Some(Tone::Warn) => look.set_font_color(Color::RGB(0x9C_57_00)).set_background_color(Color::RGB(0xFF_EB_9C)),
        Some(Tone::Bad) => look.set_font_color(Color::RGB(0x9C_00_06)).set_background_color(Color::RGB(0xFF_C7_CE)),
    };
    if style.bold {
        look = look.set_bold();
    }
    if style.line_above {
        look = look.set_border_top(FormatBorder::Thin);
    }
    if style.line_below {
        look = look.set_border_bottom(FormatBorder::Thin);
    }
    look = match style.align {
        Align::General => look,
        Align::Right => look.set_align(FormatAlign::Right),
        Align::Centre => look.set_align(FormatAlign::Center),
    };
    if style.wrap { look.set_text_wrap().set_align(FormatAlign::Top) } else { look }
}
