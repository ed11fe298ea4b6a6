//! A worksheet filled: placeholders and labelled cells answered by definitions over inputs.

mod answers;
mod basis;
mod columns_of_data;
mod evaluated;
mod explained;
mod filled;
mod labelled;
mod live;
mod recalculation;
mod request;
mod shown_periods;
mod titles;
mod usual_dimensions;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use tolok_diagnostics::{Diagnostic, Place, has_errors, once_each};
use tolok_eval::Given;
use tolok_model::{EntityKind, Formula};
use tolok_template::labels::{Held, Labels};
use tolok_template::{Template, cells_asked};
use tolok_value::Grain;
use tolok_xlsx::Workbook;

pub use explained::{CellFate, ExplainedCell};
pub use filled::{Filled, FilledCell, KeptCell};
pub use recalculation::Recalculation;
pub use request::{FillRequest, FillScope, LiveBlank, Overwrite, ShownErrors, WrittenAs};
pub use tolok_template::labels::LabelChoice;

use self::answers::Answers;
use self::basis::{AtHand, Question};
use self::columns_of_data::named_columns;
use self::shown_periods::ShownPeriods;
use self::titles::unclear_title;
use crate::labelled::{DefinitionLexicon, LabelledCells, Level, Typed};
use crate::{DataSource, Definitions, Problems, Progress, RunRequest, codes, output};

