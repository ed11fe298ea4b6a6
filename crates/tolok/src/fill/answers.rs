//! Answers to placeholders, notes and labelled cells, and what the cells become.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tolok_diagnostics::{Diagnostic, has_errors};
use tolok_eval::{Evaluator, Outcome};
use tolok_model::{CheckedFormula, EntityId, EntityKind};
use tolok_plan::NO_MEMBER;
use tolok_table::label_words::is_unclear_period;
use tolok_template::codes::{NOT_LIVE, NOT_REPLACED, OTHER_TOTAL, STALE_INPUT};
use tolok_template::labels::{AboutPeriod, Held, LabelledCell, NoteFormula};
use tolok_template::{Answer, Filled as Edited, Placeholder, Target, Template, Written};
use tolok_value::{Value, fold};
use tolok_xlsx::{Address, CellValue, Workbook};

use super::basis::{AtHand, Basis};
use super::labelled::{Members, Worth, kept};
use super::live::Live;
use super::shown_periods::ShownPeriods;
use super::{FillRequest, FilledCell, KeptCell, ShownErrors, WrittenAs};
use crate::Definitions;
use crate::display::{display_formula, display_of, format_of, format_of_formula};
use crate::labelled::{About, LabelledCells, Level, Typed, content};

/// What is answered, as it comes together.
pub(super) struct Answers<'a> {
    pub(super) fill: &'a FillRequest,
    pub(super) definitions: &'a Definitions,
    pub(super) periods: ShownPeriods,
    pub(super) workbook: &'a Workbook,
    pub(super) file: Arc<str>,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) cells: Vec<FilledCell>,
    pub(super) kept: Vec<KeptCell>,
    /// Input cells that are kept, with what their parts make.
    pub(super) totals: Vec<(LabelledCell, Worth)>,
}

/// A labelled cell that is to be filled.
struct Aim<'c> {
    cell: &'c LabelledCell,
    worth: Worth,
    /// Why the cell is kept unless it can be a formula; nothing for one that has a value anyhow.
    unless_live: Option<String>,
}

