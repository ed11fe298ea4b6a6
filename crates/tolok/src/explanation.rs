//! How a value came about, as people read it: the tree of an explanation with displays, units and causes.

use std::path::PathBuf;

use tolok_diagnostics::{Diagnostic, Place, Sources, has_errors};
use tolok_eval::{Given, Provenance, Status};
use tolok_model::{CheckedFormula, EntityKind, Type};
use tolok_plan::{Grid, MeasureId, Plan};
use tolok_value::Value;

use crate::display::{display, display_formula, display_of};
use crate::{Definitions, Problems, Request};

/// How a definition's value came about.
#[derive(Debug, Clone)]
pub struct Explained {
    /// The definition, with all that it was computed from.
    pub root: Explanation,
    /// The files of data and of exchange rates that were read; no output may take their place.
    pub files: Vec<PathBuf>,
    /// Warnings.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts that warnings point into.
    pub sources: Sources,
}

/// A definition or a part of a formula, with its value and all that it was computed from.
#[derive(Debug, Clone)]
pub struct Explanation {
    /// What it is called; none for a part of a formula.
    pub name: Option<String>,
    /// Its label in the chosen language, where it has one.
    pub label: Option<String>,
    /// The formula of a metric, the value of a param, or the part of a formula itself.
    pub formula: Option<String>,
    /// The function of the file that this part of a formula comes from.
    pub function: Option<String>,
    /// The exact value; none where nothing was computed.
    pub value: Option<Value>,
    /// The value as people read it.
    pub display: String,
    /// Why there is no value.
    pub cause: Option<String>,
    /// The unit; nothing for a plain number.
    pub unit: Option<String>,
    /// How it stands to its target.
    pub status: Option<Status>,
    /// Its target as it is written.
    pub target: Option<String>,
    /// Where the value came from.
    pub provenance: Provenance,
    /// Where in the table it is, if that is another place than that of the part around it: an earlier period, a total.
    pub place: Option<String>,
    /// The rows that it was aggregated from.
    pub data: Option<FromData>,
    /// What it was computed from, from left to right.
    pub children: Vec<Explanation>,
}

/// The rows that a value was aggregated from.
#[derive(Debug, Clone, PartialEq)]
pub struct FromData {
    /// The source's name.
    pub source: String,
    /// Where it is, such as `ads.xlsx!2026`.
    pub label: String,
    /// The range of a sheet that the rows stand in.
    pub range: Option<String>,
    /// How many rows were counted.
    pub counted: u64,
    /// The first of them: where each stands, and its value.
    pub rows: Vec<(String, Value)>,
    /// Why other rows were left out, with how many.
    pub left_out: Vec<(String, u64)>,
}

impl FromData {
    /// The words for it: `2 rows of ads.csv (lines 2, 5); left out: 3 of other periods`.
    pub fn text(&self) -> String {
        let rows = if self.counted == 1 { "1 row".to_string() } else { format!("{} rows", self.counted) };
        let range = self.range.as_ref().map_or_else(String::new, |range| format!("!{range}"));
        let mut text = format!("{rows} of {}{range}", self.label);
        if !self.rows.is_empty() {
            let mut places: Vec<&str> = self.rows.iter().map(|(place, _)| place.rsplit(['!', ':']).next().unwrap_or(place)).collect();
            if self.counted > self.rows.len() as u64 {
                places.push("…");
            }
            let is_line = places.first().is_some_and(|place| place.bytes().all(|byte| byte.is_ascii_digit()));
            let noun = match (is_line, places.len()) {
                (false, _) => "",
                (true, 1) => "line ",
                (true, _) => "lines ",
            };
            text.push_str(&format!(" ({noun}{})", places.join(", ")));
        }
        if !self.left_out.is_empty() {
            let reasons: Vec<String> = self.left_out.iter().map(|(reason, rows)| format!("{rows} {reason}")).collect();
            text.push_str(&format!("; left out: {}", reasons.join(", ")));
        }
        text
    }
}

impl Definitions {
    /// Explains how a metric, an input or a param gets its value from what the request gives.
    ///
    /// ```
    /// use tolok::{Definitions, Request};
    /// let definitions = Definitions::parse("cac = spend / new_customers")?;
    /// let explained = definitions.explain("cac", &Request::new().set("spend", "1000"))?;
    /// assert_eq!(explained.root.cause.as_deref(), Some("`new_customers` has no value"));
    /// assert_eq!(explained.root.children.len(), 2);
    /// # Ok::<(), tolok::Problems>(())
    /// ```
    ///
    /// # Errors
    ///
    /// E0201 for a name that nothing has, E0210 for one that has no value, E0502 and E0508 for values that cannot be read.
    pub fn explain(&self, name: &str, request: &Request) -> Result<Explained, Problems> {
        let mut given = Given::new();
        let mut diagnostics = self.diagnostics().to_vec();
        diagnostics.extend(self.given(request, &mut given));
        let found = self.valued(name).map_err(|problem| diagnostics.push(problem.at(Place::Argument("KPI".into()))));
        match found {
            Ok(id) if !has_errors(&diagnostics) => {
                let tree = tolok_eval::Explanation::by_hand(&self.model, id, &given, request.language.code());
                let root = Reader::new(self.model.clone(), request).explanation(tree);
                Ok(Explained { root, files: Vec::new(), diagnostics, sources: self.sources().clone() })
            }
            _ => Err(Problems { diagnostics, sources: self.sources().clone() }),
        }
    }
}

