//! A measure made ready for the columns of its source.

use std::sync::Arc;

use tolok_plan::{Aggregation, Column, Expression, Measure, Plan, RowExpression};
use tolok_value::{Blank, Value, fold};

use crate::placement::column_of;
use crate::source::Source;

/// An expression over the columns of a source.
pub(crate) type RowFormula = Expression<RowLeaf>;

/// What a row's expression looks up.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum RowLeaf {
    /// A column, as a place in [`Columns::views`].
    Column(usize),
    /// The same for every row.
    Value(Value),
    /// A measure over the rows that share keys, as a place in [`Prepared::grouped`].
    Grouped(usize),
}

/// A measure made ready for its source.
pub(crate) struct Prepared<'p> {
    pub(crate) measure: &'p Measure,
    pub(crate) expression: RowFormula,
    pub(crate) weight: Option<RowFormula>,
    pub(crate) filters: Vec<RowFormula>,
    /// The columns of a stock's key.
    pub(crate) keys: Vec<usize>,
    /// What it needs of other rows for each of its own.
    pub(crate) grouped: Vec<Grouped<'p>>,
}

/// A measure over the rows that share keys.
pub(crate) struct Grouped<'p> {
    pub(crate) measure: Prepared<'p>,
    pub(crate) keys: Vec<RowLeaf>,
}

/// The columns of a source that measures look at.
pub(crate) struct Columns<'s> {
    source: &'s Source<'s>,
    plan: &'s Plan,
    params: &'s (dyn Fn(&Column) -> Option<Value> + Sync),
    /// The source's own columns that are read.
    pub(crate) wanted: Vec<usize>,
    pub(crate) views: Vec<ViewPlan>,
    /// The dimension of each table of members.
    pub(crate) tables: Vec<Arc<str>>,
    known: Vec<(Column, usize)>,
}

/// How a column is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ViewPlan {
    /// As it is; the place among the wanted columns.
    Plain(usize),
    /// As members.
    Members { wanted: usize, table: usize },
    /// As groups of another view's members.
    Groups { of: usize, table: usize },
}

impl<'s> Columns<'s> {
    pub(crate) fn new(source: &'s Source<'s>, plan: &'s Plan, params: &'s (dyn Fn(&Column) -> Option<Value> + Sync)) -> Self {
        Self { source, plan, params, wanted: Vec::new(), views: Vec::new(), tables: Vec::new(), known: Vec::new() }
    }

    /// The view of a column that the source has.
    pub(crate) fn view(&mut self, column: &Column) -> Option<usize> {
        if let Some((_, known)) = self.known.iter().find(|(other, _)| other == column) {
            return Some(*known);
        }
        let view = match column {
            Column::Dimension(key) => self.members(column, key)?,
            _ => ViewPlan::Plain(self.want(column)?),
        };
        Some(self.add(column, view))
    }

    /// The view of a column whose values are keys: read as members, whatever it is.
    pub(crate) fn key_view(&mut self, name: &str) -> Option<usize> {
        let dimension = Column::Dimension(fold(name).into());
        if let Some(view) = self.view(&dimension) {
            return Some(view);
        }
        let column = Column::Source { source: Arc::clone(&self.source.key), column: name.into() };
        let wanted = self.want(&column)?;
        let table = self.table(name.into());
        Some(self.add(&dimension, ViewPlan::Members { wanted, table }))
    }

    fn members(&mut self, column: &Column, key: &Arc<str>) -> Option<ViewPlan> {
        let from = self.plan.members.iter().find(|members| members.dimension == *key).and_then(|members| members.from.clone());
        // A grouping may have a column of its own: what the definitions say comes first, where there is what they group.
        let of = from.filter(|from| from != key).and_then(|from| self.view(&Column::Dimension(from)));
        if let Some(of) = of {
            let table = self.table(Arc::clone(key));
            return Some(ViewPlan::Groups { of, table });
        }
        let wanted = self.want(column)?;
        let table = self.table(Arc::clone(key));
        Some(ViewPlan::Members { wanted, table })
    }

    /// True for a table whose members are found by those of another column.
    pub(crate) fn is_of_groups(&self, table: usize) -> bool {
        self.views.iter().any(|view| matches!(view, ViewPlan::Groups { table: other, .. } if *other == table))
    }