impl Answers<'_> {
    /// Answers placeholders and notes; nothing where there are errors.
    pub(super) fn placeholders(&mut self, template: &Template, basis: Option<Basis>, notes: &[NoteFormula]) -> Option<Edited> {
        let Some(mut basis) = basis else {
            self.diagnostics.extend(template.problems().iter().cloned());
            return (!has_errors(&self.diagnostics)).then(|| template.nothing_filled());
        };
        let language = self.fill.request.language;
        let model = &basis.model;
        let mut checked = std::mem::take(&mut basis.checked).into_iter();
        let mut evaluator = Evaluator::new(model, &basis.planned, &basis.grid, &basis.given, language.code());
        evaluator.go_to(basis.cell);
        let mut answered: Vec<(String, bool, Outcome, String)> = Vec::new();
        let mut answer = |checked: CheckedFormula, formula: &str| {
            let entity = checked.definition.and_then(|id| Some((id, model.entity(id)?)));
            let outcome = match entity {
                Some((id, _)) => evaluator.outcome(id),
                None => Outcome::from(evaluator.formula(&checked.formula, formula)),
            };
            let display = match entity {
                Some((_, entity)) => display_of(&outcome.value, entity, language),
                None => display_formula(&outcome.value, &checked.formula, &checked.ty, language),
            };
            let format = match entity {
                Some((_, entity)) => format_of(&outcome.value, entity, language),
                None => format_of_formula(&outcome.value, &checked.formula, &checked.ty, language),
            };
            let name = entity.map_or_else(|| formula.to_owned(), |(_, entity)| entity.name.to_string());
            answered.push((name, entity.is_some(), outcome.clone(), display.clone()));
            Answer { value: outcome.value, display, format, absent: None }
        };
        let filled = template.fill(&mut |placeholder: &Placeholder| {
            let checked = checked.next().unwrap_or_else(|| Err(Vec::new()))?;
            Ok(shown(answer(checked, &placeholder.formula), &self.fill.errors))
        });
        let mut of_notes = Vec::new();
        for note in notes {
            match checked.next() {
                Some(Ok(checked)) => {
                    let definition = checked.definition.and_then(|id| model.entity(id));
                    let is_input = definition.is_some_and(|entity| matches!(entity.kind, EntityKind::Input(_)));
                    of_notes.push((note, is_input, answer(checked, &note.formula)));
                }
                Some(Err(problems)) => self.diagnostics.extend(problems),
                None => {}
            }
        }
        let mut filled = match filled {
            Ok(filled) if !has_errors(&self.diagnostics) => filled,
            Ok(_) => return None,
            Err(problems) => {
                self.diagnostics.extend(problems);
                return None;
            }
        };
        let targets = filled.cells().iter().map(|cell| (cell.sheet.to_string(), cell.cell.to_string(), cell.is_copy));
        let places: Vec<(String, String, bool)> =
            targets.chain(notes.iter().map(|note| (note.sheet_name.to_string(), note.address.to_string(), false))).collect();
        let mut typed = BTreeSet::new();
        for (note, is_input, answer) in of_notes {
            if is_input && note.has_value && answer.value.is_blank() {
                // Of an input that nobody gives, what somebody typed is all there is.
                self.kept.push(KeptCell::of_note(note, "holds a value, and nothing else is known of it"));
                typed.insert((note.sheet_name.to_string(), note.address.to_string()));
                continue;
            }
            let target =
                Target { sheet: note.sheet, address: note.address, number_format: Arc::clone(&note.number_format), place: note.place() };
            filled.set(self.workbook, target, &shown(answer, &self.fill.errors));
        }
        let listed = places.into_iter().zip(answered).filter(|((_, _, is_copy), _)| !is_copy);
        for ((sheet, cell, _), (definition, is_definition, outcome, display)) in listed {
            if typed.contains(&(sheet.clone(), cell.clone())) {
                continue;
            }
            self.cells.push(FilledCell {
                sheet,
                cell,
                definition,
                is_definition,
                status: outcome.status,
                cause: outcome.cause(),
                value: outcome.value,
                display,
            });
        }
        Some(filled)
    }

    /// Answers labelled cells; nothing where there are errors.
    pub(super) fn labels(
        &mut self,
        filled: Edited,
        cells: &LabelledCells,
        worth: &[Option<Worth>],
        members: &Members,
        typed: &Typed,
        at_hand: &AtHand,
    ) -> Option<Edited> {
        let aims = self.aims(cells, worth, members, typed, at_hand);
        let before = self.diagnostics.len();
        let filled = self.reached(filled, cells, worth, aims);
        let of_cells = self.diagnostics.split_off(before);
        self.tell_other_totals(&filled, cells);
        self.diagnostics.extend(of_cells);
        self.in_reading_order();
        self.diagnostics.extend(filled.warnings().to_vec());
        (!has_errors(&self.diagnostics)).then_some(filled)
    }

    /// The labelled cells that are to be filled; the others are kept.
    fn aims<'c>(
        &mut self,
        cells: &'c LabelledCells,
        worth: &[Option<Worth>],
        members: &Members,
        typed: &Typed,
        at_hand: &AtHand,
    ) -> Vec<Aim<'c>> {
        let meant = meant(cells, members, typed);
        let has_data = at_hand.has_tables || !at_hand.given.is_empty() || self.fill.request.gives_values();
        let mut unknown: BTreeSet<(Arc<str>, Arc<str>)> = BTreeSet::new();
        let mut aims: Vec<Aim<'c>> = Vec::new();
        let mut not_replaced: Vec<&LabelledCell> = Vec::new();
        let is_known = |dimension: &Arc<str>, member: &str| members.has(dimension, member) || typed.has_member(dimension, member);
        let strangers = tables_of_strangers(cells, &is_known);
        for (cell, worth) in cells.iter().zip(worth) {
            if !meant.contains(&cell.block) {
                self.kept.extend(unclear_heading(cell).map(|reason| KeptCell::of(cell, reason)));
                continue;
            }
            let is_total = cell.members.iter().any(|(dimension, member)| member.is_none() && strangers.contains(&(cell.block, dimension)));
            if is_total && at_hand.has_tables && kept(cell, self.fill).is_none() {
                self.kept.push(KeptCell::of(cell, "nothing is known of what it is the total of"));
                continue;
            }
            if let Some(reason) = self.periods.leaves_out(cell) {
                self.kept.extend((!cell.measure.is_input || has_data).then(|| KeptCell::of(cell, reason)));
                continue;
            }
            if cell.measure.is_input {
                // Inputs are read. With data, those that nobody typed are filled, too.
                let has_value = worth.as_ref().is_some_and(|worth| !worth.outcome.value.is_blank());
                let is_kept = kept(cell, self.fill).is_some();
                self.totals.extend(worth.as_ref().filter(|_| is_kept).map(|worth| (cell.clone(), worth.clone())));
                if has_data && self.stays(cell, cells, typed, at_hand) {
                    self.kept.push(KeptCell::of(cell, "the data says nothing of it, so it counts as it stands"));
                    not_replaced.push(cell);
                    continue;
                }
                match (kept(cell, self.fill), worth) {
                    // No error is written in the place of what somebody typed.
                    (None, Some(Worth { outcome, .. })) if has_data && outcome.value.is_error() && cell.held != Held::Nothing => {
                        let cause = outcome.cause().unwrap_or_else(|| "it would be an error".to_owned());
                        self.kept.push(KeptCell::of(cell, cause));
                    }
                    (None, Some(worth)) if has_data && has_value => aims.push(Aim { cell, worth: worth.clone(), unless_live: None }),
                    (Some(reason), _) if has_data && has_value => self.kept.push(KeptCell::of(cell, reason)),
                    (None, None) if has_data && cell.held == Held::Nothing => self.kept.push(KeptCell::of(cell, no_data(cell, cells))),
                    _ => {}
                }
                continue;
            }
            if let Some(reason) = kept(cell, self.fill) {
                self.kept.push(KeptCell::of(cell, reason));
                continue;
            }
            let stranger = cell.members.iter().find_map(|(dimension, member)| {
                let member = member.as_ref().filter(|member| !is_known(dimension, &member.name))?;
                Some((dimension, member))
            });
            let reason = match (worth, stranger) {
                (Some(worth), None) => {
                    aims.push(Aim { cell, worth: worth.clone(), unless_live: None });
                    continue;
                }
                (_, Some((dimension, member))) => {
                    if unknown.insert((Arc::clone(dimension), Arc::clone(&member.name))) {
                        let at = LabelledCell { address: member.at, ..cell.clone() }.place(&self.file);
                        self.diagnostics.extend(members.unknown(dimension, &member.name, at, cell.is_certain));
                    }
                    unclear_heading(cell).unwrap_or_else(|| format!("nothing is known of `{}`", member.name))
                }
                (None, None) => no_data(cell, cells),
            };
            // A formula may well stand where nobody has typed anything yet.
            match Worth::nothing(self.definitions, cell, self.fill.request.language) {
                Some(worth) if self.fill.written_as != WrittenAs::Values => aims.push(Aim { cell, worth, unless_live: Some(reason) }),
                _ => self.kept.push(KeptCell::of(cell, reason)),
            }
        }
        self.diagnostics.extend(self.of_last_time(&not_replaced));
        aims
    }

    /// Tells of totals that will not be those of their parts. A formula is worth what it makes of the cells as they are then.
    fn tell_other_totals(&mut self, filled: &Edited, cells: &LabelledCells) {
        let totals = std::mem::take(&mut self.totals);
        let differ = |(cell, worth): &(LabelledCell, Worth)| other_total(cell, worth, &self.file).is_some();
        let has_formula = totals.iter().any(|total| total.0.has_formula && differ(total));
        let inputs = cells.iter().filter(|cell| cell.measure.is_input);
        let contents = inputs.filter_map(|cell| Some(((cell.sheet, cell.address), content(cell)?)));
        let results = if has_formula { filled.results(self.workbook, contents).unwrap_or_default() } else { BTreeMap::new() };
        for (mut cell, worth) in totals {
            if let Some(CellValue::Number(number)) = results.get(&(cell.sheet, cell.address)).filter(|_| cell.has_formula) {
                cell.held = Held::Number(*number);
            }
            self.diagnostics.extend(other_total(&cell, &worth, &self.file));
        }
    }

    /// True for an input that was to be overwritten, and of which the data says nothing.
    fn stays(&self, cell: &LabelledCell, cells: &LabelledCells, typed: &Typed, at_hand: &AtHand) -> bool {
        if !self.fill.overwrite.values || cell.has_formula || cell.held == Held::Nothing {
            return false;
        }
        let level = Level::of(cell, cells.grain(cell));
        let id = self.definitions.model.find(&cell.measure.key);
        let is_set = |id: EntityId| self.fill.request.settings.iter().any(|(name, _)| self.definitions.model.find(name) == Some(id));
        let is_by_hand = |id: EntityId| at_hand.given.get(id).is_some() || is_set(id);
        id.is_some_and(|id| !is_by_hand(id) && typed.counts_as_typed(&level, id, &About::of(cell, &level)))
    }

    /// Tells of inputs that were not overwritten although that was asked for.
    fn of_last_time(&self, cells: &[&LabelledCell]) -> Option<Diagnostic> {
        let first = cells.first()?;
        let more = match cells.len() {
            1 => String::new(),
            count => format!(" and of {} more", count - 1),
        };
        let words = format!("the data says nothing of `{}` in {}{more}, so what stands there counts", first.measure.name, first.address);
        let problem = Diagnostic::new(&NOT_REPLACED, words).at(first.place(&self.file));
        Some(problem.help("if it is a number of last time, clear the cell and fill again"))
    }

    /// Fills the cells that are to be filled.
    fn reached(&mut self, mut filled: Edited, cells: &LabelledCells, worth: &[Option<Worth>], aims: Vec<Aim<'_>>) -> Edited {
        let target = |cell: &LabelledCell| Target {
            sheet: cell.sheet,
            address: cell.address,
            number_format: Arc::clone(&cell.number_format),
            place: cell.place(&self.file),
        };
        let all: Vec<Target> = aims.iter().map(|aim| target(aim.cell)).collect();
        let owners = filled.owners(self.workbook, all.iter());
        let live = match self.fill.written_as {
            WrittenAs::Values => None,
            WrittenAs::Formulas(blank) => {
                let is_free = |cell: &LabelledCell| !owners.contains_key(&(Arc::clone(&cell.sheet_name), cell.address));
                let inputs = aims.iter().filter(|aim| aim.cell.measure.is_input && is_free(aim.cell));
                let inputs = inputs.map(|aim| (aim.cell.sheet, aim.cell.address)).collect();
                Some(Live::new(self.definitions, cells, worth, &inputs, blank))
            }
        };
        let mut not_live: BTreeMap<(Arc<str>, String), Vec<&LabelledCell>> = BTreeMap::new();
        for (Aim { cell, worth, unless_live }, target) in aims.into_iter().zip(all) {
            if let Some(owner) = owners.get(&(Arc::clone(&cell.sheet_name), cell.address)) {
                self.kept.push(KeptCell::of(cell, format!("belongs to {owner}")));
                continue;
            }
            let live = live.as_ref().filter(|_| !cell.measure.is_input);
            let formula = live.and_then(|live| {
                let id = self.definitions.model.find(&cell.measure.key)?;
                Some(live.formula(id, cell, &Level::of(cell, cells.grain(cell)), &worth.outcome.value))
            });
            let answer =
                Answer { value: worth.outcome.value.clone(), display: worth.display.clone(), format: worth.format.clone(), absent: None };
            let answer = shown(answer, &self.fill.errors);
            match (formula, unless_live) {
                (Some(Ok(formula)), _) => filled.set_formula(self.workbook, target, formula, &answer),
                (_, Some(reason)) => {
                    self.kept.push(KeptCell::of(cell, reason));
                    continue;
                }
                (Some(Err(reason)), None) => {
                    not_live.entry((Arc::clone(&cell.measure.name), reason)).or_default().push(cell);
                    filled.set(self.workbook, target, &answer);
                }
                (None, None) => filled.set(self.workbook, target, &answer),
            }
            self.cells.push(FilledCell {
                sheet: cell.sheet_name.to_string(),
                cell: cell.address.to_string(),
                definition: cell.measure.name.to_string(),
                is_definition: true,
                cause: worth.outcome.cause(),
                value: worth.outcome.value,
                display: worth.display,
                status: worth.outcome.status,
            });
        }
        for ((name, reason), cells) in not_live {
            let Some(first) = cells.first() else { continue };
            let more = match cells.len() {
                1 => String::new(),
                count => format!(", here and in {} more", count - 1),
            };
            let words = format!("`{name}` is written as a value{more}: it {reason}");
            self.diagnostics.push(Diagnostic::new(&NOT_LIVE, words).at(first.place(&self.file)));
        }
        filled
    }

    fn in_reading_order(&mut self) {
        let sheets: Vec<&str> = self.workbook.sheets().iter().map(|sheet| sheet.name().as_ref()).collect();
        // Texts that belong to no cell come behind the cells of their sheet.
        let in_sheet = |cell: &str| (Address::parse(cell).is_none(), Address::parse(cell));
        self.cells.sort_by_key(|cell| (sheets.iter().position(|sheet| *sheet == cell.sheet), in_sheet(&cell.cell)));
        self.kept.sort_by_key(|cell| (sheets.iter().position(|sheet| *sheet == cell.sheet), Address::parse(&cell.cell)));
    }

    /// The bytes of the filled workbook; nothing where there are errors.
    pub(super) fn apply(&mut self, filled: &Edited, typed: &Typed) -> Option<Written> {
        if self.cells.is_empty() {
            self.diagnostics.extend(filled.nothing(self.kept.len()));
        }
        match filled.apply_with(self.workbook, self.fill.recalculation.engine()) {
            Ok(written) => {
                self.diagnostics.extend(written.warnings.iter().cloned());
                self.diagnostics.extend(stale_inputs(&written, typed, &self.file));
                (!has_errors(&self.diagnostics)).then_some(written)
            }
            Err(problems) => {
                self.diagnostics.extend(problems);
                None
            }
        }
    }
}