impl Definitions {
    /// Fills a workbook. Everything that is not filled stays as it is, byte for byte. Nothing is written yet.
    ///
    /// # Errors
    ///
    /// E0201 and the other problems of names and values given by hand, E05 for files and data, E06 for the workbook, its placeholders and
    /// labels, and for cells to explain that it does not have.
    pub fn fill(&self, fill: &FillRequest, progress: &dyn Progress) -> Result<Filled, Problems> {
        let mut diagnostics = Vec::new();
        diagnostics.extend(unfit_output(fill));
        diagnostics.extend(fill.recalculation.missing());
        let read = open(fill).and_then(|workbook| {
            let template = Template::read(&workbook, &fill.template)?;
            let file: Arc<str> = fill.template.as_str().into();
            let marked: BTreeSet<usize> = template.marked_sheets().collect();
            let mut lexicon = DefinitionLexicon::new(self, &fill.reading());
            let mut labels = Labels::read(&workbook, &file, &lexicon, &fill.labels, &marked)?;
            // Members that only the data knows are as good as those that are declared, and knowing them some headings read differently.
            let columns = match labels.has_names {
                true => named_columns(self, fill, (&workbook, &labels, &lexicon), progress),
                false => Vec::new(),
            };
            let is_named = !columns.is_empty();
            columns.into_iter().for_each(|(heading, members)| lexicon.add_column(&heading, members));
            let is_new = labels.has_names && lexicon.add_members(self.members_of_data(fill, progress));
            if is_new || is_named {
                labels = Labels::read(&workbook, &file, &lexicon, &fill.labels, &marked)?;
            }
            labels.leave_out(&self.sheets_of_data(fill));
            Ok((workbook, template, labels))
        });
        let read = read.and_then(|(workbook, template, labels)| {
            let asked = cells_asked(&workbook, &fill.explain, &Place::Argument("--explain".into()))?;
            Ok((workbook, template, labels, asked))
        });
        let (workbook, template, mut labels, asked) = match read {
            Ok(read) => read,
            Err(problems) => {
                // Of a template that cannot be filled nobody wants another output.
                diagnostics.retain(|problem| problem.code.id != codes::KIND_OF_OUTPUT.id);
                diagnostics.extend(problems);
                return Err(self.problems(diagnostics));
            }
        };
        diagnostics.extend(labels.problems.iter().cloned());
        let periods = match ShownPeriods::of(&fill.scope, self.model.calendar()) {
            Ok(periods) => periods,
            Err(problem) => {
                diagnostics.push(problem);
                return Err(self.problems(diagnostics));
            }
        };
        // A note says what its cell shows, whatever labels say.
        let noted: BTreeSet<_> = labels.notes.iter().map(|note| (note.sheet, note.address)).collect();
        labels.cells.retain(|cell| cell.measure.is_input && cell.held != Held::Nothing || !noted.contains(&(cell.sheet, cell.address)));
        let mut kept = KeptCell::left(&labels, fill);
        kept.extend(KeptCell::of_notes(&mut labels.notes, fill.overwrite));
        let mut cells = LabelledCells::new(labels.cells, labels.alike, periods.one, self.model.calendar());
        let file: Arc<str> = fill.template.as_str().into();
        diagnostics.extend(periods.unused(&fill.scope, &cells, &file));
        let definitions = self.with_periods(fill, cells.finest_grain());
        let formulas: Vec<(String, Place)> =
            (template.placeholders().map(|placeholder| (placeholder.formula.clone(), placeholder.place())))
                .chain(labels.notes.iter().map(|note| (note.formula.clone(), note.place())))
                .collect();
        let mut at_hand = definitions.at_hand(fill, &|| definitions.wanted_formulas(&formulas, &cells));
        diagnostics.append(&mut at_hand.diagnostics);
        diagnostics.extend(definitions.unknown_dimensions(fill, &at_hand, progress));
        if at_hand.has_tables || !at_hand.given.is_empty() {
            kept.extend(KeptCell::of_counted(&cells.without_counted()));
        }
        if periods.are_open() {
            let mut unclear = cells.without_unclear(at_hand.has_tables);
            unclear.extend(definitions.without_current(&workbook, &mut cells, fill, &at_hand, progress));
            kept.extend(KeptCell::of_unclear(&unclear, fill));
            diagnostics.extend(unclear.iter().filter_map(|cell| unclear_title(cell, &file)));
            definitions.narrow_to_titles(&mut cells, fill, &at_hand, progress);
        }
        // Without a date there are only numbers that nobody said a period of.
        at_hand.range = periods.range.filter(|_| at_hand.has_tables || definitions.model.time().is_some());
        cells.recalculate(&workbook);
        let mut found = Vec::new();
        let mut typed = Typed::read(&definitions, &file, cells.with_grains(), fill.request.locale, &mut at_hand.given, &mut found);
        diagnostics.extend(found.into_iter().map(|problem| cells.may_be_left_out(problem)));
        if has_errors(&diagnostics) && at_hand.has_tables {
            // What the data would say is not worth the time it takes.
            let own = self.diagnostics().iter().cloned();
            diagnostics.extend(own.chain(definitions.problems_of_formulas(&formulas)));
            return Err(self.problems(diagnostics));
        }
        let with = |mut problems: Problems, diagnostics: &mut Vec<Diagnostic>| {
            problems.diagnostics.splice(0..0, std::mem::take(diagnostics));
            problems
        };
        definitions.fill_in(fill, &at_hand, &mut typed, progress).map_err(|problems| with(problems, &mut diagnostics))?;
        let grain = periods.one.map(|period| fill.scope.over.unwrap_or(period.grain()));
        let level = Level { dimensions: Vec::new(), grain };
        let one = fill.scope.period.clone().or_else(|| periods.one.map(|period| period.to_string()));
        let question = Question { level, period: one, formulas: &formulas, ..Question::default() };
        let basis = match formulas.is_empty() && !cells.is_empty() {
            true => None,
            false => {
                let asked = definitions.basis(fill, &at_hand, &typed, &question, progress);
                Some(asked.map_err(|problems| with(problems, &mut diagnostics))?)
            }
        };
        diagnostics.extend(basis.iter().flat_map(|basis| basis.diagnostics.iter().cloned()));
        let (worth, members) = cells
            .worth(&definitions, fill, (&at_hand, periods), &typed, &mut diagnostics, progress)
            .map_err(|problems| with(problems, &mut diagnostics))?;
        // Patterns, `source` blocks and exchange rates have told only now which files they are.
        let read = basis.iter().flat_map(|basis| basis.files.iter()).chain(&members.files);
        let overwritten = fill.output.as_ref().and_then(|output| output::overwritten(Path::new(output), read));
        diagnostics.extend(overwritten);
        let mut answers = Answers {
            fill,
            definitions: &definitions,
            periods,
            workbook: &workbook,
            file,
            diagnostics,
            cells: Vec::new(),
            kept,
            totals: Vec::new(),
        };
        let written = answers
            .placeholders(&template, basis, &labels.notes)
            .and_then(|filled| answers.labels(filled, &cells, &worth, &members, &typed, &at_hand))
            .and_then(|filled| Some((answers.apply(&filled, &typed)?, filled)));
        let Answers { mut diagnostics, cells, kept, .. } = answers;
        let accounts = match &written {
            Some((written, filled)) if !asked.is_empty() => filled.accounts(&workbook, written, &asked),
            _ => Ok(Vec::new()),
        };
        let accounts = accounts.map_err(|problem| diagnostics.push(problem));
        let diagnostics = once_each(diagnostics);
        match written.zip(accounts.ok()) {
            Some(((written, _), accounts)) => {
                let explained = explained::explained(&accounts, &cells, &kept);
                Ok(Filled { explained, ..Filled::new(written, cells, kept, diagnostics, self.sources().clone()) })
            }
            None => Err(self.problems(diagnostics)),
        }
    }

