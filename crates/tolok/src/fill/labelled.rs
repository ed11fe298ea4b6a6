//! Labelled cells: what each is worth, and what becomes of it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use tolok_diagnostics::suggestion::nearest;
use tolok_diagnostics::{Diagnostic, Place};
use tolok_eval::{Evaluator, Outcome};
use tolok_model::EntityId;
use tolok_plan::{Grid, NO_MEMBER};
use tolok_template::codes::UNKNOWN_MEMBER;
use tolok_template::labels::{AboutPeriod, Held, LabelledCell, Labels, NoteFormula, TitlePeriod};
use tolok_value::{Grain, Language, Period, Value, fold};

use super::basis::{AtHand, Basis, Question};
use super::shown_periods::ShownPeriods;
use super::{FillRequest, KeptCell, Overwrite};
use crate::display::{display_of, format_of, format_text};
use crate::labelled::{About, LabelledCells, Level, Typed};
use crate::run::Progress;
use crate::{Definitions, Problems, codes};

/// A level, and the periods that its totals are of where they are not of all.
type AskedAt = (Level, Option<(Period, Period)>);

/// What a labelled cell is worth.
#[derive(Debug, Clone)]
pub(super) struct Worth {
    pub(super) outcome: Outcome,
    pub(super) display: String,
    /// The format of the definition, for cells that have none.
    pub(super) format: Option<String>,
}

impl Worth {
    /// What a cell is worth of which nothing is known.
    pub(super) fn nothing(definitions: &Definitions, cell: &LabelledCell, language: Language) -> Option<Self> {
        let entity = definitions.model.entity(definitions.model.find(&cell.measure.key)?)?;
        let outcome = Outcome::from(Value::BLANK);
        Some(Self {
            outcome,
            display: String::new(),
            format: Some(format_text(&entity.ty(), Some(&entity.about), language)).filter(|format| format != "General"),
        })
    }
}

impl LabelledCells {
    /// What each cell is worth; nothing where the data knows nothing of its members or period.
    pub(super) fn worth(
        &self,
        definitions: &Definitions,
        fill: &FillRequest,
        (at_hand, periods): (&AtHand, ShownPeriods),
        typed: &Typed,
        diagnostics: &mut Vec<Diagnostic>,
        progress: &dyn Progress,
    ) -> Result<(Vec<Option<Worth>>, Members), Problems> {
        let mut questions: BTreeMap<AskedAt, Vec<usize>> = BTreeMap::new();
        for (place, cell) in self.iter().enumerate() {
            questions.entry((Level::of(cell, self.grain(cell)), None)).or_default().push(place);
        }
        let mut worth = vec![None; self.count()];
        let mut members = Members::default();
        while let Some(((level, totals_of), places)) = questions.pop_first() {
            let cells = || places.iter().filter_map(|place| self.get(*place));
            if let Some(finest) = definitions.finer_than_asked(&level) {
                // Inputs of days are read all the same; a KPI by day cannot be filled.
                diagnostics.extend(cells().find(|cell| !cell.measure.is_input).map(|cell| too_fine(definitions, cell, finest, fill)));
                continue;
            }
            let asked: Vec<(usize, EntityId)> =
                places.iter().filter_map(|place| Some((*place, definitions.model.find(&self.get(*place)?.measure.key)?))).collect();
            let mut kpis: Vec<EntityId> = asked.iter().map(|(_, id)| *id).collect();
            kpis.sort();
            kpis.dedup();
            let is_total =
                |cell: &LabelledCell| cell.period == AboutPeriod::Total || cell.members.iter().any(|(_, member)| member.is_none());
            let has_totals = cells().any(is_total);
            let question = Question { level: level.clone(), totals_of, has_totals, kpis, ..Question::default() };
            let basis = definitions.basis(fill, at_hand, typed, &question, progress)?;
            diagnostics.extend(basis.diagnostics.iter().cloned());
            if !basis.is_sound() {
                continue;
            }
            members.add(&basis);
            let index = Index::of(&basis.grid, &basis.planned.plan.levels);
            let language = fill.request.language;
            let mut evaluator = Evaluator::new(&basis.model, &basis.planned, &basis.grid, &basis.given, language.code());
            for (place, id) in asked {
                let Some((cell, entity)) = self.get(place).zip(basis.model.entity(id)) else { continue };
                // The data has numbers between the periods of the table, and nothing says whether the total has them.
                if at_hand.has_tables && self.is_over_a_gap(cell) {
                    continue;
                }
                if self.is_over_nothing(cell) {
                    continue;
                }
                // Totals are those of the periods of their own table, where the data has others.
                let span = self.span(cell).filter(|_| cell.period == AboutPeriod::Total && totals_of.is_none());
                if let Some(span) = span.filter(|span| !span.covers(&basis.grid.periods)) {
                    if let Some(shown) = periods.within(span.first, span.last) {
                        questions.entry((level.clone(), Some(shown))).or_default().push(place);
                    }
                    continue;
                }
                let Some(at) = index.find(&About::of(cell, &level), &level) else { continue };
                evaluator.go_to(at);
                let outcome = evaluator.outcome(id);
                let display = display_of(&outcome.value, entity, language);
                let format = format_of(&outcome.value, entity, language);
                if let Some(known) = worth.get_mut(place) {
                    *known = Some(Worth { outcome, display, format });
                }
            }
        }
        Ok((worth, members))
    }
}