/// The tables with headings of members of a dimension, none of which is known.
fn tables_of_strangers<'c>(cells: &'c LabelledCells, is_known: &dyn Fn(&Arc<str>, &str) -> bool) -> BTreeSet<(usize, &'c Arc<str>)> {
    let mut known: BTreeMap<(usize, &Arc<str>), bool> = BTreeMap::new();
    for cell in cells.iter() {
        for (dimension, member) in &cell.members {
            if let Some(member) = member {
                *known.entry((cell.block, dimension)).or_default() |= is_known(dimension, &member.name);
            }
        }
    }
    known.into_iter().filter(|(_, is_known)| !is_known).map(|(table, _)| table).collect()
}

/// Why there is nothing to fill a cell with.
fn no_data(cell: &LabelledCell, cells: &LabelledCells) -> String {
    match cell.period {
        AboutPeriod::Of(period) => format!("there is no data for {period}"),
        _ if cells.is_over_a_gap(cell) => {
            "periods are missing between those of its table, and nothing says whether it counts them".to_owned()
        }
        _ if cells.is_over_nothing(cell) => "nothing says which periods it is the total of".to_owned(),
        _ => "there is no data for it".to_owned(),
    }
}

/// The problem of an input cell that holds a number which is not that of its parts.
fn other_total(cell: &LabelledCell, worth: &Worth, file: &Arc<str>) -> Option<Diagnostic> {
    let (Held::Number(held) | Held::Percent(held), Value::Number(computed)) = (&cell.held, &worth.outcome.value) else { return None };
    let number = computed.to_f64();
    if (held - number).abs() <= number.abs().max(held.abs()) * 1e-9 {
        return None;
    }
    let words = format!("`{}` is {held} here, and its parts make {}", cell.measure.name, worth.display);
    let problem = Diagnostic::new(&OTHER_TOTAL, words).at(cell.place(file));
    Some(problem.help("KPIs are computed from the parts; type in what is missing of them"))
}

