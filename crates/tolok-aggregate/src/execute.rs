//! Executes a plan: finds where each measure comes from, looks over each source once, and puts the answer together.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use tolok_diagnostics::Diagnostic;
use tolok_plan::{Column, Grid, Plan};
use tolok_value::Value;

use crate::absent::{absent, wanted};
use crate::assemble::assemble;
use crate::conversion::Rates;
use crate::notice::Notice;
use crate::periods::base_grain;
use crate::placement::{Placement, Placing};
use crate::prepared::{Columns, Prepared, RowFormula};
use crate::range::SourceStates;
use crate::scan::{Scan, Scanned};
use crate::source::{Batch, Source, Texts};

/// What a plan is executed over.
pub struct Request<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The sources, in the order in which their members are shown.
    pub sources: &'a [Source<'a>],
    /// The date column, where the definitions name one.
    pub time: Option<Column>,
    /// The values of params, and of inputs that a person gave.
    pub given: &'a (dyn Fn(&Column) -> Option<Value> + Sync),
    /// The exchange rates.
    pub rates: Option<&'a Rates>,
    /// The texts that the plan was written in.
    pub texts: &'a dyn Texts,
}

/// The answer to a plan.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// The values.
    pub grid: Grid,
    /// What a person should know of them.
    pub notices: Vec<Notice>,
}