    /// The members that data has of the dimensions that a worksheet may name without saying which.
    fn members_of_data(&self, fill: &FillRequest, progress: &dyn Progress) -> Vec<(Arc<str>, Arc<str>)> {
        if fill.data.is_empty() && !self.has_sources() {
            return Vec::new();
        }
        let request = RunRequest { request: fill.request.clone(), data: fill.data.clone(), ..RunRequest::default() };
        let known = self.dimensions_in(&request);
        let declared = self
            .model
            .entities()
            .filter(|(_, entity)| matches!(&entity.kind, EntityKind::Dimension(dimension) if dimension.from.is_none()))
            .filter(|(_, entity)| known.as_ref().is_none_or(|known| known.contains(&entity.key)));
        let names: BTreeSet<String> = declared.map(|(_, entity)| entity.name.to_string()).chain(fill.by.iter().cloned()).collect();
        let mut members = Vec::new();
        for name in names {
            let request = RunRequest {
                request: fill.request.clone().kpis(Vec::<String>::new()),
                data: fill.data.clone(),
                by: vec![name],
                filter: fill.scope.filter.clone(),
                ..RunRequest::default()
            };
            // Data without this dimension knows nothing of it.
            let Ok(computed) = self.compute(&request, Given::new(), &[], &mut |_| Vec::new(), progress) else { continue };
            let Some(key) = computed.asked.dimensions.first().map(|dimension| Arc::clone(&dimension.key)) else { continue };
            let found = computed.answer.grid.cells.iter().filter_map(|cell| cell.members.first());
            members.extend(found.map(|member| (Arc::clone(&key), Arc::clone(member))));
        }
        members
    }

    /// The sheets of the template that are given as data: they are no worksheets to fill.
    fn sheets_of_data(&self, fill: &FillRequest) -> Vec<String> {
        let is_template = |path: &Path| output::overwritten(path, [Path::new(&fill.template)]).is_some();
        let sheets = fill.data.iter().filter_map(|data| match data {
            DataSource::Named(path) if is_template(&path.path) => path.sheet.clone(),
            _ => None,
        });
        sheets.collect()
    }

