//! The worksheet itself: cells to type into, totals, and KPIs.

use std::collections::BTreeSet;
use std::sync::Arc;

use tolok_diagnostics::{Diagnostic, Place};
use tolok_model::{Entity, EntityId, EntityKind, Quantity, Term, Type};
use tolok_plan::Kind;
use tolok_report::form::{Entry, EntryKind, Form, FormCell, FormColumn, FormRow, Look, fitting_name};
use tolok_template::codes::NOT_LIVE;
use tolok_value::{Language, Number, NumberFormat, Value};

use super::asked::Asked;
use super::cells::{Grid, Spot};
use super::labels::Labels;
use super::layout::{Across, At, HEADING, Layout, Which};
use super::words::{self, Words};
use super::{finer, notes, targets, uneven};
use crate::display::format_text;
use crate::live::{ROWS, Reason, Writer};
use crate::{Definitions, codes};

/// The worksheet before it is written.
pub(super) struct MainSheet<'d> {
    pub(super) definitions: &'d Definitions,
    pub(super) asked: Asked,
    pub(super) name: String,
    pub(super) words: &'static Words,
    pub(super) layout: Layout,
    pub(super) inputs: Vec<EntityId>,
    pub(super) measures: Vec<Measure>,
    pub(super) headings: Vec<String>,
    /// A note for each of them, empty for most.
    heading_notes: Vec<String>,
    pub(super) corner: String,
    left_out: Vec<(EntityId, String, Reason)>,
}

/// An input or KPI on the worksheet.
pub(super) struct Measure {
    pub(super) id: EntityId,
    pub(super) label: String,
    pub(super) note: String,
    pub(super) format: String,
}

/// Counts up to this fit into a column.
const SAMPLE: &str = "999999999";
/// Money can be in rupiah, and below zero.
const LARGE_SAMPLE: &str = "-999999999999";

impl<'d> MainSheet<'d> {
    pub(super) fn new(definitions: &'d Definitions, asked: Asked, names: &mut BTreeSet<String>) -> Result<Self, Vec<Diagnostic>> {
        let words = words::of(asked.language);
        let labels = Labels::new(definitions, asked.language);
        let (mut kpis, mut left_out) = (Vec::new(), Vec::new());
        let all = definitions.needed_inputs(&asked.inputs, &asked.kpis);
        let layout = Layout::of(&asked, all.len(), asked.kpis.len());
        for id in &asked.kpis {
            let grid = Grid { definitions, layout: &layout, inputs: &all, dimension: asked.dimension, members: &asked.members };
            match kpi_formula(definitions, *id, &Spot::new(grid, At { block: Which::One(0), column: Which::One(0) })) {
                Ok(_) => kpis.push(*id),
                Err(reason) => left_out.push((*id, labels.called(*id), reason)),
            }
        }
        let inputs = definitions.needed_inputs(&asked.inputs, &kpis);
        // A KPI that is an input under the same words stands where that is typed.
        let input_of = |id: EntityId| match &definitions.formula_of(id)?.kind {
            Kind::Leaf(Term::Measure(measure)) => inputs.iter().copied().find(|id| definitions.model.measure_of(*id) == Some(*measure)),
            _ => None,
        };
        let doubles: Vec<(EntityId, EntityId)> =
            kpis.iter().filter(|id| !labels.has_its_own(**id)).filter_map(|id| Some((*id, input_of(*id)?))).collect();
        let shown: Vec<(EntityId, Option<String>)> = inputs.iter().chain(&kpis).map(|id| (*id, labels.spoken(*id))).collect();
        let mut measures = Vec::new();
        for (id, label) in shown.into_iter().filter(|(id, _)| !doubles.iter().any(|(double, _)| double == id)) {
            let Some(entity) = definitions.model.entity(id) else { continue };
            let mut lines = notes::of(definitions, entity, &labels, words, asked.language);
            let also =
                doubles.iter().filter(|(_, input)| *input == id).map(|(double, _)| format!("{}: {}", words.also, labels.called(*double)));
            lines.extend(also);
            let label = label.unwrap_or_else(|| labels.name(id));
            measures.push(Measure { id, label, note: lines.join("\n\n"), format: format_of(entity, asked.language) });
        }
        if inputs.is_empty() {
            let problem = Diagnostic::new(&codes::NO_ENTRY, "none of the KPIs can be computed from what is typed into a worksheet");
            let reasons: Vec<String> = left_out.iter().map(|(id, _, reason)| format!("`{}` {reason}", labels.name(*id))).collect();
            let help = match reasons.is_empty() {
                true => "define a KPI, such as `cac = spend / new_customers`".to_owned(),
                false if left_out.iter().any(|(_, _, reason)| reason == ROWS) => {
                    format!("{}; a list has rows: `--rows 200`", reasons.join("; "))
                }
                false => reasons.join("; "),
            };
            return Err(vec![problem.at(Place::Argument("--kpis".into())).help(help)]);
        }
        let layout = Layout::of(&asked, inputs.len(), measures.len().saturating_sub(inputs.len()));
        let headings = match (layout.across, asked.dimension) {
            (Across::Members, Some(dimension)) => asked.members.iter().map(|member| labels.member(dimension, member)).collect(),
            (Across::Periods, _) => asked.periods.iter().map(|period| labels.period(*period)).collect(),
            _ => vec![words.value.to_owned()],
        };
        let heading_notes = match (layout.across, asked.dimension) {
            (Across::Members, Some(dimension)) => finer::notes(definitions, dimension, &asked.members, &labels, words),
            _ => vec![String::new(); headings.len()],
        };
        let corner = match (layout.across, asked.dimension) {
            (Across::Members, Some(dimension)) => labels.called(dimension),
            (Across::Periods, _) if layout.is_turned => words.period.to_owned(),
            _ => words.measure.to_owned(),
        };
        let title = asked.title.as_deref().unwrap_or(words.sheet);
        let name = fitting_name(title, names);
        Ok(Self { definitions, asked, name, words, layout, inputs, measures, headings, heading_notes, corner, left_out })
    }