    fn want(&mut self, column: &Column) -> Option<usize> {
        let place = column_of(self.source, column)?;
        if let Some(known) = self.wanted.iter().position(|wanted| *wanted == place) {
            return Some(known);
        }
        self.wanted.push(place);
        Some(self.wanted.len().saturating_sub(1))
    }

    fn table(&mut self, dimension: Arc<str>) -> usize {
        self.tables.push(dimension);
        self.tables.len().saturating_sub(1)
    }

    fn add(&mut self, column: &Column, view: ViewPlan) -> usize {
        self.views.push(view);
        let place = self.views.len().saturating_sub(1);
        self.known.push((column.clone(), place));
        place
    }

    /// A measure over these columns.
    pub(crate) fn prepare(&mut self, measure: &'s Measure) -> Prepared<'s> {
        let mut grouped = Vec::new();
        let expression = self.formula(&measure.expression, &mut grouped);
        let weight = match &measure.aggregation {
            Aggregation::Weighted { weight } => Some(self.formula(weight, &mut grouped)),
            _ => None,
        };
        let filters = measure.filters.iter().map(|filter| self.formula(filter, &mut grouped)).collect();
        let keys = match &measure.aggregation {
            Aggregation::Stock { keys, .. } if !keys.is_empty() => keys.iter().filter_map(|key| self.key_view(key)).collect(),
            Aggregation::Stock { .. } => self.all_dimensions(),
            _ => Vec::new(),
        };
        Prepared { measure, expression, weight, filters, keys, grouped }
    }

    /// Every dimension that the source has.
    fn all_dimensions(&mut self) -> Vec<usize> {
        let dimensions = self.source.columns.iter().map(|column| &column.column).filter(|column| matches!(column, Column::Dimension(_)));
        dimensions.filter_map(|column| self.view(column)).collect()
    }

    /// An expression of a row over these columns.
    pub(crate) fn formula(&mut self, expression: &'s RowExpression, grouped: &mut Vec<Grouped<'s>>) -> RowFormula {
        let place = expression.place;
        let formula = self.mapped(expression, grouped);
        formula.unwrap_or_else(|| Expression::value(Value::BLANK, place))
    }

    fn mapped(&mut self, expression: &'s RowExpression, grouped: &mut Vec<Grouped<'s>>) -> Option<RowFormula> {
        // The nested measures are borrowed from the plan, so leaves are met in order beside the copy that is mapped.
        let mut leaves = Vec::new();
        expression.for_each_leaf(&mut |leaf| leaves.push(leaf));
        let mut leaves = leaves.into_iter();
        expression.clone().map_leaves(&mut |_, place| {
            let leaf = self.leaf(leaves.next()?, grouped);
            Some(match leaf {
                RowLeaf::Value(value) => Expression::value(value, place),
                leaf => Expression::leaf(leaf, place),
            })
        })
    }

    fn leaf(&mut self, column: &'s Column, grouped: &mut Vec<Grouped<'s>>) -> RowLeaf {
        if let Some(value) = (self.params)(column) {
            return RowLeaf::Value(value);
        }
        match column {
            Column::Source { column, .. } if &**column == "*" => RowLeaf::Value(true.into()),
            Column::Grouped { measure, keys } => {
                let keys = keys.iter().map(|key| self.leaf(key, &mut Vec::new())).collect();
                let measure = self.prepare(measure);
                grouped.push(Grouped { measure, keys });
                RowLeaf::Grouped(grouped.len().saturating_sub(1))
            }
            column => match self.view(column) {
                Some(view) => RowLeaf::Column(view),
                None => RowLeaf::Value(no_column(column)),
            },
        }
    }
}

/// The blank of a column that no source has.
pub(crate) fn no_column(column: &Column) -> Value {
    let name = match column {
        Column::Input(name) | Column::Dimension(name) | Column::Time(name) | Column::Param(name) => name.to_string(),
        Column::Source { source, column } => format!("{source}.{column}"),
        Column::Grouped { measure, .. } => measure.name.to_string(),
    };
    Value::Blank(Blank::because(format!("`{name}` has no value: no column of the data has that name")))
}
