//! What a list holds, in terms of the definitions: its columns, what is typed once, what is computed of it.

use std::sync::Arc;

use tolok_diagnostics::{Diagnostic, Place, has_errors};
use tolok_model::{EntityId, EntityKind, Report, Rollup, Type};
use tolok_value::Language;

use crate::form::WorksheetRequest;
use crate::form::asked::named_members;
use crate::run::Asked as Reported;
use crate::{Definitions, RunRequest, codes};

/// What a list holds.
#[derive(Debug, Clone)]
pub(in crate::form) struct AskedList {
    pub(super) title: Option<String>,
    /// What was asked for, in its order: KPIs, and inputs whose sums are shown as well.
    pub(super) wanted: Vec<EntityId>,
    /// What a row has, from the first column on.
    pub(super) columns: Vec<Held>,
    /// What is the same in all rows, and typed once.
    pub(super) once: Vec<EntityId>,
    /// False for a report whose rows are not to be taken together: it says `by` and not `total`.
    pub(super) has_total: bool,
    pub(super) rows: u32,
    pub(super) language: Language,
}

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Held {
    /// A member; any text where the list is empty.
    Dimension(EntityId, Vec<Arc<str>>),
    /// The date of a row.
    Time(EntityId),
    Input(EntityId),
}

/// How many rows a list has where nobody says.
const ROWS: u32 = 200;
/// What looks at all pairs of rows is too slow to type beside with more of them.
const MOST_ROWS: u32 = 1000;

impl Definitions {
    /// What a request for a list asks for; nothing where it asks for a table of members or periods. Every problem in one go.
    pub(in crate::form) fn asked_for_list(&self, request: &WorksheetRequest) -> Result<Option<AskedList>, Vec<Diagnostic>> {
        if has_errors(self.diagnostics()) || self.is_library && request.report.is_none() && request.kpis.is_none() {
            return Ok(None);
        }
        let mut run = RunRequest { report: request.report.clone(), ..RunRequest::default() };
        run.request.kpis = request.kpis.clone();
        run.request.language = request.language;
        let Ok(asked) = self.clone().asked(&run) else { return Ok(None) };
        let report = request.report.as_ref().and_then(|called| self.clone().report_called(called, request.language).ok());
        if !self.is_list(request, &asked) {
            return Ok(None);
        }
        let mut problems = Vec::new();
        let rows = rows_of(request, &mut problems);
        let mut columns: Vec<Held> = self.model.time().map(|(id, _)| Held::Time(id)).into_iter().collect();
        columns.extend(asked.dimensions.iter().filter_map(|dimension| {
            let id = dimension.definition.or_else(|| self.model.find(&dimension.name))?;
            self.column_holding(id)
        }));
        self.members_of_list(request, &mut columns, &mut problems);
        if !problems.is_empty() {
            return Err(problems);
        }
        // Of a file that uses a library, its own KPIs are meant.
        let is_meant = |(_, of_library): &&(EntityId, bool)| !of_library || request.kpis.is_some() || request.report.is_some();
        let wanted: Vec<EntityId> = asked.kpis.iter().filter(is_meant).map(|(id, _)| *id).collect();
        let listed = |id: &&EntityId| matches!(self.model.entity(**id).map(|entity| &entity.kind), Some(EntityKind::Input(_)));
        let named: Vec<EntityId> = report.iter().flat_map(|report| &report.inputs).filter_map(|name| self.valued(name).ok()).collect();
        for id in named.iter().chain(&wanted).filter(listed) {
            self.add(Held::Input(*id), &mut columns);
        }
        wanted.iter().for_each(|id| self.needed_columns(*id, &mut columns));
        if let Some(problem) = self.indistinct_rows(&columns) {
            return Err(vec![problem]);
        }
        let has_total = report.is_none_or(|report: Report| report.by.is_empty() || report.total);
        let mut once = Vec::new();
        if has_total {
            columns.retain(|held| match held {
                Held::Input(id) if self.is_constant(*id) => {
                    once.push(*id);
                    false
                }
                _ => true,
            });
        }
        let title = asked.title.map(|title| title.trim().to_owned());
        Ok(Some(AskedList { title, wanted, columns, once, has_total, rows, language: request.language }))
    }

    /// A list is asked for by `--rows`, or by a report that no table of members or periods can hold.
    fn is_list(&self, request: &WorksheetRequest, asked: &Reported) -> bool {
        let is_no_number = |(id, _): &(EntityId, bool)| match self.model.entity(*id).map(|entity| &entity.kind) {
            Some(EntityKind::Input(input)) => matches!(input.ty, Type::Text | Type::Bool | Type::Date),
            _ => false,
        };
        let says_nothing_else = request.members.is_empty() && request.periods.is_none();
        request.rows.is_some() || says_nothing_else && (asked.dimensions.len() > 1 || asked.kpis.iter().any(is_no_number))
    }