/// Why an empty cell is left whose heading is taken for a member that nobody knows, and is a period that is none here.
fn unclear_heading(cell: &LabelledCell) -> Option<String> {
    let unknown = cell.members.iter().filter_map(|(_, member)| member.as_ref()).filter(|member| !member.is_known);
    let unclear = unknown.map(|member| &member.name).find(|name| is_unclear_period(name))?;
    let is_free = cell.held == Held::Nothing && !cell.has_formula;
    is_free.then(|| format!("nobody knows which period `{unclear}` is; months, quarters and years such as `Q1 2026` are known"))
}

/// The tables whose headings are headings: certain ones, and those with a member that the data has or that somebody typed something for.
fn meant(cells: &LabelledCells, members: &Members, typed: &Typed) -> BTreeSet<usize> {
    let is_meant = |cell: &&LabelledCell| {
        let is_known = |(dimension, member): &(Arc<str>, Option<tolok_template::labels::MemberHeading>)| {
            member.as_ref().is_some_and(|member| members.has(dimension, &member.name) || typed.has_member(dimension, &member.name))
        };
        cell.is_certain || cell.members.iter().any(is_known)
    };
    cells.iter().filter(is_meant).map(|cell| cell.block).collect()
}

/// The inputs that were read from the results of formulas over cells that change.
fn stale_inputs(written: &Written, typed: &Typed, file: &Arc<str>) -> Vec<Diagnostic> {
    let changed: BTreeSet<String> =
        written.on_open.iter().chain(&written.recalculated).map(|at| format!("{file}!{}!{}", at.sheet, at.cell)).collect();
    let stale = typed.results().filter(|place| changed.contains(&place.to_string()));
    let problem = |place: &tolok_diagnostics::Place| {
        let words = "this input is a formula over cells that the fill changes, so the number it shows is not the one it will have";
        let problem = Diagnostic::new(&STALE_INPUT, words).at(place.clone());
        problem.help(
            "give the input by `--data` or `--set`; or fill the other cells, save the workbook in a spreadsheet program, and fill again",
        )
    };
    stale.map(problem).collect()
}