    pub(super) fn title(&self) -> &str {
        self.asked.title.as_deref().unwrap_or(self.words.sheet)
    }

    /// How many cells there are to type into, and how many show KPIs.
    pub(super) fn counted(&self) -> (usize, usize) {
        let places = self.layout.columns * self.layout.blocks.len();
        let totals = if self.layout.has_total() { self.layout.blocks.len() } else { 0 };
        (places * self.layout.inputs, (places + totals) * self.layout.kpis)
    }

    /// What is not on the worksheet.
    pub(super) fn warnings(&self) -> Vec<Diagnostic> {
        let name = |id: &EntityId| self.definitions.model.entity(*id).map_or_else(String::new, |entity| entity.name.to_string());
        let warning = |(id, _, reason): &(EntityId, String, Reason)| {
            let problem = Diagnostic::new(&NOT_LIVE, format!("`{}` {reason}, so it is not on the worksheet", name(id)));
            let help = if reason == ROWS {
                "`tolok run` computes it from tables, and a list has rows: `--rows 200`"
            } else {
                "`tolok run` computes it from tables"
            };
            problem.at(Place::Argument("--report".into())).help(help)
        };
        self.left_out.iter().map(warning).collect()
    }

    pub(super) fn grid(&self) -> Grid<'_> {
        Grid {
            definitions: self.definitions,
            layout: &self.layout,
            inputs: &self.inputs,
            dimension: self.asked.dimension,
            members: &self.asked.members,
        }
    }

    /// The sheet.
    pub(super) fn form(&self) -> Form {
        let layout = &self.layout;
        let mut rows = vec![
            FormRow::new(vec![FormCell::text(self.title(), Look::Title)]),
            FormRow::new(vec![FormCell::text(self.words.legend, Look::Legend)]),
            FormRow::default(),
        ];
        if layout.is_turned {
            self.turned(self.inputs_and_kpis().0, &mut rows, |place, measure, column| self.cell(place, measure, 0, column));
            rows.push(FormRow::default());
        } else {
            rows.push(self.header());
        }
        for (block, period) in layout.blocks.iter().enumerate().filter(|_| !layout.is_turned) {
            let first = rows.len();
            if period.is_some() {
                rows.push(self.part(&self.block_title(block)));
            }
            self.straight(block, &mut rows);
            rows.push(FormRow::default());
            if let Some(first) = rows.get_mut(first) {
                first.begins_part = true;
            }
        }
        if !self.left_out.is_empty() {
            let names: Vec<&str> = self.left_out.iter().map(|(_, label, _)| label.as_str()).collect();
            rows.push(FormRow::new(vec![FormCell::text(format!("{}: {}", self.words.not_here, names.join(", ")), Look::Remark)]));
        }
        rows.extend(self.legend_of_totals(&rows));
        Form {
            name: self.name.clone(),
            columns: self.columns(if layout.is_turned { self.inputs_and_kpis().0 } else { &self.measures }),
            rows,
            frozen: (HEADING, 1),
            repeated_rows: Some((HEADING - 1, HEADING - 1)),
            repeated_columns: 1,
            header: self.title().to_owned(),
            footer: self.name.clone(),
        }
    }

    pub(super) fn block_title(&self, block: usize) -> String {
        let period = self.layout.blocks.get(block).copied().flatten();
        period.map_or_else(String::new, |period| Labels::new(self.definitions, self.asked.language).period(period))
    }

    /// The heading of a part: its colour goes over all columns, its words stand in the first.
    pub(super) fn part(&self, title: &str) -> FormRow {
        let layout = &self.layout;
        let width = layout.columns + usize::from(layout.has_total());
        let rest = (0..width).map(|_| FormCell::empty(Look::Part));
        FormRow::new(std::iter::once(FormCell::text(title, Look::Part)).chain(rest).collect())
    }

    /// The headings of members or periods.
    pub(super) fn header(&self) -> FormRow {
        let headings = self.headings.iter().zip(&self.heading_notes);
        let headings = headings.map(|(heading, note)| FormCell::text(heading, Look::Heading).noted(note));
        let total = self.layout.has_total().then(|| FormCell::text(self.words.total, Look::TotalHeading));
        FormRow::new(std::iter::once(FormCell::text(&self.corner, Look::Corner)).chain(headings).chain(total).collect())
    }

    fn straight(&self, block: usize, rows: &mut Vec<FormRow>) {
        for (place, measure) in self.measures.iter().enumerate() {
            if place == self.layout.inputs && self.layout.has_part() {
                rows.push(self.part(self.words.results));
            }
            let is_kpi = place >= self.layout.inputs;
            let label = FormCell::text(&measure.label, if is_kpi { Look::KpiLabel } else { Look::Label }).noted(&measure.note);
            let cells = self.places().map(|column| self.cell(place, measure, block, column));
            rows.push(FormRow::new(std::iter::once(label).chain(cells).collect()));
        }
    }

    /// Members or periods as rows: the headings, a row for each, and the total; `cell` is that of an input or KPI in a row.
    pub(super) fn turned(&self, measures: &[Measure], rows: &mut Vec<FormRow>, cell: impl Fn(usize, &Measure, Which) -> FormCell) {
        let labels = measures.iter().map(|measure| FormCell::text(&measure.label, Look::Heading).noted(&measure.note));
        rows.push(FormRow::new(std::iter::once(FormCell::text(&self.corner, Look::Corner)).chain(labels).collect()));
        for column in self.places() {
            let label = match column {
                Which::One(column) => FormCell::text(self.headings.get(column).map_or("", String::as_str), Look::Label)
                    .noted(self.heading_notes.get(column).map_or("", String::as_str)),
                Which::All => FormCell::text(self.words.total, Look::TotalLabel),
            };
            let cells = measures.iter().enumerate().map(|(place, measure)| cell(place, measure, column));
            rows.push(FormRow::new(std::iter::once(label).chain(cells).collect()));
        }
    }

    /// What is typed, and what comes of it.
    pub(super) fn inputs_and_kpis(&self) -> (&[Measure], &[Measure]) {
        self.measures.split_at_checked(self.layout.inputs).unwrap_or((&self.measures, &[]))
    }

    /// The columns, and their total where there is one.
    pub(super) fn places(&self) -> impl Iterator<Item = Which> {
        (0..self.layout.columns).map(Which::One).chain(self.layout.has_total().then_some(Which::All))
    }

    /// The cell of an input or KPI.
    fn cell(&self, place: usize, measure: &Measure, block: usize, column: Which) -> FormCell {
        let spot = Spot::new(self.grid(), At { block: Which::One(block), column });
        let Some(address) = self.layout.cell(place, block, column) else { return FormCell::empty(Look::Closed) };
        if place < self.layout.inputs {
            return match column {
                Which::One(_) => {
                    FormCell::entry(Look::Entry).formatted(&measure.format).accepting(entry_of(self.definitions, measure.id, self.words))
                }
                Which::All => match spot.rolled(measure.id) {
                    Ok(part) => {
                        FormCell::formula(part.needs.guard(&part.text, "\"\""), Look::Sum).formatted(format_of_total(&measure.format))
                    }
                    Err(_) => FormCell::text("–", Look::Closed).noted(self.words.not_in_totals),
                },
            };
        }
        self.kpi(measure, &spot, &address.to_string(), column)
    }

    /// The cell of a KPI at a place of this sheet or of another one.
    pub(super) fn kpi(&self, measure: &Measure, spot: &Spot<'_>, address: &str, column: Which) -> FormCell {
        let look = if column == Which::All { Look::KpiTotal } else { Look::Kpi };
        match kpi_formula(self.definitions, measure.id, spot) {
            Ok(formula) => {
                let cell = FormCell::formula(formula, look).formatted(&measure.format).toned(self.rules(measure, spot, address, column));
                match self.unevenness(measure, spot, column) {
                    Some(condition) => cell.underlined_where(condition),
                    None => cell,
                }
            }
            Err(_) => FormCell::text("–", Look::Closed).noted(self.words.not_in_totals),
        }
    }

    /// When a total divides sums of different places.
    fn unevenness(&self, measure: &Measure, spot: &Spot<'_>, column: Which) -> Option<String> {
        (column == Which::All).then(|| uneven::condition(self.definitions, measure.id, spot)).flatten()
    }

    /// The row that says what an underlined total means; nothing where none can be.
    pub(super) fn legend_of_totals(&self, rows: &[FormRow]) -> Option<FormRow> {
        let has_any = rows.iter().flat_map(|row| &row.cells).any(FormCell::may_be_underlined);
        has_any.then(|| FormRow::new(vec![FormCell::text(self.words.uneven, Look::Remark)]))
    }

    fn rules(&self, measure: &Measure, spot: &Spot<'_>, address: &str, column: Which) -> Vec<(tolok_report::Tone, String)> {
        let Some(entity) = self.definitions.model.entity(measure.id) else { return Vec::new() };
        let key = self.asked.dimension.and_then(|id| self.definitions.model.entity(id)).map(|dimension| &dimension.key);
        let member: Option<&Arc<str>> = match (self.layout.across, column) {
            (Across::Members, Which::One(column)) => self.asked.members.get(column),
            _ => None,
        };
        targets::rules(entity, address, key.zip(member), &Writer::new(self.definitions, spot, "\"\"").guarding_division())
    }

    /// The columns of a sheet with these inputs and KPIs.
    pub(super) fn columns(&self, measures: &[Measure]) -> Vec<FormColumn> {
        let label = FormColumn::new(24, 46);
        let values: Vec<FormColumn> = match self.layout.is_turned {
            true => measures.iter().map(|measure| FormColumn::new(self.width_of(measure), 18)).collect(),
            false => {
                let widest = measures.iter().map(|measure| self.width_of(measure)).max().unwrap_or(12);
                self.places().map(|_| FormColumn::new(widest, 18)).collect()
            }
        };
        std::iter::once(label).chain(values).collect()
    }

    /// How wide a usual number of an input or KPI is.
    pub(super) fn width_of(&self, measure: &Measure) -> usize {
        width_of(&measure.format, self.asked.language)
    }
}