/// Executes a plan.
///
/// ```
/// use std::sync::Arc;
/// use arrow_array::{ArrayRef, Float64Array, StringArray};
/// use tolok_aggregate::{Batch, Request, Rows, Source, SourceColumn, Texts, execute};
/// use tolok_diagnostics::{Diagnostic, Place};
/// use tolok_plan::{Aggregation, Column, Expression, Level, Measure, Plan};
///
/// struct Ads(Vec<ArrayRef>);
/// impl Rows for Ads {
///     fn batches<'a>(&'a self, columns: &'a [usize]) -> Box<dyn Iterator<Item = Result<Batch, Vec<Diagnostic>>> + Send + 'a> {
///         let columns = columns.iter().map(|column| self.0[*column].clone()).collect();
///         Box::new(std::iter::once(Ok(Batch { first_row: 0, row_count: 3, columns, errors: Vec::new() })))
///     }
///     fn place(&self, _: u64, _: usize) -> Place {
///         Place::Nowhere
///     }
/// }
/// struct NoTexts;
/// impl Texts for NoTexts {
///     fn file_name(&self, _: u32) -> Option<&Arc<str>> {
///         None
///     }
///     fn text(&self, _: tolok_plan::Place) -> Option<&str> {
///         None
///     }
/// }
///
/// let ads = Ads(vec![Arc::new(StringArray::from(vec!["Email", "Search", "email "])), Arc::new(Float64Array::from(vec![0.1, 5.0, 0.2]))]);
/// let source = Source {
///     name: "ads".into(),
///     key: "ads".into(),
///     columns: vec![
///         SourceColumn { column: Column::Dimension("channel".into()), place: 0 },
///         SourceColumn { column: Column::Input("spend".into()), place: 1 },
///     ],
///     rows: &ads,
/// };
/// let spend = Expression::leaf(Column::Input("spend".into()), tolok_plan::Place::default());
/// let plan = Plan {
///     dimensions: vec!["channel".into()],
///     levels: vec![Level { dimensions: vec!["channel".into()], period: None }, Level::default()],
///     measures: vec![Measure::new("spend", Aggregation::Sum, spend)],
///     ..Plan::default()
/// };
/// let request = Request { plan: &plan, sources: &[source], time: None, given: &|_| None, rates: None, texts: &NoTexts };
/// let answer = execute(&request).unwrap();
/// let values: Vec<String> = answer.grid.cells.iter().map(|cell| cell.values[0].to_string()).collect();
/// assert_eq!(values, ["0.3", "5", "5.3"]);
/// ```
///
/// # Errors
///
/// What reading the sources reports; E0550 for a constant that is not the same everywhere, E0551 for two reports of one stock, E0552 for
/// more periods than a table can have.
pub fn execute(request: &Request<'_>) -> Result<Answer, Vec<Diagnostic>> {
    let plan = request.plan;
    let placing = Placing { sources: request.sources, plan, given: request.given };
    let placements: Vec<Placement> = plan.measures.iter().map(|measure| placing.place(measure)).collect();
    let mut scanned = Vec::new();
    let mut problems = Vec::new();
    for (place, source) in request.sources.iter().enumerate() {
        let mine: Vec<usize> = (placements.iter().enumerate())
            .filter(|(_, placement)| matches!(placement, Placement::In(source) if *source == place))
            .map(|(measure, _)| measure)
            .collect();
        match scan(request, source, &mine) {
            Ok(states) => {
                problems.extend(states.problems());
                scanned.push(states);
            }
            Err(found) => problems.extend(found),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut answer = assemble(request, &placements, &scanned)?;
    answer.notices.extend(absent(&scanned));
    Ok(answer)
}

/// Looks over a source for the measures that come from it.
fn scan<'a>(request: &'a Request<'_>, source: &'a Source<'a>, mine: &[usize]) -> Result<SourceStates<'a>, Vec<Diagnostic>> {
    let plan = request.plan;
    let mut columns = Columns::new(source, plan, request.given);
    let time = request.time.as_ref().and_then(|time| columns.view(time));
    let dimensions: Vec<(usize, usize)> = (plan.dimensions.iter().enumerate())
        .filter_map(|(place, dimension)| Some((place, columns.view(&Column::Dimension(Arc::clone(dimension)))?)))
        .collect();
    let filters: Vec<RowFormula> = plan.filters.iter().map(|filter| columns.formula(filter, &mut Vec::new())).collect();
    let measures: Vec<Prepared<'a>> =
        mine.iter().filter_map(|measure| plan.measures.get(*measure)).map(|measure| columns.prepare(measure)).collect();
    let views: Vec<usize> = dimensions.iter().map(|(_, view)| *view).collect();
    let base = plan.timeline.filter(|_| time.is_some()).map(|timeline| base_grain(plan, timeline));
    let scan = Scan {
        plan,
        columns: &columns,
        measures: &measures,
        filters: &filters,
        dimensions: &views,
        time,
        base,
        texts: request.texts,
        rates: request.rates,
    };
    let parts = look_over(source, &scan)?;
    let places: BTreeMap<usize, usize> = mine.iter().enumerate().map(|(index, measure)| (*measure, index)).collect();
    let asked: Vec<usize> = dimensions.iter().map(|(place, _)| *place).collect();
    let merged = crate::range::merge(parts, &scan, asked);
    let wanted_members = wanted(&filters, &columns);
    Ok(SourceStates { source, merged, measures, places, wanted_members, wanted: columns.wanted, request })
}

/// All batches, taken by as many threads as there are cores. What each of them keeps can be merged in any order, so it does not matter
/// which thread takes which batch.
fn look_over(source: &Source<'_>, scan: &Scan<'_>) -> Result<Vec<Scanned>, Vec<Diagnostic>> {
    let batches = Mutex::new(Pieces { batches: source.rows.batches(&scan.columns.wanted), rest: None });
    let worker = || {
        let mut scanned = Scanned::new(scan);
        let mut problems = Vec::new();
        loop {
            // A thread that panicked has lost its batches; nothing that it held may be used.
            let Ok(mut waiting) = batches.lock() else { break };
            let next = waiting.next();
            drop(waiting);
            match next {
                None => break,
                Some(Ok(batch)) => scanned.take(&batch, scan),
                Some(Err(found)) => problems.extend(found),
            }
        }
        (scanned, problems)
    };
    let workers = run(&worker);
    let mut problems: Vec<Diagnostic> = Vec::new();
    let mut parts = Vec::new();
    for (scanned, found) in workers {
        parts.push(scanned);
        problems.extend(found);
    }
    if problems.is_empty() { Ok(parts) } else { Err(problems) }
}

/// So many rows are taken at once: enough for every thread to have some, few enough to stay near the processor.
const ROWS: usize = 32 * 1024;

/// Batches in pieces of bounded size.
struct Pieces<I> {
    batches: I,
    rest: Option<Batch>,
}

impl<I: Iterator<Item = Result<Batch, Vec<Diagnostic>>>> Iterator for Pieces<I> {
    type Item = I::Item;

    fn next(&mut self) -> Option<Self::Item> {
        let batch = match self.rest.take() {
            Some(batch) => batch,
            None => match self.batches.next()? {
                Ok(batch) => batch,
                problems => return Some(problems),
            },
        };
        if batch.row_count <= ROWS {
            return Some(Ok(batch));
        }
        let (piece, rest) = batch.split(ROWS);
        self.rest = Some(rest);
        Some(Ok(piece))
    }
}

#[cfg(feature = "threads")]
fn run<T: Send>(worker: &(dyn Fn() -> T + Sync)) -> Vec<T> {
    let count = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let helpers: Vec<_> = (1..count).map(|_| scope.spawn(worker)).collect();
        let mut parts = vec![worker()];
        for helper in helpers {
            match helper.join() {
                Ok(part) => parts.push(part),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        parts
    })
}

#[cfg(not(feature = "threads"))]
fn run<T: Send>(worker: &(dyn Fn() -> T + Sync)) -> Vec<T> {
    vec![worker()]
}
