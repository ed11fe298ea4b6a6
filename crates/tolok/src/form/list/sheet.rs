//! The list itself: what is typed once, and a row for each thing that happened.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::sync::Arc;

use tolok_diagnostics::{Diagnostic, Place};
use tolok_model::{EntityId, EntityKind};
use tolok_report::form::{Form, FormCell, FormColumn, FormRow, Look, fitting_name};
use tolok_template::codes::NOT_LIVE;
use tolok_xlsx::Address;

use super::area::Area;
use super::asked::{AskedList, Held};
use super::choices::Choices;
use super::columns::{TypedColumn, called};
use super::needs::is_bare;
use super::row::Row;
use super::table::{Sort, Table, TableColumn, absolute};
use crate::form::labels::Labels;
use crate::form::sheet::{format_of, width_of};
use crate::form::targets;
use crate::form::words::{self, Words};
use crate::live::{InputCells, Reason, Writer};
use crate::{Definitions, codes};

/// The list before it is written.
pub(in crate::form) struct ListSheet<'d> {
    pub(super) definitions: &'d Definitions,
    pub(super) asked: AskedList,
    pub(super) words: &'static Words,
    pub(super) name: String,
    choices: Choices,
    pub(super) columns: Vec<TableColumn>,
    typed: Vec<TypedColumn>,
    once: Vec<(EntityId, Address)>,
    once_typed: Vec<TypedColumn>,
    /// What each row computes.
    in_rows: Vec<Computed>,
    /// What is computed of all rows.
    pub(super) in_total: Vec<Computed>,
    pub(super) left_out: Vec<(EntityId, String, Reason)>,
}

/// An input or KPI that is computed.
pub(super) struct Computed {
    pub(super) id: EntityId,
    pub(super) label: String,
    pub(super) note: String,
    pub(super) format: String,
    /// False for what each row has and all of them together have not.
    pub(super) is_live: bool,
}

/// The rows above what is typed once: title, what to do, a gap.
const ABOVE: u32 = 3;

impl<'d> ListSheet<'d> {
    pub(in crate::form) fn new(
        definitions: &'d Definitions,
        asked: AskedList,
        names: &mut BTreeSet<String>,
    ) -> Result<Self, Vec<Diagnostic>> {
        let words = words::of(asked.language);
        let labels = Labels::new(definitions, asked.language);
        let name = fitting_name(asked.title.as_deref().unwrap_or(words.sheet), names);
        let choices = Choices::new(definitions, &asked.columns, &labels, words, names);
        let column = |held: &Held| TypedColumn::new(definitions, held, &labels, &choices, words, asked.language);
        let typed: Vec<TypedColumn> = asked.columns.iter().filter_map(column).collect();
        let once_typed = asked.once.iter().filter_map(|id| column(&Held::Input(*id))).collect();
        let columns = (1_u32..).zip(&asked.columns).map(|(place, held)| TableColumn {
            held: held.clone(),
            place,
            labels: choices.labels(held.id()).to_vec(),
        });
        let columns: Vec<TableColumn> = columns.collect();
        let once = (ABOVE + 1..).zip(&asked.once).filter_map(|(row, id)| Some((*id, Address::new(row, 2)?))).collect();
        let mut list = Self {
            definitions,
            words,
            name,
            choices,
            columns,
            typed,
            once,
            once_typed,
            in_rows: Vec::new(),
            in_total: Vec::new(),
            left_out: Vec::new(),
            asked,
        };
        list.decide(&labels);
        if list.columns.is_empty() {
            let problem =
                Diagnostic::new(&codes::NO_ENTRY, "nothing is typed into the rows of this list").at(Place::Argument("--kpis".into()));
            return Err(vec![problem.help("name inputs or KPIs that need some: `--kpis`, or a report with `by`")]);
        }
        Ok(list)
    }