/// The values of inputs that data has at a level.
pub(super) fn values(basis: &Basis, level: &Level, inputs: &[EntityId], fill: &FillRequest) -> Vec<(EntityId, About, Value)> {
    let mut evaluator = Evaluator::new(&basis.model, &basis.planned, &basis.grid, &basis.given, fill.request.language.code());
    let mut found = Vec::new();
    for (place, cell) in basis.grid.cells.iter().enumerate() {
        let Some(of_cell) = basis.planned.plan.levels.get(cell.level) else { continue };
        let member = |dimension: &Arc<str>| {
            let place = of_cell.dimensions.iter().position(|known| known == dimension)?;
            cell.members.get(place).map(|member| (&**member != NO_MEMBER).then(|| (fold(member.trim()), Arc::clone(member))))
        };
        let members: Option<Vec<_>> = level.dimensions.iter().map(member).collect();
        let Some(members) = members.filter(|_| cell.period.is_some() == level.grain.is_some()) else { continue };
        evaluator.go_to(place);
        for id in inputs.iter().filter(|id| matches!(basis.model.entity(**id).map(|entity| &entity.kind), Some(EntityKind::Input(_)))) {
            let value = evaluator.outcome(*id).value;
            if !value.is_blank() && !value.is_error() {
                found.push((*id, About { members: members.clone(), period: cell.period }, value));
            }
        }
    }
    found
}

/// An answer as the cell shows it.
fn shown(answer: Answer, errors: &ShownErrors) -> Answer {
    let is_missing = answer.value.is_blank() || answer.value.is_error();
    match errors {
        ShownErrors::Text(text) if is_missing => Answer { value: Value::text(text.as_str()), display: text.clone(), ..answer },
        ShownErrors::Blank if is_missing => Answer { value: Value::BLANK, absent: Some(String::new()), ..answer },
        _ => answer,
    }
}
