//! `m where condition` and `m per key`.

use tolok_plan::{Column, Expression};
use tolok_syntax::tree::{self, Path, Span};

use super::aggregate::into_rows;
use super::expression::only_where;
use super::{Checker, Context, Names, Part};
use crate::{Term, Type, codes};

impl Checker<'_> {
    /// `m where condition`: reaches every input in `m`.
    pub(super) fn restricted(
        &mut self,
        subject: &tree::Expression,
        condition: &tree::Expression,
        span: Span,
        context: &Context<'_>,
    ) -> Part {
        let place = self.place(context.file, span);
        let subject_part = self.part(subject, context);
        let row_context = Context { names: Names::Condition, ..*context };
        match context.names {
            Names::Constants => Part::unknown(place),
            Names::Rows | Names::Condition => {
                let condition_part = self.condition_part(condition, &row_context);
                only_where(subject_part, condition_part, place)
            }
            Names::Totals => {
                let condition_part = self.condition_part(condition, &row_context);
                let Some(rows) = into_rows(condition_part.formula) else { return Part::unknown(place) };
                let condition = self.condition(rows);
                let term = Term::Where { subject: Box::new(subject_part.formula), condition };
                Part::new(Expression::leaf(term, place), subject_part.ty, subject_part.linearity)
            }
        }
    }

    /// `m per key`: a total of the rows that share the key of the row at hand.
    pub(super) fn grouped(&mut self, subject: &tree::Expression, keys: &[Path], span: Span, context: &Context<'_>) -> Part {
        let place = self.place(context.file, span);
        if !matches!(context.names, Names::Rows | Names::Condition) {
            let message = "`per` gives a value for each row, so it stands inside an aggregation";
            let help = "use it in a condition: `sum(x where (count(y) per customer) > 1)`";
            self.report(&codes::MISPLACED, context.file, span.range(), message, help);
            return Part::unknown(place);
        }
        let totals = Context { names: Names::Totals, ..*context };
        let part = self.part(subject, &totals);
        let columns: Vec<Column> = keys.iter().filter_map(|key| self.column(key, context)).collect();
        if columns.len() < keys.len() {
            return Part::unknown(place);
        }
        let state = &self.state;
        let grouped = part.formula.map_leaves(&mut |term, place| match term {
            Term::Measure(id) => {
                let measure = Box::new(state.measures.get(id.0)?.clone());
                Some(Expression::leaf(Term::Column(Column::Grouped { measure, keys: columns.clone() }), place))
            }
            Term::Param(id) => Some(Expression::leaf(Term::Column(Column::Param(state.entities.get(id.0)?.key.clone())), place)),
            _ => None,
        });
        match grouped {
            Some(formula) => Part::new(formula, part.ty, part.linearity),
            None => {
                let message = "before `per` stands an aggregation of rows, such as `count(x)` or `sum(y)`";
                self.report(&codes::MISPLACED, context.file, subject.span.range(), message, "write the aggregation itself here");
                Part::unknown(place)
            }
        }
    }

    /// The column that a key names.
    fn column(&mut self, key: &Path, context: &Context<'_>) -> Option<Column> {
        let part = self.reference(key, &Context { names: Names::Rows, ..*context });
        match part.formula.kind {
            tolok_plan::Kind::Leaf(Term::Column(column)) => Some(column),
            _ if part.ty == Type::Unknown => None,
            _ => {
                let message = format!("`{key}` is no column that rows can be grouped by");
                self.report(&codes::MISPLACED, context.file, key.span.range(), message, "name a dimension or a column `source.column`");
                None
            }
        }
    }
}