    /// What a column of a definition holds; nothing for what is computed.
    fn column_holding(&self, id: EntityId) -> Option<Held> {
        match &self.model.entity(id)?.kind {
            EntityKind::Dimension(dimension) => Some(Held::Dimension(id, self.declared_members(id, dimension))),
            EntityKind::Time(_) => Some(Held::Time(id)),
            EntityKind::Input(_) => Some(Held::Input(id)),
            _ => None,
        }
    }

    /// Adds what a column holds, if none holds it.
    pub(super) fn add(&self, held: Held, columns: &mut Vec<Held>) {
        if !columns.iter().any(|known| known.id() == held.id()) {
            columns.push(held);
        }
    }

    /// Adds the column of a definition.
    pub(super) fn add_column_of(&self, id: EntityId, columns: &mut Vec<Held>) {
        if let Some(held) = self.column_holding(id) {
            self.add(held, columns);
        }
    }

    /// The problem of counts at a time in rows that nothing tells apart: which of them would be the last?
    fn indistinct_rows(&self, columns: &[Held]) -> Option<Diagnostic> {
        if columns.iter().any(|held| matches!(held, Held::Dimension(..) | Held::Time(_))) {
            return None;
        }
        let stock = columns
            .iter()
            .filter_map(|held| self.model.entity(held.id()))
            .find(|entity| matches!(&entity.kind, EntityKind::Input(input) if matches!(input.rollup, Some(Rollup::Stock { .. }))))?;
        let words = format!("`{}` is a count at a time, and the rows of this list have neither a date nor a member", stock.name);
        let problem = Diagnostic::new(&codes::WORKSHEET_ROWS, words).at(Place::Argument("--rows".into()));
        Some(problem.help(match self.is_library {
            true => "add a column of members: `--members channel`; or `time date: day` in a file of your own that says `use std.marketing`",
            false => "add `time date: day` to the definitions, or a column of members: `--members channel`",
        }))
    }

    fn is_constant(&self, id: EntityId) -> bool {
        match self.model.entity(id).map(|entity| &entity.kind) {
            Some(EntityKind::Input(input)) => input.rollup == Some(Rollup::Constant),
            _ => false,
        }
    }

    /// The members that may be chosen, where the request names them.
    fn members_of_list(&self, request: &WorksheetRequest, columns: &mut Vec<Held>, problems: &mut Vec<Diagnostic>) {
        for text in &request.members {
            let (name, list) = text.split_once('=').map_or((text.as_str(), None), |(name, list)| (name, Some(list)));
            let Some((id, dimension)) = self.dimension_of_worksheet(name) else {
                problems.push(self.no_such_dimension(name));
                continue;
            };
            self.add_column_of(id, columns);
            let known = self.declared_members(id, dimension);
            let named = named_members((name, dimension), &known, list.unwrap_or_default(), problems);
            let column = columns.iter_mut().find(|held| held.id() == id);
            if let (Some(Held::Dimension(_, members)), false) = (column, named.is_empty()) {
                *members = named;
            }
        }
    }
}

impl Held {
    pub(super) fn id(&self) -> EntityId {
        match self {
            Held::Dimension(id, _) | Held::Time(id) | Held::Input(id) => *id,
        }
    }
}

/// How many rows there are, and what is wrong with the options of a table.
fn rows_of(request: &WorksheetRequest, problems: &mut Vec<Diagnostic>) -> u32 {
    let rows = request.rows.unwrap_or(ROWS);
    if !(1..=MOST_ROWS).contains(&rows) {
        let words = format!("a list of {rows} rows is none that people type into");
        let problem = Diagnostic::new(&codes::WORKSHEET_ROWS, words).at(Place::Argument("--rows".into()));
        problems.push(problem.help(format!("ask for 1 to {MOST_ROWS} rows; `tolok run` reads tables of any length")));
    }
    if request.periods.is_some() || request.over.is_some() {
        let option = if request.periods.is_some() { "--periods" } else { "--over" };
        let words = "a list has no places for periods: each row has its own date";
        let problem = Diagnostic::new(&codes::WORKSHEET_ROWS, words).at(Place::Argument(option.into()));
        problems.push(problem.help(format!("leave out `{option}`, or leave out `--rows`")));
    }
    rows
}