    /// Decides what is computed in rows, and what of all of them.
    fn decide(&mut self, labels: &Labels<'_>) {
        for id in self.asked.wanted.clone() {
            let Some(entity) = self.definitions.model.entity(id) else { continue };
            let computed = || {
                let (label, note) = called(self.definitions, id, entity, labels, self.words, self.asked.language);
                Computed { id, label, note, format: format_of(entity, self.asked.language), is_live: true }
            };
            let is_kpi = matches!(entity.kind, EntityKind::Metric(_));
            let row = self.formula(id, &Row { table: self.table(""), row: self.first() });
            let is_plain = self.definitions.formula_of(id).is_none_or(is_bare);
            let is_in_rows = is_kpi && row.is_ok() && !is_plain;
            let computed_here = is_in_rows.then(computed);
            let of_all = match self.asked.has_total && (is_kpi || self.table("").sort(id) == Sort::Number && !self.is_date(id)) {
                true => Some(self.formula(id, &Area::of(self.table(""), &Cell::new(false)))),
                false => None,
            };
            match of_all {
                Some(Ok(_)) => self.in_total.push(computed()),
                Some(Err(_)) if is_in_rows => self.in_total.push(Computed { is_live: false, ..computed() }),
                // What is typed stands in the rows; nobody misses its sum.
                Some(Err(reason)) if is_kpi => self.left_out.push((id, labels.called(id), reason)),
                None if is_kpi && !is_in_rows && !is_plain => {
                    let reason = row.err().unwrap_or_default();
                    self.left_out.push((id, labels.called(id), reason));
                }
                _ => {}
            }
            self.in_rows.extend(computed_here);
        }
    }

    fn is_date(&self, id: EntityId) -> bool {
        self.definitions.model.entity(id).is_some_and(|entity| entity.ty() == tolok_model::Type::Date)
    }

    /// The formula of an input or KPI over some cells.
    pub(super) fn formula(&self, id: EntityId, cells: &dyn InputCells) -> Result<String, Reason> {
        let writer = Writer::new(self.definitions, cells, "\"\"").guarding_division();
        match self.definitions.formula_of(id) {
            Some(formula) => writer.whole(formula, 0),
            None => cells.input(id).map(|part| part.needs.guard(&part.text, "\"\"")),
        }
    }

    pub(in crate::form) fn title(&self) -> &str {
        self.asked.title.as_deref().unwrap_or(self.words.sheet)
    }

    /// How many cells there are to type into, and how many show KPIs; `shown` are those of the other sheet.
    pub(in crate::form) fn counted(&self, shown: usize) -> (usize, usize) {
        let rows = usize::try_from(self.asked.rows).unwrap_or(usize::MAX);
        (rows.saturating_mul(self.columns.len()) + self.once.len(), rows.saturating_mul(self.in_rows.len()) + shown)
    }

    /// What is neither in the rows nor beside them.
    pub(in crate::form) fn warnings(&self) -> Vec<Diagnostic> {
        let name = |id: &EntityId| self.definitions.model.entity(*id).map_or_else(String::new, |entity| entity.name.to_string());
        let warning = |(id, _, reason): &(EntityId, String, Reason)| {
            let problem = Diagnostic::new(&NOT_LIVE, format!("`{}` {reason}, so it is not on the worksheet", name(id)));
            problem.at(Place::Argument("--report".into())).help("`tolok run` computes it from the list")
        };
        self.left_out.iter().map(warning).collect()
    }

    /// The row of the headings, from 1.
    fn heading(&self) -> u32 {
        let once = u32::try_from(self.once.len()).unwrap_or(u32::MAX);
        if once == 0 { ABOVE + 1 } else { ABOVE.saturating_add(once).saturating_add(2) }
    }

    fn first(&self) -> u32 {
        self.heading() + 1
    }

    /// The list as formulas on a sheet see it, which stands before addresses.
    pub(super) fn table<'a>(&'a self, sheet: &'a str) -> Table<'a> {
        Table {
            definitions: self.definitions,
            columns: &self.columns,
            once: &self.once,
            first: self.first(),
            last: self.heading().saturating_add(self.asked.rows),
            sheet,
            truths: [self.words.yes, self.words.no],
        }
    }

