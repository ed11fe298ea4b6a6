//! A worksheet without markers: one axis names inputs and KPIs, the other members or periods.
//!
//! [`Labels::read`] finds the cells where the two meet. A label alone, in a running text or a heading, says nothing. Besides, a workbook name
//! that is the name of an input or KPI stands for it in the cells it names, a table's headings are labels wherever the table is, and a note
//! that begins with `kpi:` says what its cell shows.

mod around;
mod band;
mod behind;
mod block;
mod directions;
mod group;
mod heading;
mod kind;
mod lexicon;
mod names;
mod notes;
mod parts;
mod recognised;
mod remembered;
mod section;
mod sheet;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tolok_diagnostics::suggestion::{listed, nearest};
use tolok_diagnostics::{Diagnostic, Place, once_each};
use tolok_value::Grain;
use tolok_xlsx::{Address, Sheet, Workbook, Worksheet, XlsxError};

pub use heading::MemberHeading;
pub use lexicon::{Aside, Lexicon, Measure, Member, Moment};
pub use notes::NoteFormula;
pub use recognised::{AboutPeriod, LabelledCell, Title, TitlePeriod, UnreadCell};
pub use sheet::Held;

use self::block::recognise;
use self::remembered::Remembered;
use self::sheet::{SheetCells, View};
use crate::codes;

/// Where labels are looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum LabelChoice {
    /// On sheets without a placeholder.
    #[default]
    Auto,
    /// Nowhere; names and notes do not count either.
    Off,
    /// On these sheets.
    Sheets(Vec<String>),
}

/// What the labels of a workbook say.
#[derive(Debug, Clone, Default)]
pub struct Labels {
    /// The cells that labels say something of, sheet by sheet in reading order.
    pub cells: Vec<LabelledCell>,
    /// The formulas that notes give to cells.
    pub notes: Vec<NoteFormula>,
    /// The cells that labels say something of on sheets on which they are not looked for, since they have placeholders.
    pub set_aside: Vec<LabelledCell>,
    /// Cells that labels say the same of as of others on their sheet, so that nobody knows what tells them apart.
    pub alike: Vec<LabelledCell>,
    /// Empty cells of inputs and KPIs that stand below or beside something that nobody understands.
    pub unread: Vec<UnreadCell>,
    /// True if any text that may be a label names an input or KPI.
    pub has_names: bool,
    /// What is wrong with the labels, and what is to be known of them.
    pub problems: Vec<Diagnostic>,
}

