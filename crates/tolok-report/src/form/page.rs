//! How a form goes onto paper: which way the page lies, and where the next one begins.

use super::Form;

/// How a form goes onto paper.
#[derive(Debug, PartialEq)]
pub(super) struct Page {
    pub(super) is_landscape: bool,
    /// True if it is made small enough for one page.
    pub(super) is_only: bool,
    /// The rows before which a page ends.
    pub(super) breaks: Vec<u32>,
}

/// A character of the usual letters and the space of a column around them, in points.
const CHARACTER: f64 = 5.25;
/// What there is between the margins of A4, in points: the longer side and the shorter one, each once as a width and once as a height.
const LONG_WIDTH: f64 = 770.0;
const SHORT_WIDTH: f64 = 523.0;
const LONG_HEIGHT: f64 = 730.0;
const SHORT_HEIGHT: f64 = 485.0;
/// Smaller than this nobody likes to read, so that more pages are better.
const SQUEEZED: f64 = 1.35;

impl Page {
    pub(super) fn of(form: &Form, widths: &[usize], heights: &[f64]) -> Self {
        let characters: usize = widths.iter().sum();
        let width = f64::from(u32::try_from(characters).unwrap_or(u32::MAX)) * CHARACTER;
        let height: f64 = heights.iter().sum();
        // What is narrow and high stands upright.
        let is_landscape = width > SHORT_WIDTH || height < SHORT_HEIGHT;
        let page_of = |is_landscape: bool| {
            let (room, most) = if is_landscape { (LONG_WIDTH, SHORT_HEIGHT) } else { (SHORT_WIDTH, LONG_HEIGHT) };
            most * (width / room).max(1.0)
        };
        // Parts that have no place on a page that lies may have one on a page that stands.
        let first_of_parts = form.rows.iter().position(|row| row.begins_part).unwrap_or(0);
        let before: f64 = heights.iter().take(first_of_parts).sum();
        let tallest = before + parts(form, heights).fold(0.0, f64::max);
        let is_better_upright = tallest > page_of(true) && tallest <= page_of(false) && width <= SHORT_WIDTH * SQUEEZED;
        let is_landscape = is_landscape && !is_better_upright;
        let page = page_of(is_landscape);
        if height <= page * SQUEEZED {
            return Self { is_landscape, is_only: true, breaks: Vec::new() };
        }
        let repeated = form.repeated_rows.map_or(0.0, |(first, last)| {
            (0_u32..).zip(heights).filter(|(line, _)| (first..=last).contains(line)).map(|(_, height)| height).sum()
        });
        Self { is_landscape, is_only: false, breaks: breaks(form, heights, page, repeated) }
    }
}

/// How high the parts are.
fn parts<'f>(form: &'f Form, heights: &'f [f64]) -> impl Iterator<Item = f64> + 'f {
    form.rows.chunk_by(|_, next| !next.begins_part).scan(0_usize, |begin, rows| {
        let height = heights.get(*begin..begin.saturating_add(rows.len())).unwrap_or_default().iter().sum();
        let is_part = rows.first().is_some_and(|row| row.begins_part);
        *begin = begin.saturating_add(rows.len());
        Some(if is_part { height } else { 0.0 })
    })
}

/// The rows that begin a part which no longer fits on the page of the one before it.
fn breaks(form: &Form, heights: &[f64], page: f64, repeated: f64) -> Vec<u32> {
    let mut begins: Vec<usize> = form.rows.iter().enumerate().filter(|(_, row)| row.begins_part).map(|(place, _)| place).collect();
    begins.push(form.rows.len());
    let mut used: f64 = heights.iter().take(begins.first().copied().unwrap_or(0)).sum();
    let mut found = Vec::new();
    for part in begins.windows(2) {
        let [begin, end] = part else { continue };
        let height: f64 = heights.get(*begin..*end).unwrap_or_default().iter().sum();
        // Behind the title the first part always begins.
        let is_first = begins.first() == Some(begin);
        if !is_first && used > repeated && used + height > page && height <= page {
            found.extend(u32::try_from(*begin));
            used = repeated;
        }
        used += height;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::FormRow;

    fn form(rows: usize, parts_of: usize) -> (Form, Vec<f64>) {
        let rows: Vec<FormRow> = (0..rows).map(|row| FormRow::default().beginning_part(parts_of > 0 && row % parts_of == 0)).collect();
        let heights = vec![20.0; rows.len()];
        (Form { rows, ..Form::default() }, heights)
    }

    #[test]
    fn what_is_narrow_and_high_stands_upright_and_parts_stay_together() {
        let (high, heights) = form(36, 0);
        assert_eq!(Page::of(&high, &[40, 12], &heights), Page { is_landscape: false, is_only: true, breaks: vec![] });
        let (short, heights) = form(10, 0);
        assert_eq!(Page::of(&short, &[40, 12], &heights), Page { is_landscape: true, is_only: true, breaks: vec![] });
        // 485 points hold two parts of ten rows of 20 points, and no third.
        let (parts, heights) = form(60, 10);
        assert_eq!(Page::of(&parts, &[140], &heights), Page { is_landscape: true, is_only: false, breaks: vec![20, 40] });
    }
}