impl Definitions {
    /// The finest period of the definitions, where a level has a finer one.
    fn finer_than_asked(&self, level: &Level) -> Option<Grain> {
        let (_, finest) = self.model.time()?;
        level.grain.is_some_and(|grain| grain < finest).then_some(finest)
    }
}

/// The worksheet asks for finer periods than the definitions have.
fn too_fine(definitions: &Definitions, cell: &LabelledCell, finest: Grain, fill: &FillRequest) -> Diagnostic {
    let grain = if let AboutPeriod::Of(period) = cell.period { period.grain() } else { Grain::Day };
    let time = definitions.model.time().and_then(|(time, _)| definitions.model.entity(time));
    let name = time.map_or("date", |entity| entity.name.as_ref());
    let words = format!("this cell is about a {grain}, and the finest period of `{name}` is the {finest}");
    let problem = Diagnostic::new(&codes::PERIOD, words).at(cell.place(&fill.template.as_str().into()));
    problem.help(format!("declare `time {name}: {grain}`"))
}

/// The members that data has, by dimension, and where the data was.
#[derive(Debug, Clone, Default)]
pub(super) struct Members {
    /// The files that were read.
    pub(super) files: Vec<PathBuf>,
    known: BTreeMap<Arc<str>, BTreeMap<String, Arc<str>>>,
}

impl Members {
    fn add(&mut self, basis: &Basis) {
        self.files.extend(basis.files.iter().cloned());
        for cell in &basis.grid.cells {
            let Some(level) = basis.planned.plan.levels.get(cell.level) else { continue };
            for (dimension, member) in level.dimensions.iter().zip(&cell.members) {
                let known = self.known.entry(Arc::clone(dimension)).or_default();
                known.entry(fold(member.trim())).or_insert_with(|| Arc::clone(member));
            }
        }
    }

    pub(super) fn has(&self, dimension: &Arc<str>, member: &str) -> bool {
        self.known.get(dimension).is_some_and(|known| known.contains_key(&fold(member.trim())))
    }

    /// The problem of a member that the data does not have; `is_certain` where the heading can be nothing but a member.
    pub(super) fn unknown(&self, dimension: &Arc<str>, member: &str, place: Place, is_certain: bool) -> Option<Diagnostic> {
        let problem = Diagnostic::new(&UNKNOWN_MEMBER, format!("nothing is known of `{member}`")).at(place);
        let known =
            || self.known.get(dimension).into_iter().flat_map(BTreeMap::values).map(AsRef::as_ref).filter(|name| *name != NO_MEMBER);
        match nearest(member, known()) {
            Some(near) => {
                let named = format!("dimension {dimension} {{ member \"{near}\" alias \"{member}\" }}");
                Some(problem.help(format!("is `{near}` meant? write it so, or name it in the definitions: `{named}`")))
            }
            None if is_certain => {
                Some(problem.help(format!("the data has no such member of `{dimension}`, and nobody typed anything for it")))
            }
            None => None,
        }
    }
}

/// The cells of a grid by what they are about.
struct Index<'g> {
    cells: BTreeMap<(MembersOfCell<'g>, Option<Period>), usize>,
}

/// Dimensions with the keys of their members.
type MembersOfCell<'g> = Vec<(&'g str, String)>;