/// What may be typed for an input.
pub(super) fn entry_of(definitions: &Definitions, id: EntityId, words: &Words) -> Entry {
    let (kind, message) = match definitions.model.entity(id).map(Entity::ty) {
        Some(Type::Number(quantity)) if quantity.is_count() => (EntryKind::Whole, words.whole_number),
        Some(Type::Number(_)) => (EntryKind::Decimal, words.decimal_number),
        Some(Type::Date) => (EntryKind::Date, words.a_date),
        _ => (EntryKind::Any, ""),
    };
    Entry { kind, title: words.not_a_number.to_owned(), words: message.to_owned() }
}

/// How wide the largest usual number is in a format.
pub(super) fn width_of(format: &str, language: Language) -> usize {
    const LEAST: usize = 11;
    if format.contains('%') {
        return LEAST;
    }
    // Thousands with places behind them are money, or made of it.
    let is_large = format.contains(",##0.");
    let sample = Number::parse(if is_large { LARGE_SAMPLE } else { SAMPLE }).map(Value::Number).unwrap_or(Value::BLANK);
    let shown = NumberFormat::parse(format).map(|format| format.show(&sample, language));
    shown.map_or(LEAST, |shown| shown.chars().count() + if is_large { 1 } else { 3 }).max(LEAST)
}

/// The formula of a KPI at a place.
fn kpi_formula(definitions: &Definitions, id: EntityId, spot: &Spot<'_>) -> Result<String, Reason> {
    let formula = definitions.formula_of(id).ok_or_else(|| "is no formula".to_owned())?;
    Writer::new(definitions, spot, "\"\"").guarding_division().whole(formula, 0)
}

/// What is typed is shown as it is typed; what is computed has places of its own.
fn format_of_total(format: &str) -> &str {
    if format == "General" { "#,##0.00" } else { format }
}

/// The number format of a cell.
pub(super) fn format_of(entity: &Entity, language: Language) -> String {
    let format = format_text(&entity.ty(), Some(&entity.about), language);
    match (&entity.kind, entity.ty(), format.as_str()) {
        // With optional places a whole number would be shown with a decimal sign and nothing behind it.
        (EntityKind::Input(_), Type::Number(_), "#,##0.##") => "General".to_owned(),
        (_, Type::Number(Quantity::Percent), _) => format,
        (_, _, "#,##0.##") => "#,##0.00".to_owned(),
        _ => format,
    }
}
