//! The sheet of what all rows of a list come to, and those of each member.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::sync::Arc;

use tolok_model::EntityId;
use tolok_report::form::{Form, FormCell, FormColumn, FormRow, Look, fitting_name};
use tolok_xlsx::Address;

use super::area::Area;
use super::asked::Held;
use super::sheet::{Computed, ListSheet};
use super::table::TableColumn;
use crate::form::cells::prefix;
use crate::form::labels::Labels;
use crate::form::sheet::width_of;

/// The sheet, and how many of its cells show KPIs.
pub(in crate::form) struct ListSummary {
    pub(in crate::form) form: Form,
    pub(in crate::form) formulas: usize,
}

/// The row of the headings, from 1: above stand the title, what it is about, and a gap.
const HEADING: u32 = 4;
/// More KPIs than this are hard to read on a page side by side; those that are left stand below.
const MOST_COLUMNS: usize = 12;

impl ListSheet<'_> {
    /// What all rows come to; nothing where rows are not taken together.
    pub(in crate::form) fn summary(&self, names: &mut BTreeSet<String>) -> Option<ListSummary> {
        if self.in_total.is_empty() && self.left_out.is_empty() {
            return None;
        }
        let name = fitting_name(self.words.summary, names);
        let mut rows = vec![
            FormRow::new(vec![FormCell::text(self.title(), Look::Title)]),
            FormRow::new(vec![FormCell::text(self.words.summary_legend, Look::Subtitle)]),
            FormRow::default(),
        ];
        let grouped: Vec<&TableColumn> = self.columns.iter().filter(|column| column.is_grouped()).collect();
        let mut formulas = 0;
        if grouped.is_empty() && !self.in_total.is_empty() {
            formulas += self.by_itself(&mut rows);
        }
        for column in &grouped {
            for kpis in self.in_total.chunks(MOST_COLUMNS) {
                if rows.len() > 3 {
                    rows.push(FormRow::default());
                }
                formulas += self.by_member(column, kpis, &mut rows);
            }
        }
        if !self.left_out.is_empty() {
            let labels: Vec<&str> = self.left_out.iter().map(|(_, label, _)| label.as_str()).collect();
            rows.push(FormRow::default());
            rows.push(FormRow::new(vec![FormCell::text(format!("{}: {}", self.words.not_here, labels.join(", ")), Look::Remark)]));
        }
        let label = FormColumn::new(28, 40);
        let width = |kpi: &Computed| width_of(&kpi.format, self.asked.language);
        let beside = if grouped.is_empty() { 1 } else { self.in_total.len().min(MOST_COLUMNS) };
        let values = (0..beside).map(|place| {
            let below = self.in_total.iter().skip(place).step_by(beside);
            FormColumn::new(below.map(width).max().unwrap_or(12), 18)
        });
        let form = Form {
            name: name.clone(),
            columns: std::iter::once(label).chain(values).collect(),
            rows,
            frozen: (HEADING, 1),
            repeated_rows: Some((HEADING - 1, HEADING - 1)),
            repeated_columns: 1,
            header: self.title().to_owned(),
            footer: name,
        };
        Some(ListSummary { form, formulas })
    }

    /// A row for each KPI.
    fn by_itself(&self, rows: &mut Vec<FormRow>) -> usize {
        let headings = [(self.words.measure, Look::Corner), (self.words.total, Look::TotalHeading)];
        rows.push(FormRow::new(headings.into_iter().map(|(words, look)| FormCell::text(words, look)).collect()));
        for kpi in &self.in_total {
            let label = FormCell::text(&kpi.label, Look::KpiLabel).noted(&kpi.note);
            let cell = self.cell(kpi, None, next(rows, 2), Look::KpiTotal);
            rows.push(FormRow::new(vec![label, cell]));
        }
        live(&self.in_total)
    }

    /// A row for each member, and one for all rows of the list; a column for each of these KPIs.
    fn by_member(&self, column: &TableColumn, kpis: &[Computed], rows: &mut Vec<FormRow>) -> usize {
        let labels = Labels::new(self.definitions, self.asked.language);
        let corner = FormCell::text(labels.called(column.held.id()), Look::Corner);
        let headings = kpis.iter().map(|kpi| FormCell::text(&kpi.label, Look::Heading).noted(&kpi.note));
        rows.push(FormRow::new(std::iter::once(corner).chain(headings).collect()).beginning_part(true));
        let Held::Dimension(id, members) = &column.held else { return 0 };
        for (member, label) in members.iter().zip(&column.labels) {
            let of = next(rows, 1).and_then(|address| self.of_member(*id, column, member, address));
            let cells = (2_u32..).zip(kpis).map(|(place, kpi)| self.cell(kpi, of.clone(), next(rows, place), Look::Kpi));
            let cells: Vec<FormCell> = std::iter::once(FormCell::text(label, Look::Label)).chain(cells).collect();
            rows.push(FormRow::new(cells));
        }
        let cells = (2_u32..).zip(kpis).map(|(place, kpi)| self.cell(kpi, None, next(rows, place), Look::KpiTotal));
        let cells: Vec<FormCell> = std::iter::once(FormCell::text(self.words.total, Look::TotalLabel)).chain(cells).collect();
        rows.push(FormRow::new(cells));
        live(kpis) * (members.len() + 1)
    }

    fn of_member(&self, id: EntityId, column: &TableColumn, member: &Arc<str>, label: Address) -> Option<Member> {
        let key = Arc::clone(&self.definitions.model.entity(id)?.key);
        let sheet = prefix(&self.name);
        let range = self.table(&sheet).range(column).ok()?;
        let rows = format!("(TRIM({range})=$A{})", label.row());
        Some(Member { key, name: Arc::clone(member), rows })
    }

    fn cell(&self, kpi: &Computed, member: Option<Member>, address: Option<Address>, look: Look) -> FormCell {
        let sheet = prefix(&self.name);
        let looks_at_pairs = Cell::new(false);
        let mut area = Area::of(self.table(&sheet), &looks_at_pairs);
        area.member = member.as_ref().map(|member| (Arc::clone(&member.key), member.rows.clone()));
        let Ok(formula) = self.formula(kpi.id, &area) else { return FormCell::text("–", Look::Closed).noted(self.words.not_in_totals) };
        let is_array = looks_at_pairs.get();
        let address = address.map_or_else(String::new, |address| address.to_string());
        let rules = self.rules(kpi, &area, &address, member.map(|member| (member.key, member.name)));
        let cell = FormCell::formula(formula, look).formatted(&kpi.format).toned(rules);
        if is_array { cell.over_ranges() } else { cell }
    }
}

/// How many KPIs are formulas.
fn live(kpis: &[Computed]) -> usize {
    kpis.iter().filter(|kpi| kpi.is_live).count()
}

/// What a row of the summary is about.
#[derive(Clone)]
struct Member {
    key: Arc<str>,
    name: Arc<str>,
    /// The factor that is 1 for its rows.
    rows: String,
}

/// The cell of a column in the row that comes next.
fn next(rows: &[FormRow], column: u32) -> Option<Address> {
    Address::new(u32::try_from(rows.len()).ok()?.checked_add(1)?, column)
}