/// Tells which rows a measure was aggregated from in a cell.
type Tracing<'r> = dyn FnMut(MeasureId, usize) -> Option<FromData> + 'r;

/// Makes values readable. The model is a copy, for asking a formula's type may add to it.
pub(crate) struct Reader<'r> {
    model: tolok_model::Definitions,
    request: &'r Request,
    table: Option<Surroundings<'r>>,
}

/// The table that values stand in, where they come from one.
struct Surroundings<'r> {
    grid: &'r Grid,
    plan: &'r Plan,
    tracing: &'r mut Tracing<'r>,
}

impl<'r> Reader<'r> {
    pub(crate) fn new(model: tolok_model::Definitions, request: &'r Request) -> Self {
        Self { model, request, table: None }
    }

    /// Says where in a table values stand, and which rows they come from.
    pub(crate) fn over(&mut self, grid: &'r Grid, plan: &'r Plan, tracing: &'r mut Tracing<'r>) {
        self.table = Some(Surroundings { grid, plan, tracing });
    }

    pub(crate) fn explanation(&mut self, tree: tolok_eval::Explanation) -> Explanation {
        let part = self.part(&tree);
        let ty = self.ty(&tree, part.as_ref());
        let entity = tree.definition.and_then(|id| self.model.entity(id));
        let language = self.request.language;
        let value = tree.outcome.as_ref().map(|outcome| outcome.value.clone());
        let display = value.as_ref().map_or_else(String::new, |value| match (entity, &part) {
            (Some(entity), _) if entity.ty() == ty => display_of(value, entity, language),
            (None, Some(part)) => display_formula(value, &part.formula, &ty, language),
            _ => display(value, &ty, entity.map(|entity| &entity.about), language),
        });
        let label =
            entity.map(|entity| entity.about.label(language.code(), &entity.name)).filter(|label| Some(*label) != tree.name.as_deref());
        let label = label.map(str::to_string);
        let place = tree.elsewhere.and_then(|cell| self.place(cell));
        let data = match (tree.aggregated, self.table.as_mut()) {
            (Some((measure, cell)), Some(table)) => (table.tracing)(measure, cell),
            _ => None,
        };
        Explanation {
            label,
            name: tree.name.map(|name| name.to_string()),
            formula: tree.formula,
            function: tree.function.map(|name| name.to_string()),
            display,
            cause: tree.outcome.as_ref().and_then(tolok_eval::Outcome::cause),
            unit: ty.quantity().and_then(tolok_model::Quantity::unit),
            status: tree.outcome.and_then(|outcome| outcome.status),
            target: tree.target,
            provenance: tree.provenance,
            value,
            place,
            data,
            children: tree.children.into_iter().map(|child| self.explanation(child)).collect(),
        }
    }

    /// What a cell is called: its members and its period; the total of everything where it has neither.
    fn place(&self, cell: usize) -> Option<String> {
        let table = self.table.as_ref()?;
        let cell = table.grid.cells.get(cell)?;
        let dimensions = table.plan.levels.get(cell.level).map(|level| level.dimensions.as_slice()).unwrap_or_default();
        let members = dimensions.iter().zip(&cell.members).map(|(_, member)| member.to_string());
        let words: Vec<String> = members.chain(cell.period.map(|period| period.to_string())).collect();
        Some(if words.is_empty() { "total".to_string() } else { words.join(", ") })
    }

    /// The part of a formula, checked by itself, where it is one that was computed.
    fn part(&mut self, tree: &tolok_eval::Explanation) -> Option<CheckedFormula> {
        let formula = tree.formula.as_ref().filter(|_| tree.definition.is_none() && tree.outcome.is_some())?;
        self.model.formula(formula, &Place::Nowhere).ok()
    }

    /// The type of a definition, or of a part of a formula as the checker sees it when it stands by itself.
    fn ty(&self, tree: &tolok_eval::Explanation, part: Option<&CheckedFormula>) -> Type {
        match tree.definition.and_then(|id| self.model.entity(id)).map(|entity| (entity, &entity.kind)) {
            Some((_, EntityKind::Dimension(_))) => Type::Text,
            Some((_, EntityKind::Time(_))) => Type::Date,
            Some((entity, _)) => entity.ty(),
            None => part.map_or(Type::Unknown, |part| part.ty.clone()),
        }
    }
}