impl<'g> Index<'g> {
    fn of(grid: &'g Grid, levels: &'g [tolok_plan::Level]) -> Self {
        let mut cells = BTreeMap::new();
        for (place, cell) in grid.cells.iter().enumerate() {
            let Some(level) = levels.get(cell.level) else { continue };
            let mut members: Vec<(&str, String)> =
                level.dimensions.iter().zip(&cell.members).map(|(dimension, member)| (dimension.as_ref(), fold(member.trim()))).collect();
            members.sort();
            cells.entry((members, cell.period)).or_insert(place);
        }
        Self { cells }
    }

    fn find(&self, about: &About, level: &Level) -> Option<usize> {
        let members = level.dimensions.iter().zip(&about.members);
        let members = members.filter_map(|(dimension, member)| Some((dimension.as_ref(), member.as_ref()?.0.clone()))).collect();
        self.cells.get(&(members, about.period)).copied()
    }
}

/// Why a labelled cell keeps what it holds; nothing if it is to be filled.
pub(super) fn kept(cell: &LabelledCell, fill: &FillRequest) -> Option<&'static str> {
    if cell.has_formula {
        return (!fill.overwrite.formulas).then_some("holds a formula; `--overwrite-formulas` replaces it");
    }
    (cell.held != Held::Nothing && !fill.overwrite.values).then_some("holds a value; `--overwrite` replaces it")
}

impl KeptCell {
    /// Cells of sheets that have placeholders, where labels are not looked for unless that is said, cells that nothing tells apart, and
    /// those below something that nobody understands. Inputs are for typing, unless there is data to fill them from.
    pub(super) fn left(labels: &Labels, fill: &FillRequest) -> Vec<Self> {
        let reason = |cell: &LabelledCell| {
            format!("labels do not count on a sheet with placeholders; `--labels \"{}\"` makes them count", cell.sheet_name)
        };
        let aside = labels.set_aside.iter().map(|cell| Self::of(cell, reason(cell)));
        let alike = labels.alike.iter().filter(|cell| !cell.measure.is_input);
        let alike = alike.map(|cell| Self::of(cell, "nothing tells it apart from another"));
        let unread = labels.unread.iter().filter(|unread| !unread.cell.measure.is_input || !fill.data.is_empty());
        aside.chain(alike).chain(unread.map(|unread| Self::of(&unread.cell, unread.reason.as_str()))).collect()
    }

    /// Empty cells whose numbers are counted in thousands or the like.
    pub(super) fn of_counted(cells: &[LabelledCell]) -> Vec<Self> {
        let free = cells.iter().filter(|cell| cell.held == Held::Nothing && !cell.has_formula);
        let kept = free.filter_map(|cell| {
            let title = cell.counted.as_ref()?;
            Some(Self::of(cell, format!("`{}` asks for numbers that are counted otherwise than in single units", title.text)))
        });
        kept.collect()
    }

    /// Empty cells below a title that leaves open which period is meant.
    pub(super) fn of_unclear(cells: &[LabelledCell], fill: &FillRequest) -> Vec<Self> {
        let is_free = |cell: &LabelledCell| cell.held == Held::Nothing && !cell.has_formula;
        let is_asked = |cell: &LabelledCell| !cell.measure.is_input || !fill.data.is_empty();
        let kept = cells.iter().filter(|cell| is_free(cell) && is_asked(cell)).filter_map(|cell| match &cell.title {
            Some(TitlePeriod::Unclear(title) | TitlePeriod::Span(title, ..)) => {
                Some(Self::of(cell, format!("nobody knows which periods `{}` means; `--period` says it", title.text)))
            }
            _ => None,
        });
        kept.collect()
    }

    /// The cells of notes that hold a formula, which is nobody's sample; those notes are taken out.
    pub(super) fn of_notes(notes: &mut Vec<NoteFormula>, overwrite: Overwrite) -> Vec<Self> {
        let kept = notes.extract_if(.., |note| note.has_formula && !overwrite.formulas);
        kept.map(|note| Self::of_note(&note, "holds a formula; `--overwrite-formulas` replaces it")).collect()
    }

    pub(super) fn of_note(note: &NoteFormula, reason: &str) -> Self {
        Self {
            sheet: note.sheet_name.to_string(),
            cell: note.address.to_string(),
            definition: note.formula.clone(),
            reason: reason.to_owned(),
        }
    }

    pub(super) fn of(cell: &LabelledCell, reason: impl Into<String>) -> Self {
        Self {
            sheet: cell.sheet_name.to_string(),
            cell: cell.address.to_string(),
            definition: cell.measure.name.to_string(),
            reason: reason.into(),
        }
    }
}