impl Labels {
    /// Finds what labels say; `file` is the workbook's name as the person gave it, `marked` are the positions of the sheets that have
    /// placeholders.
    ///
    /// # Errors
    /// E0604 for a sheet that cannot be read, E0634 for a sheet that is named and not there.
    pub fn read(
        workbook: &Workbook,
        file: &Arc<str>,
        lexicon: &dyn Lexicon,
        choice: &LabelChoice,
        marked: &BTreeSet<usize>,
    ) -> Result<Self, Vec<Diagnostic>> {
        let mut labels = Self::default();
        if *choice == LabelChoice::Off {
            return Ok(labels);
        }
        let mut problems = unknown_sheets(workbook, file, choice);
        let lexicon = &Remembered::new(lexicon);
        let mut next = 0;
        for sheet in workbook.worksheets() {
            let is_read = match choice {
                LabelChoice::Auto => !marked.contains(&sheet.index()),
                LabelChoice::Off => false,
                LabelChoice::Sheets(sheets) => sheets.iter().any(|name| tolok_value::same(name, sheet.name())),
            };
            if let Err(error) = labels.read_sheet(workbook, sheet, (choice, is_read), file, lexicon, &mut next) {
                problems.push(error.diagnostic(file));
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        if *choice == LabelChoice::Auto {
            labels.set_plans_aside(lexicon);
        }
        labels.problems = once_each(labels.problems);
        Ok(labels)
    }

    /// Takes out the sheets called `Plan` and the like, where others have tables, too: their numbers are not the actual ones.
    fn set_plans_aside(&mut self, lexicon: &dyn Lexicon) {
        let is_plan = |cell: &LabelledCell| matches!(lexicon.aside(&cell.sheet_name), Some(Aside::Plan | Aside::Change));
        if self.cells.iter().all(is_plan) {
            return;
        }
        let plans: Vec<LabelledCell> = self.cells.extract_if(.., |cell| is_plan(cell)).collect();
        let is_free = |cell: &LabelledCell| cell.held == Held::Nothing && !cell.has_formula;
        self.unread.extend(plans.into_iter().filter(is_free).map(|cell| {
            let reason = format!("`{}` asks for other numbers than the actual ones", cell.sheet_name);
            UnreadCell { cell, reason }
        }));
        self.alike.retain(|cell| !is_plan(cell));
    }

    fn read_sheet(
        &mut self,
        workbook: &Workbook,
        sheet: &Sheet,
        (choice, is_read): (&LabelChoice, bool),
        file: &Arc<str>,
        lexicon: &dyn Lexicon,
        next: &mut usize,
    ) -> Result<(), XlsxError> {
        self.notes.extend(notes::read(workbook, sheet, file)?);
        let tables: Vec<_> = match is_read {
            true => Vec::new(),
            false => workbook
                .tables(sheet)?
                .into_iter()
                .filter(|table| table.columns.iter().any(|name| lexicon.measure(name).is_some()))
                .collect(),
        };
        let names = names::of_sheet(workbook, sheet, lexicon);
        let is_aside = !is_read && *choice == LabelChoice::Auto;
        if !is_read && !is_aside && tables.is_empty() && names.is_empty() {
            return Ok(());
        }
        let is_large = *choice == LabelChoice::Auto && workbook.unpacked_size(sheet).is_none_or(|size| size > LARGEST);
        if is_large && names.is_empty() {
            return Ok(());
        }
        let worksheet = workbook.worksheet(sheet)?;
        if names.is_empty() && !names_any(&worksheet, lexicon)? {
            return Ok(());
        }
        self.has_names |= is_read || !names.is_empty() || !tables.is_empty();
        let mut cells = SheetCells::read(workbook, &worksheet)?;
        cells.is_beside_periods =
            workbook.worksheets().any(|other| other.index() != sheet.index() && lexicon.moment(other.name()).is_some());
        let mut found: BTreeMap<Address, LabelledCell> = BTreeMap::new();
        // Of two readings of a cell the one beyond doubt counts, else the first.
        let mut add = |cell: LabelledCell| match found.get(&cell.address) {
            Some(known) if known.is_certain || !cell.is_certain => {}
            _ => drop(found.insert(cell.address, cell)),
        };
        let mut unread = Vec::new();
        for (measure, area) in names {
            let named = names::cells(&cells, lexicon, &measure, area, next);
            unread.extend(names::unread(&measure, area, &named));
            named.known.into_iter().for_each(&mut add);
        }
        let of_tables: Vec<SheetCells> = tables.iter().map(|table| cells.within(table.area)).collect();
        for part in is_read.then_some(&cells).into_iter().chain(&of_tables) {
            let [mut beside, mut below] = [false, true].map(|is_turned| {
                let mut blocks = recognise(View::new(part, is_turned), lexicon, file, *next);
                *next = blocks.next;
                blocks.cells.retain(|cell| !is_label(&cell.held, lexicon));
                blocks
            });
            directions::settle(&mut beside, &mut below);
            for blocks in [beside, below] {
                blocks.cells.into_iter().for_each(&mut add);
                self.problems.extend(blocks.problems);
                unread.extend(blocks.unread);
            }
        }
        if is_aside {
            let known: BTreeSet<Address> = found.keys().copied().collect();
            let mut aside: BTreeMap<Address, LabelledCell> = BTreeMap::new();
            for is_turned in [false, true] {
                let blocks = recognise(View::new(&cells, is_turned), lexicon, file, *next);
                // Headings that nobody knows are headings where somebody typed numbers below them.
                let is_typed = |cell: &&LabelledCell| cell.measure.is_input && matches!(cell.held, Held::Number(_) | Held::Percent(_));
                let typed: BTreeSet<usize> = blocks.cells.iter().filter(is_typed).map(|cell| cell.block).collect();
                let is_empty = |cell: &LabelledCell| {
                    let is_meant = cell.is_certain || typed.contains(&cell.block);
                    is_meant && !cell.measure.is_input && cell.held == Held::Nothing && !cell.has_formula
                };
                let empty = blocks.cells.into_iter().filter(|cell| is_empty(cell) && !known.contains(&cell.address));
                aside.extend(empty.map(|cell| (cell.address, cell)));
            }
            self.problems.extend(set_aside_problem(&aside, file));
            self.set_aside.extend(aside.into_values());
        }
        let is_free = |unread: &UnreadCell| unread.cell.held == Held::Nothing && !unread.cell.has_formula;
        self.unread.extend(unread.into_iter().filter(|unread| is_free(unread) && !found.contains_key(&unread.cell.address)));
        let found = without_data(found.into_values().collect());
        let (told_apart, alike) = told_apart(found);
        self.problems.extend(alike_problems(&alike, file));
        self.alike.extend(alike.into_iter().flatten());
        self.cells.extend(told_apart);
        Ok(())
    }

    /// Leaves out what is said of sheets that are no worksheets to fill.
    pub fn leave_out(&mut self, sheets: &[String]) {
        let is_left = |name: &str| sheets.iter().any(|sheet| tolok_value::same(sheet, name));
        for cells in [&mut self.cells, &mut self.alike, &mut self.set_aside] {
            cells.retain(|cell| !is_left(&cell.sheet_name));
        }
        self.unread.retain(|unread| !is_left(&unread.cell.sheet_name));
        self.problems.retain(|problem| !matches!(&problem.place, Place::Cell { sheet, .. } if is_left(sheet)));
    }
}

/// True for what a cell holds that is a label or a heading itself, whatever stands beside and above it.
fn is_label(held: &Held, lexicon: &dyn Lexicon) -> bool {
    match held {
        Held::Text(text) => {
            let text = text.trim();
            let is_total = lexicon.is_total(text) || lexicon.is_aggregate(text);
            let is_named = !lexicon.measures(text).is_empty() || !lexicon.members(text).is_empty() || lexicon.moment(text).is_some();
            lexicon.is_axis(text) || is_total || is_named
        }
        Held::Date(_, period) => period.grain() != Grain::Day,
        _ => false,
    }
}

/// The cells without those of tables that hold data: they have no KPI, and several rows about the same.
fn without_data(cells: Vec<LabelledCell>) -> Vec<LabelledCell> {
    let mut blocks: BTreeMap<usize, Vec<&LabelledCell>> = BTreeMap::new();
    cells.iter().for_each(|cell| blocks.entry(cell.block).or_default().push(cell));
    let is_data = |cells: &Vec<&LabelledCell>| {
        cells.iter().all(|cell| cell.measure.is_input) && {
            let mut seen = BTreeSet::new();
            cells.iter().any(|cell| !seen.insert(cell.key()))
        }
    };
    let data: BTreeSet<usize> = blocks.iter().filter(|(_, cells)| is_data(cells)).map(|(block, _)| *block).collect();
    cells.into_iter().filter(|cell| !data.contains(&cell.block)).collect()
}

/// The cells that labels tell apart, and groups of those of which they say the same. What agrees, typed twice, does no harm.
fn told_apart(cells: Vec<LabelledCell>) -> (Vec<LabelledCell>, Vec<Vec<LabelledCell>>) {
    let mut groups: BTreeMap<(Arc<str>, String), Vec<LabelledCell>> = BTreeMap::new();
    for cell in cells {
        groups.entry(cell.key()).or_default().push(cell);
    }
    let is_typed = |cell: &LabelledCell| cell.measure.is_input && cell.held != Held::Nothing;
    let is_harmless = |cells: &[LabelledCell]| cells.len() == 1 || cells.iter().all(is_typed);
    let (apart, alike): (Vec<_>, Vec<_>) = groups.into_values().partition(|cells| is_harmless(cells));
    // What is typed in one place counts, and the empty one beside it is left so.
    let typed = alike.iter().flatten().filter(|cell| is_typed(cell)).cloned();
    let mut apart: Vec<LabelledCell> = apart.into_iter().flatten().chain(typed.collect::<Vec<_>>()).collect();
    apart.sort_by_key(|cell| cell.address);
    (apart, alike)
}

/// The warning of a sheet on which labels do not count although they would say what belongs into some cells.
fn set_aside_problem(aside: &BTreeMap<Address, LabelledCell>, file: &Arc<str>) -> Option<Diagnostic> {
    let (_, first) = aside.first_key_value()?;
    let sheet = &first.sheet_name;
    let left = match aside.len() {
        1 => format!("`{}` in {} is left empty", first.measure.name, first.address),
        count => format!("`{}` in {} and {} more cells are left empty", first.measure.name, first.address, count - 1),
    };
    let words = format!("`{sheet}` has placeholders, so its labels do not count, and {left}");
    let help = format!(
        "to have them filled, say `--labels \"{sheet}\"`, or write a placeholder such as `{{{{ {} }}}}` into each",
        first.measure.name
    );
    Some(Diagnostic::new(&codes::LABELS_SET_ASIDE, words).at(first.place(file)).help(help))
}

/// The warnings of cells that nothing tells apart: one for all that the same tables have.
fn alike_problems(alike: &[Vec<LabelledCell>], file: &Arc<str>) -> Vec<Diagnostic> {
    let mut of_tables: BTreeMap<BTreeSet<usize>, Vec<&[LabelledCell]>> = BTreeMap::new();
    for cells in alike.iter().filter(|cells| cells.iter().any(|cell| cell.is_certain)) {
        of_tables.entry(cells.iter().map(|cell| cell.block).collect()).or_default().push(cells);
    }
    let address = |cells: &[LabelledCell]| cells.first().map(|cell| cell.address);
    let mut first_of: Vec<(&[LabelledCell], usize)> = of_tables
        .into_values()
        .filter_map(|groups| Some((groups.iter().copied().min_by_key(|cells| address(cells))?, groups.len().saturating_sub(1))))
        .collect();
    first_of.sort_by_key(|(cells, _)| address(cells));
    first_of.into_iter().filter_map(|(cells, more)| alike_problem(cells, more, file)).collect()
}

/// The warning of cells that nothing tells apart, and of so many more pairs of the same tables.
fn alike_problem(cells: &[LabelledCell], more: usize, file: &Arc<str>) -> Option<Diagnostic> {
    let (first, second) = (cells.first()?, cells.get(1)?);
    let others = match more {
        0 => String::new(),
        1 => ", and so would one more pair of cells of these tables".to_owned(),
        _ => format!(", and so would {more} more pairs of cells of these tables"),
    };
    let none = if more == 0 { "so neither is filled" } else { "so none is filled" };
    let words = format!("`{}` in {} and in {} would be about the same{others}, {none}", first.measure.name, first.address, second.address);
    let problem = Diagnostic::new(&codes::ALIKE, words).at(second.place(file));
    Some(problem.help("say what tells them apart: `Channel: Email` above a table, or a member in front of the row"))
}

/// The largest sheet, in unpacked bytes, on which labels are looked for unless it is named: some hundred thousand cells. Larger ones are data,
/// and no worksheets that people type into.
const LARGEST: u64 = 16 << 20;

/// True if a sheet names an input or KPI anywhere.
fn names_any(worksheet: &Worksheet, lexicon: &dyn Lexicon) -> Result<bool, XlsxError> {
    for cell in worksheet.cells() {
        if cell?.text().is_some_and(|text| !lexicon.measures(text.trim()).is_empty()) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn unknown_sheets(workbook: &Workbook, file: &Arc<str>, choice: &LabelChoice) -> Vec<Diagnostic> {
    let LabelChoice::Sheets(sheets) = choice else { return Vec::new() };
    let known = || workbook.worksheets().map(|sheet| sheet.name().as_ref());
    let missing = sheets.iter().filter(|name| !known().any(|known| tolok_value::same(known, name)));
    missing
        .map(|name| {
            let problem = Diagnostic::new(&codes::NO_SHEET, format!("there is no sheet `{name}` to look for labels on"));
            let help = match nearest(name, known()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("it has {}", listed(known())),
            };
            problem.at(Place::File(Arc::clone(file))).help(help)
        })
        .collect()
}

#[cfg(test)]
mod tests;
