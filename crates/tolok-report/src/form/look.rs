//! How the cells of forms look: calm, and so that what is typed and what is computed can be told apart at a glance.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline};

use crate::Tone;

/// What a cell is for, which decides how it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Look {
    /// Nothing stands here.
    Bare,
    /// The title of the sheet.
    Title,
    /// What the sheet is about.
    Subtitle,
    /// What to do with the sheet, in the colour of the cells to type into.
    Legend,
    /// The heading of a part of the sheet.
    Part,
    /// The heading above labels.
    Corner,
    /// A heading above numbers.
    Heading,
    /// A heading above totals.
    TotalHeading,
    /// The label of numbers that are typed.
    Label,
    /// The label of KPIs.
    KpiLabel,
    /// The label of a total, where it has a row of its own.
    TotalLabel,
    /// A cell to type into.
    Entry,
    /// A cell to type words or dates into.
    Words,
    /// A cell to choose for, in letters small enough for what is chosen.
    Choice,
    /// A sum of what was typed.
    Sum,
    /// A KPI.
    Kpi,
    /// A KPI of everything together.
    KpiTotal,
    /// Where there can be no number.
    Closed,
    /// A question.
    Question,
    /// Its answer in words.
    Answer,
    /// The number that goes with it.
    Figure,
    /// A remark.
    Remark,
}

/// The looks that were made so far.
#[derive(Default)]
pub(super) struct Looks {
    made: BTreeMap<(Look, Option<String>), Format>,
}

const INK: u32 = 0x1F_2A_37;
const QUIET: u32 = 0x6B_72_80;
const DEEP: u32 = 0x1F_4E_5F;
const PALE: u32 = 0xE8_F0_F2;
const PAPER: u32 = 0xF5_F8_F9;
const YELLOW: u32 = 0xFF_F8_DC;
const LINE: u32 = 0xD5_DC_E0;
const YELLOW_LINE: u32 = 0xE3_D5_9A;
const TYPED: u32 = 0x1D_4E_89;
const WHITE: u32 = 0xFF_FF_FF;

impl Looks {
    /// The look in a number format, made where it is wanted for the first time.
    pub(super) fn get(&mut self, look: Look, format: Option<&str>) -> &Format {
        self.made.entry((look, format.map(str::to_owned))).or_insert_with(|| {
            let made = made(look);
            match format {
                Some(format) => made.set_num_format(format),
                None => made,
            }
        })
    }
}

/// The look of a status.
pub(super) fn of_tone(tone: Tone) -> Format {
    let (ink, paper) = match tone {
        Tone::Good => (0x00_61_00, 0xC6_EF_CE),
        Tone::Warn => (0x9C_57_00, 0xFF_EB_9C),
        Tone::Bad => (0x9C_00_06, 0xFF_C7_CE),
    };
    Format::new().set_font_color(Color::RGB(ink)).set_background_color(Color::RGB(paper))
}

/// The look of a number that is to be read with care.
pub(super) fn underlined() -> Format {
    Format::new().set_underline(FormatUnderline::Single).set_italic()
}

impl Look {
    /// True if the text may take several lines.
    pub(super) fn wraps(self) -> bool {
        !matches!(
            self,
            Look::Bare
                | Look::Title
                | Look::Subtitle
                | Look::Part
                | Look::Remark
                | Look::Entry
                | Look::Choice
                | Look::Sum
                | Look::Kpi
                | Look::KpiTotal
                | Look::Figure
        )
    }

    /// True if it is written in bold letters, which are wider.
    pub(super) fn is_bold(self) -> bool {
        matches!(
            self,
            Look::Title | Look::Part | Look::Corner | Look::Heading | Look::TotalHeading | Look::TotalLabel | Look::KpiTotal | Look::Answer
        )
    }

    /// The height of a line, in points.
    pub(super) fn line(self) -> f64 {
        match self {
            Look::Title => 24.0,
            Look::Part => 18.0,
            _ => 15.0,
        }
    }

    /// What the row is higher than its lines, in points.
    pub(super) fn air(self) -> f64 {
        match self {
            Look::Bare => 0.0,
            Look::Corner | Look::Heading | Look::TotalHeading => 6.0,
            Look::Question | Look::Answer | Look::Figure => 6.0,
            _ => 3.0,
        }
    }
}

fn made(look: Look) -> Format {
    let base = Format::new().set_font_color(Color::RGB(INK)).set_align(FormatAlign::VerticalCenter);
    let base = if look.wraps() { base.set_text_wrap() } else { base };
    let base = if look.is_bold() { base.set_bold() } else { base };
    let filled = |format: Format, paper: u32| format.set_background_color(Color::RGB(paper));
    let boxed = |format: Format, line: u32| format.set_border(FormatBorder::Thin).set_border_color(Color::RGB(line));
    let head = |format: Format| {
        filled(format, DEEP).set_font_color(Color::RGB(WHITE)).set_border(FormatBorder::Thin).set_border_color(Color::RGB(DEEP))
    };
    let numeric = |format: Format| format.set_align(FormatAlign::Right).set_indent(1);
    match look {
        Look::Bare => Format::new(),
        Look::Title => base.set_font_size(18).set_font_color(Color::RGB(DEEP)),
        Look::Subtitle => base.set_font_color(Color::RGB(QUIET)),
        Look::Legend => boxed(filled(base, YELLOW), YELLOW_LINE).set_indent(1),
        Look::Part => filled(base, PALE).set_indent(1).set_font_size(12).set_font_color(Color::RGB(DEEP)),
        Look::Corner => head(base).set_indent(1),
        Look::Heading | Look::TotalHeading => head(base).set_align(FormatAlign::Center),
        Look::Label => boxed(base, LINE).set_indent(1),
        Look::KpiLabel | Look::TotalLabel => boxed(filled(base, PALE), LINE).set_indent(1),
        Look::Entry => numeric(boxed(filled(base, YELLOW), YELLOW_LINE)).set_font_color(Color::RGB(TYPED)).set_unlocked(),
        Look::Words => boxed(filled(base, YELLOW), YELLOW_LINE).set_indent(1).set_font_color(Color::RGB(TYPED)).set_unlocked(),
        Look::Choice => {
            let paper = boxed(filled(base, YELLOW), YELLOW_LINE).set_indent(1).set_shrink();
            paper.set_font_color(Color::RGB(TYPED)).set_unlocked()
        }
        Look::Sum => numeric(boxed(filled(base, PAPER), LINE)).set_font_color(Color::RGB(QUIET)),
        Look::Kpi => numeric(boxed(filled(base, PAPER), LINE)),
        Look::KpiTotal => numeric(boxed(filled(base, PALE), LINE)),
        Look::Closed => boxed(base, LINE).set_font_color(Color::RGB(QUIET)).set_align(FormatAlign::Center),
        Look::Question => boxed(base, LINE).set_indent(1),
        Look::Answer => boxed(filled(base, PALE), LINE).set_indent(1),
        Look::Figure => numeric(boxed(filled(base, PAPER), LINE)),
        Look::Remark => base.set_font_color(Color::RGB(QUIET)).set_italic(),
    }
}
