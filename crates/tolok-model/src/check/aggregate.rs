//! Aggregations over rows: inside their brackets names are rows.

use tolok_plan::{Aggregation, Column, Expression, Measure, RowExpression};
use tolok_syntax::format;
use tolok_syntax::tree::{self, ExpressionKind, Span};

use super::{Checker, Context, Names, Part};
use crate::functions::Function;
use crate::linearity::Linearity;
use crate::{Formula, Quantity, Term, Type, codes};

impl Checker<'_> {
    /// `sum(price * units)`, `count(leads where leads.score >= 50)`.
    pub(super) fn aggregation(
        &mut self,
        function: &'static Function,
        argument: &tree::Expression,
        span: Span,
        context: &Context<'_>,
    ) -> Part {
        let place = self.place(context.file, span);
        if context.names != Names::Totals {
            let message = format!("`{}` aggregates rows, but it stands inside an aggregation, where names are rows already", function.name);
            let help = "give the inner aggregation a name of its own and use it outside, or add `per` to it";
            self.report(&codes::NESTED_AGGREGATION, context.file, span.range(), message, help);
            return Part::unknown(place);
        }
        let mut filters = Vec::new();
        let mut inner = argument.inner();
        let rows = Context { names: Names::Rows, in_product: false, ..*context };
        let conditions = Context { names: Names::Condition, ..rows };
        let mut written = Vec::new();
        while let ExpressionKind::Where { subject, condition } = &inner.kind {
            written.push(condition.as_ref());
            inner = subject.inner();
        }
        let counts_rows = self.source_of(inner, &written, function, context);
        let part = match &counts_rows {
            Some(column) => Part::new(Expression::leaf(Term::Column(column.clone()), place), Type::Unknown, Linearity::FLOW),
            None => self.part(inner, &rows),
        };
        for condition in written.into_iter().rev() {
            let condition = self.condition_part(condition, &conditions);
            filters.extend(into_rows(condition.formula));
        }
        let (Some(aggregation), Some(expression)) = (aggregation(function.name), into_rows(part.formula)) else {
            return Part::unknown(place);
        };
        let numeric = matches!(aggregation, Aggregation::Sum | Aggregation::Average | Aggregation::Median);
        if numeric && !matches!(part.ty, Type::Number(_) | Type::Unknown) {
            let message = format!("`{}` takes numbers, but this is {}", function.name, part.ty.words());
            self.report(&codes::KINDS, context.file, argument.span.range(), message, "`count` and `count_distinct` take anything");
        }
        let name = format!("{}({})", function.name, format::formula(argument));
        let ty = match aggregation {
            Aggregation::Count | Aggregation::CountDistinct => Type::Number(Quantity::count()),
            Aggregation::Sum | Aggregation::Average | Aggregation::Median if part.ty == Type::Unknown => Type::PLAIN,
            _ => part.ty,
        };
        let linearity = match aggregation {
            Aggregation::Sum | Aggregation::Count => Linearity::Total { explicit: true },
            _ => Linearity::Ratio,
        };
        let measure = Measure { filters, ..Measure::new(name, aggregation, expression) };
        let id = self.measure(measure, ty.clone());
        Part::new(Expression::leaf(Term::Measure(id), place), ty, linearity)
    }

    /// `count(leads)` counts the rows of the source `leads`, unless an input has that name. A source that the run names needs no
    /// declaration: a condition on one of its columns tells that it is one.
    fn source_of(
        &self,
        argument: &tree::Expression,
        conditions: &[&tree::Expression],
        function: &Function,
        context: &Context<'_>,
    ) -> Option<Column> {
        let ExpressionKind::Reference(path) = &argument.kind else { return None };
        let name = path.single()?;
        if function.name != "count" {
            return None;
        }
        let is_source = match self.scopes.find(context.file, &name.key) {
            crate::scope::Found::One(id) => matches!(self.state.entities.get(id.0)?.kind, crate::EntityKind::Source),
            crate::scope::Found::Several(_) => false,
            crate::scope::Found::Nothing => {
                conditions.iter().any(|condition| has_column_of(condition, &name.key)) || self.has_columns_of(&name.key, context)
            }
        };
        is_source.then(|| Column::Source { source: name.key.clone(), column: "*".into() })
    }
}

impl Checker<'_> {
    /// True if a formula of the file names a column of a source.
    fn has_columns_of(&self, source: &str, context: &Context<'_>) -> bool {
        let items = self.program.files.get(context.file).map_or(&[][..], |file| file.tree.items.as_slice());
        items.iter().any(|item| match &item.definition {
            tree::Definition::Metric(metric) => has_column_of(&metric.formula, source),
            tree::Definition::Function(function) => has_column_of(&function.body, source),
            _ => false,
        })
    }
}

/// True if an expression names a column of a source.
fn has_column_of(expression: &tree::Expression, source: &str) -> bool {
    match &expression.kind {
        ExpressionKind::Reference(path) => path.parts.len() > 1 && path.parts.first().is_some_and(|first| *first.key == *source),
        _ => expression.parts().into_iter().any(|part| has_column_of(part, source)),
    }
}

fn aggregation(name: &str) -> Option<Aggregation> {
    Some(match name {
        "sum" => Aggregation::Sum,
        "count" => Aggregation::Count,
        "count_distinct" => Aggregation::CountDistinct,
        "average" => Aggregation::Average,
        "median" => Aggregation::Median,
        "min" => Aggregation::Min,
        "max" => Aggregation::Max,
        "first" => Aggregation::First,
        "last" => Aggregation::Last,
        _ => return None,
    })
}

/// The row expression of a formula that looks up columns and params only.
pub(crate) fn into_rows(formula: Formula) -> Option<RowExpression> {
    formula.map_leaves(&mut |term, place| match term {
        Term::Column(column) => Some(Expression::leaf(column, place)),
        _ => None,
    })
}