    /// The definitions with a date, where a worksheet has periods and the definitions have none. A table has a date of its own, which they
    /// have to name.
    fn with_periods(&self, fill: &FillRequest, finest: Option<Grain>) -> Cow<'_, Definitions> {
        match finest {
            Some(grain) if self.model.time().is_none() && fill.data.is_empty() && !self.has_sources() => Cow::Owned(self.with_time(grain)),
            _ => Cow::Borrowed(self),
        }
    }

    /// Everything that is wanted, as formulas.
    fn wanted_formulas(&self, formulas: &[(String, Place)], cells: &LabelledCells) -> Vec<Formula> {
        let mut model = self.model.clone();
        let names: BTreeSet<&Arc<str>> = cells.iter().map(|cell| &cell.measure.key).collect();
        let names = names.into_iter().map(|name| (tolok_model::written_name(name), Place::Nowhere));
        let all: Vec<(String, Place)> = formulas.iter().cloned().chain(names).collect();
        all.iter().filter_map(|(formula, place)| model.formula(formula, place).ok()).map(|checked| checked.formula).collect()
    }

    fn problems_of_formulas(&self, formulas: &[(String, Place)]) -> Vec<Diagnostic> {
        let mut model = self.model.clone();
        formulas.iter().filter_map(|(formula, place)| model.formula(formula, place).err()).flatten().collect()
    }

    /// Adds to what was typed what the data says of the same inputs where nobody typed anything.
    fn fill_in(&self, fill: &FillRequest, at_hand: &AtHand, typed: &mut Typed, progress: &dyn Progress) -> Result<(), Problems> {
        if !at_hand.has_tables {
            return Ok(());
        }
        let nothing = Typed::default();
        let levels: Vec<(Level, Vec<_>)> = typed.inputs().map(|(level, inputs)| (level.clone(), inputs)).collect();
        for (level, inputs) in levels {
            let question = Question { level: level.clone(), kpis: inputs.clone(), ..Question::default() };
            // Data that cannot be asked at this level has nothing to add.
            let Ok(basis) = self.basis(fill, at_hand, &nothing, &question, progress) else { continue };
            for (id, about, value) in answers::values(&basis, &level, &inputs, fill) {
                let place = Place::Argument("--data".into());
                typed.fill_in(&level, id, about, value, place, fill.overwrite);
            }
        }
        Ok(())
    }

    fn problems(&self, diagnostics: Vec<Diagnostic>) -> Problems {
        Problems { diagnostics: once_each(diagnostics), sources: self.sources().clone() }
    }
}

fn open(fill: &FillRequest) -> Result<Workbook, Vec<Diagnostic>> {
    let template = fill.template.as_str();
    let bytes = std::fs::read(template).map_err(|error| {
        let words = match error.kind() {
            std::io::ErrorKind::NotFound => format!("there is no file `{template}`"),
            _ => format!("`{template}` cannot be read: {error}"),
        };
        vec![Diagnostic::new(&codes::UNREADABLE, words).at(Place::File(template.into())).help("check the name and the folder")]
    })?;
    Workbook::open(bytes, &fill.limits).map_err(|error| vec![error.diagnostic(template)])
}

/// The template and the data are read, never written unless that is meant, and a workbook keeps its kind.
fn unfit_output(fill: &FillRequest) -> Option<Diagnostic> {
    let output = fill.output.as_ref()?;
    let place = || Place::File(output.as_str().into());
    let ending = |path: &str| Path::new(path).extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    let wanted = ending(&fill.template);
    if ending(output) != wanted && !wanted.is_empty() {
        let words = format!("the template is a `.{wanted}` workbook, and so is what comes of it");
        let problem = Diagnostic::new(&codes::KIND_OF_OUTPUT, words).at(place());
        return Some(problem.help(format!("name the output `{}`", Path::new(output).with_extension(wanted).display())));
    }
    let data = fill.data.iter().filter_map(|data| match data {
        DataSource::Named(path) => Some(path.path.as_path()),
        _ => None,
    });
    if let Some(problem) = output::overwritten(Path::new(output), [Path::new(&fill.template)]).filter(|_| !fill.in_place) {
        return Some(problem.help("give the output another name, or say `--in-place`, which keeps a copy of the template"));
    }
    output::overwritten(Path::new(output), data)
}
