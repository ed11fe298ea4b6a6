//! A table: rows of a source as typed columns, read as often as asked.

mod batches;
mod dated;
mod lines;
mod look;
mod merge;
mod sums;

use std::sync::Arc;

use arrow_array::RecordBatch;
use tolok_diagnostics::suggestion::nearest;
use tolok_diagnostics::{Diagnostic, Place};

use crate::frame::Frame;
use crate::names::loosened;
use crate::number::Numbers;
use crate::part::{Part, address};
use crate::profile::RowId;
use crate::{Batch, Binding, Column, Note, SourceRequest, Vocabulary, Wanted, codes};
use batches::Batches;
use lines::Lines;
use look::Look;

/// A table.
///
/// ```
/// use std::sync::Arc;
/// use tolok_table::{Kind, Memory, SourceRequest, Table, Vocabulary, Wanted};
/// let file = Arc::new(Memory::new("ads.csv", "channel,spend\nEmail,10.5\nSearch,20\n"));
/// let table = Table::open(&SourceRequest::new("ads", file), &Vocabulary::default()).unwrap();
/// assert_eq!(table.columns()[1].kind, Kind::NUMBER);
/// let wanted = [Wanted { column: 1, kind: Kind::NUMBER }];
/// let rows: usize = table.batches(&wanted).map(|batch| batch.unwrap().row_count).sum();
/// assert_eq!(rows, 2);
/// assert_eq!(table.place(1, 1).to_string(), "ads.csv:3");
/// ```
#[derive(Debug)]
pub struct Table {
    name: Arc<str>,
    label: String,
    parts: Vec<PartOfTable>,
    columns: Vec<Column>,
    /// Places of headings that are no term's.
    unbound: Vec<usize>,
    warnings: Vec<Diagnostic>,
    notes: Vec<Note>,
    numbers_of: Numbers,
}

/// A part of a source, as the first look through it found it.
#[derive(Debug)]
struct PartOfTable {
    part: Part,
    /// For each column of the table its place in the part.
    map: Vec<Option<usize>>,
    /// Rows that are left out, in their order.
    dropped: Vec<u64>,
    /// Rows with those that are left out.
    row_count: u64,
    lines: Lines,
}

impl PartOfTable {
    fn kept(&self) -> u64 {
        self.row_count.saturating_sub(u64::try_from(self.dropped.len()).unwrap_or(0))
    }

    /// The row of the part that is so many kept rows after its first.
    fn row(&self, kept: u64) -> u64 {
        let mut row = kept;
        for dropped in &self.dropped {
            if *dropped > row {
                break;
            }
            row = row.saturating_add(1);
        }
        row
    }

    fn place(&self, row: u64, column: usize) -> Place {
        let column = self.map.get(column).copied().flatten().unwrap_or(usize::MAX);
        self.part.place(row, column, || self.lines.of(row, &self.part))
    }
}