    /// The sheet of what can be chosen.
    pub(in crate::form) fn choices(&self) -> Option<Form> {
        self.choices.form()
    }

    /// The sheet.
    pub(in crate::form) fn form(&self) -> Form {
        let wide = self.columns.len() + self.once.len() + self.in_rows.len();
        let mut rows = vec![
            FormRow::new(vec![FormCell::text(self.title(), Look::Title)]),
            FormRow::new(vec![FormCell::text(self.words.list_legend, Look::Legend).over(u16::try_from(wide.min(4)).unwrap_or(1))]),
            FormRow::default(),
        ];
        for column in &self.once_typed {
            rows.push(FormRow::new(vec![FormCell::text(&column.label, Look::Label).noted(&column.note), column.cell()]));
        }
        if !self.once_typed.is_empty() {
            rows.push(FormRow::default());
        }
        let computed = self.in_rows.iter().map(|kpi| FormCell::text(&kpi.label, Look::TotalHeading).noted(&kpi.note));
        rows.push(FormRow::new(self.typed.iter().chain(&self.once_typed).map(TypedColumn::heading).chain(computed).collect()));
        rows.extend((self.first()..).take(usize::try_from(self.asked.rows).unwrap_or(0)).map(|row| self.row(row)));
        let computed = self.in_rows.iter().map(|kpi| FormColumn::new(width_of(&kpi.format, self.asked.language), 18));
        let heading = self.heading();
        Form {
            name: self.name.clone(),
            columns: self.typed.iter().chain(&self.once_typed).map(TypedColumn::size).chain(computed).collect(),
            rows,
            frozen: (heading, 1),
            repeated_rows: Some((heading - 1, heading - 1)),
            repeated_columns: 0,
            header: self.title().to_owned(),
            footer: self.name.clone(),
        }
    }

    fn row(&self, row: u32) -> FormRow {
        let typed = self.typed.iter().map(TypedColumn::cell);
        let last = u32::try_from(self.columns.len()).unwrap_or(u32::MAX);
        let ends = Address::new(row, 1).zip(Address::new(row, last));
        let is_unused = ends.map_or_else(String::new, |(first, last)| format!("COUNTA({first}:{last})=0"));
        // Whoever reads the list finds in each row what holds for it.
        let once = self.once_typed.iter().zip(&self.once).map(|(column, (_, address))| {
            let cell = absolute(*address);
            column.repeated(format!("IF({is_unused},\"\",IF({cell}=\"\",\"\",{cell}))"))
        });
        let after = (last.saturating_add(u32::try_from(self.once.len()).unwrap_or(0)).saturating_add(1)..).zip(&self.in_rows);
        let computed = after.map(|(place, kpi)| {
            let cells = Row { table: self.table(""), row };
            let address = Address::new(row, place).map_or_else(String::new, |address| address.to_string());
            match self.formula(kpi.id, &cells) {
                // What fills empty cells would fill unused rows as well.
                Ok(formula) => FormCell::formula(format!("IF({is_unused},\"\",{formula})"), Look::Kpi)
                    .formatted(&kpi.format)
                    .toned(self.rules(kpi, &cells, &address, None)),
                Err(_) => FormCell::empty(Look::Closed),
            }
        });
        FormRow::new(typed.chain(once).chain(computed).collect()).growing()
    }

    /// The colours of a KPI's status.
    pub(super) fn rules(
        &self,
        kpi: &Computed,
        cells: &dyn InputCells,
        cell: &str,
        member: Option<(Arc<str>, Arc<str>)>,
    ) -> Vec<(tolok_report::Tone, String)> {
        let Some(entity) = self.definitions.model.entity(kpi.id) else { return Vec::new() };
        let member = member.as_ref().map(|(dimension, member)| (dimension, member));
        targets::rules(entity, cell, member, &Writer::new(self.definitions, cells, "\"\"").guarding_division())
    }
}
