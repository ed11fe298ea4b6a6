//! Layout: where the header is, and what plain table the cells stand for.

pub(crate) mod codes;
mod columns;
mod header;
mod long;
mod periods;
mod pivot;
mod terms;
mod unpivot;
mod view;
mod when;
mod wide;

use tolok_diagnostics::{Diagnostic, Place};

use self::terms::Terms;
use self::view::View;
pub(crate) use self::when::{When, is_metric, is_quarter, is_value, month, years_in};
use crate::cell::{Body, Heading, SheetCells};
use crate::{LayoutChoice, Note, SourceRequest, Vocabulary};

/// How a table is laid out.
#[derive(Debug, Clone)]
pub(crate) enum Layout {
    /// A header, and rows below it.
    Wide(Wide),
    /// Names of inputs stand in a column, or along both axes. The fields are the layout module's own.
    Long(Long),
}

/// A header, and rows below it.
#[derive(Debug, Clone)]
pub(crate) struct Wide {
    /// One for each column of the table, with the column it stands in; a column without a heading between others has an empty text.
    pub headings: Vec<Heading>,
    /// The first row of the body, as a place in `SheetCells::rows`.
    pub body: usize,
    pub notes: Vec<Note>,
}

/// Names of inputs in a column, or along both axes.
#[derive(Debug, Clone)]
pub(crate) struct Long(long::Plan);

/// How these cells are laid out. Of a text file they are its first rows, and a wide layout is applied to all others as they come.
///
/// What decides is how many inputs are named along the header and how many down a column: more down a column is a long layout. So is one
/// input that stands above several columns, told apart by members or periods in a second row. All else is wide.
pub(crate) fn recognise(cells: &SheetCells, vocabulary: &Vocabulary, request: &SourceRequest) -> Result<Layout, Diagnostic> {
    let (view, terms) = (View::new(cells), Terms::new(vocabulary, request));
    let Some(found) = header::find(&view, &terms, request.locale) else { return Err(no_table(cells)) };
    let wide = || Layout::Wide(wide::wide(&view, &terms, found.header));
    if request.layout == LayoutChoice::Wide {
        return Ok(wide());
    }
    if let Some(plan) = long::across(&view, &terms, request.locale, found.header)? {
        return Ok(Layout::Long(Long(plan)));
    }
    match long::most_inputs(&view, &terms) {
        Some(down) if down.outweighs(found.inputs) || request.layout == LayoutChoice::Long => {
            long::down(&view, &terms, request.locale, down.label).map(|plan| Layout::Long(Long(plan)))
        }
        None if request.layout == LayoutChoice::Long => {
            let problem = Diagnostic::new(&codes::NOT_LONG, "no cell names an input, so the data has no long layout");
            Err(problem.at(whole(cells)).help("write the name of an input as the label of its row"))
        }
        _ => Ok(wide()),
    }
}

impl Layout {
    /// The plain table that all cells of the sheet (of a text file too, where the layout is long) stand for.
    pub(crate) fn into_body(self, cells: SheetCells, vocabulary: &Vocabulary, request: &SourceRequest) -> Result<Body, Vec<Diagnostic>> {
        match self {
            Layout::Wide(wide) => wide::body(wide, cells, &Terms::new(vocabulary, request)),
            Layout::Long(Long(plan)) => unpivot::body(plan, cells, &Terms::new(vocabulary, request), request.locale),
        }
    }
}

fn no_table(cells: &SheetCells) -> Diagnostic {
    let words = "there is no table: no row has headings with something below them";
    Diagnostic::new(&crate::codes::NO_TABLE, words).at(whole(cells)).help("write a row of headings above the data")
}

/// The place of a problem with the sheet or file as a whole.
fn whole(cells: &SheetCells) -> Place {
    match cells.sheet.as_ref() {
        "" => Place::File(cells.file.clone()),
        sheet => Place::File(format!("{}!{sheet}", cells.file).into()),
    }
}

#[cfg(test)]
mod tests;