impl Table {
    /// Looks through a source: finds its header, binds its headings, and decides what its columns and its total rows are. Text files
    /// and json lines are read through once or twice, in bounded memory.
    ///
    /// # Errors
    /// E0501 to E0508, E0520 to E0543, those of workbooks (E06): every problem of the source that stands in the way of what is needed.
    pub fn open(request: &SourceRequest, vocabulary: &Vocabulary) -> Result<Table, Vec<Diagnostic>> {
        let (mut notes, mut warnings, mut problems, mut parts) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for file in &request.files {
            match Part::open(file, request, vocabulary, &mut notes, &mut warnings) {
                Ok(part) => parts.push(part),
                Err(found) => problems.extend(found),
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let label = label(&parts, &request.name);
        Look::of(request, label, vocabulary).table(parts, notes, warnings)
    }

    /// Takes Arrow data in memory, without copying it. Texts in columns of numbers and dates are read as English writes them.
    ///
    /// # Errors
    /// E0502, E0508, E0525 to E0529, E0540, E0541, E0543.
    pub fn from_batches(
        name: &str,
        label: &str,
        batches: Vec<RecordBatch>,
        vocabulary: &Vocabulary,
        bindings: &[Binding],
        columns: &[Arc<str>],
    ) -> Result<Table, Vec<Diagnostic>> {
        let request = SourceRequest { bindings: bindings.to_vec(), columns: columns.to_vec(), ..SourceRequest::of_memory(name) };
        Self::of_frame(&request, label, batches, vocabulary)
    }

    /// Takes Arrow data in memory, without copying it, under the name, the bindings and the totals of a request.
    ///
    /// # Errors
    /// As [`Table::from_batches`].
    pub fn of_batches(request: &SourceRequest, batches: Vec<RecordBatch>, vocabulary: &Vocabulary) -> Result<Table, Vec<Diagnostic>> {
        Self::of_frame(request, &request.name, batches, vocabulary)
    }

    fn of_frame(
        request: &SourceRequest,
        label: &str,
        batches: Vec<RecordBatch>,
        vocabulary: &Vocabulary,
    ) -> Result<Table, Vec<Diagnostic>> {
        if let Some((first, rest)) = batches.split_first()
            && rest.iter().any(|batch| !is_alike(first, batch))
        {
            let problem = Diagnostic::new(&codes::KIND_OF_COLUMN, format!("the batches of `{label}` have different columns"));
            return Err(vec![problem.at(Place::Argument(label.into())).help("give batches with the same columns of the same types")]);
        }
        let parts = vec![Part::Frame(Frame { label: label.into(), batches })];
        Look::of(request, label.to_string(), vocabulary).table(parts, Vec::new(), Vec::new())
    }

    /// The source's name.
    pub fn name(&self) -> &Arc<str> {
        &self.name
    }

    /// Where the rows come from, such as `ads.xlsx!2026`.
    pub fn label(&self) -> String {
        self.label.clone()
    }

    /// True for a workbook in which labels beside or above numbers name the inputs, rather than the headings of columns.
    pub fn is_labelled(&self) -> bool {
        self.parts.iter().any(|part| matches!(&part.part, Part::Cells(body, lines) if lines.is_empty() && body.is_labelled))
    }

    /// The columns, in the order of the source.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// What should be known of the source although it can be read.
    pub fn warnings(&self) -> &[Diagnostic] {
        &self.warnings
    }

    /// What was taken where it was not obvious: encoding, separator, layout.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// How many rows there are, without those that are left out.
    pub fn row_count(&self) -> Option<u64> {
        Some(self.parts.iter().fold(0, |count, part| count.saturating_add(part.kept())))
    }

    /// All rows from the beginning, only the wanted columns, each as its kind. After an error nothing more comes.
    pub fn batches<'a>(&'a self, wanted: &[Wanted]) -> Box<dyn Iterator<Item = Result<Batch, Vec<Diagnostic>>> + Send + 'a> {
        Box::new(Batches::new(self, wanted.into()))
    }

    /// Where a cell stands. Rows are counted as the batches give them; a cell of a text file is at its line.
    pub fn place(&self, row: u64, column: usize) -> Place {
        let mut before = 0u64;
        for part in &self.parts {
            let kept = part.kept();
            match row.checked_sub(before) {
                Some(within) if within < kept => return part.place(part.row(within), column),
                _ => before = before.saturating_add(kept),
            }
        }
        self.parts.first().map_or(Place::Nowhere, |part| part.part.whole())
    }

    /// Where the data lies in its sheet, headings included: `A3:F20`.
    pub fn range(&self) -> Option<String> {
        match self.parts.as_slice() {
            [PartOfTable { part: Part::Cells(body, lines), .. }] if lines.is_empty() => {
                let area = body.area;
                let (first, last) = (address(area.first_row, area.first_column), address(area.last_row, area.last_column));
                Some(format!("{first}:{last}"))
            }
            _ => None,
        }
    }

    /// The heading that resembles a name most, among those that are no term's. It is only for suggestions: nothing binds by resemblance.
    pub fn nearest(&self, name: &str) -> Option<&str> {
        let headings = || self.unbound.iter().filter_map(|column| self.columns.get(*column)).map(|column| column.heading.as_ref());
        // `Marketing Spend` may be what `spend` means, and so may `Spend` for `marketing_spend`.
        let wanted = loosened(name);
        let is_part = |heading: &&str| {
            let heading = loosened(heading);
            wanted.len().min(heading.len()) >= SHORTEST_PART && (heading.contains(&wanted) || wanted.contains(&heading))
        };
        nearest(name, headings()).or_else(|| headings().find(is_part))
    }

    fn place_of(&self, at: RowId, column: usize) -> Place {
        self.parts.get(at.part).map_or(Place::Nowhere, |part| part.place(at.row, column))
    }
}

/// Shorter words are part of too many others to suggest anything.
const SHORTEST_PART: usize = 4;

fn is_alike(first: &RecordBatch, second: &RecordBatch) -> bool {
    let (first, second) = (first.schema_ref().fields(), second.schema_ref().fields());
    first.len() == second.len()
        && first.iter().zip(second).all(|(first, second)| first.name() == second.name() && first.data_type() == second.data_type())
}

/// What messages call the source.
fn label(parts: &[Part], name: &str) -> String {
    let one = |part: &Part| match part {
        Part::Cells(body, lines) if lines.is_empty() => format!("{}!{}", body.file, body.sheet),
        other => other.name().to_string(),
    };
    match parts {
        [] => name.to_string(),
        [only] => one(only),
        [first, rest @ ..] => format!("{} and {} more", one(first), rest.len()),
    }
}

#[cfg(test)]
mod tests;
