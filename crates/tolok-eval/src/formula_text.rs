//! Checked formulas as people write them: with the names of what they look up, and functions of the file written out.

use std::collections::BTreeMap;

use tolok_model::functions::{self, Evaluation};
use tolok_model::{Bound, Definitions, EntityId, Formula, Target, Term};
use tolok_plan::{Column, Expression, Kind, MeasureId};
use tolok_value::{Arithmetic, Logic, Value};

/// A longer text is cut: it no longer helps anybody to see what a number is made of.
const LONGEST: usize = 240;

/// A target as it is written: `<= 40, warn <= 60`.
pub fn target_text(definitions: &Definitions, target: &Target) -> String {
    FormulaText::new(definitions).target(target)
}

/// Writes formulas with the names that definitions have.
pub(crate) struct FormulaText<'a> {
    definitions: &'a Definitions,
    inputs: BTreeMap<MeasureId, EntityId>,
}

impl<'a> FormulaText<'a> {
    pub(crate) fn new(definitions: &'a Definitions) -> Self {
        let inputs = definitions.inputs().filter_map(|(id, _)| Some((definitions.measure_of(id)?, id))).collect();
        Self { definitions, inputs }
    }

    /// The input whose aggregate a measure is.
    pub(crate) fn input_of(&self, measure: MeasureId) -> Option<EntityId> {
        self.inputs.get(&measure).copied()
    }

    /// A formula in canonical form, on one line; a long one ends with `…`.
    pub(crate) fn formula(&self, formula: &Formula) -> String {
        let mut line = Line { names: self, text: String::new(), is_full: false };
        line.expression(formula);
        line.finish()
    }

    /// A target as it is written: `<= 40, warn <= 60`.
    pub(crate) fn target(&self, target: &Target) -> String {
        match &target.warn {
            None => self.bound(&target.good),
            Some(warn) => format!("{}, warn {}", self.bound(&target.good), self.bound(warn)),
        }
    }

    fn bound(&self, bound: &Bound) -> String {
        match bound {
            Bound::Compare(comparison, formula) => format!("{} {}", comparison.text(), self.formula(formula)),
            Bound::Between(low, high) => format!("between {} and {}", self.formula(low), self.formula(high)),
        }
    }

    /// A definition's name as a formula writes it.
    fn name(&self, id: EntityId) -> String {
        self.definitions.entity(id).map_or_else(String::new, |entity| written(&entity.name))
    }

    /// The name of what has a key, as a formula writes it.
    fn named(&self, key: &str) -> String {
        self.definitions.find(key).map_or_else(|| written(key), |id| self.name(id))
    }

    fn measure(&self, id: MeasureId) -> String {
        match self.input_of(id) {
            Some(input) => self.name(input),
            None => self.definitions.measures().get(id.0).map_or_else(String::new, |measure| measure.name.to_string()),
        }
    }

    /// A column of a row.
    pub(crate) fn column(&self, column: &Column) -> String {
        match column {
            Column::Input(key) | Column::Dimension(key) | Column::Time(key) | Column::Param(key) => self.named(key),
            Column::Source { source, column } => format!("{}.{}", self.named(source), written(column)),
            Column::Grouped { measure, keys } => {
                let keys: Vec<String> = keys.iter().map(|key| self.column(key)).collect();
                match keys.as_slice() {
                    [only] => format!("{} per {only}", measure.name),
                    several => format!("{} per ({})", measure.name, several.join(", ")),
                }
            }
        }
    }
}

/// How tightly something holds together, as language section 5 lists the operators.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Clause,
    Or,
    And,
    Not,
    Comparison,
    Join,
    Sum,
    Product,
    Sign,
    Power,
    Percent,
    Whole,
}

impl Binding {
    /// What an operand after the operator has to be, so that it needs no brackets.
    fn tighter(self) -> Self {
        match self {
            Binding::Clause => Binding::Or,
            Binding::Or => Binding::And,
            Binding::And => Binding::Not,
            Binding::Not => Binding::Comparison,
            Binding::Comparison => Binding::Join,
            Binding::Join => Binding::Sum,
            Binding::Sum => Binding::Product,
            Binding::Product => Binding::Sign,
            Binding::Sign => Binding::Power,
            Binding::Power | Binding::Percent => Binding::Percent,
            Binding::Whole => Binding::Whole,
        }
    }
}

/// What stands at the leaves of an expression.
trait Leaf: Sized {
    fn binding(&self) -> Binding;
    fn write(&self, line: &mut Line<'_, '_>);
}

struct Line<'l, 'a> {
    names: &'l FormulaText<'a>,
    text: String,
    is_full: bool,
}

impl Line<'_, '_> {
    fn push(&mut self, words: &str) {
        if !self.is_full {
            self.text.push_str(words);
            self.is_full = self.text.len() > LONGEST;
        }
    }

    fn finish(mut self) -> String {
        if self.is_full {
            self.text.truncate(self.text.floor_char_boundary(LONGEST));
            self.text.push('…');
        }
        self.text
    }

    fn operand<L: Leaf>(&mut self, expression: &Expression<L>, least: Binding) {
        let in_brackets = binding(expression) < least;
        self.push(if in_brackets { "(" } else { "" });
        self.expression(expression);
        self.push(if in_brackets { ")" } else { "" });
    }

    fn list<'e, L: Leaf + 'e>(&mut self, expressions: impl IntoIterator<Item = &'e Expression<L>>) {
        self.push("(");
        for (place, expression) in expressions.into_iter().enumerate() {
            self.push(if place > 0 { ", " } else { "" });
            self.expression(expression);
        }
        self.push(")");
    }

    fn expression<L: Leaf>(&mut self, expression: &Expression<L>) {
        if self.is_full {
            return;
        }
        let own = binding(expression);
        match &expression.kind {
            Kind::Leaf(leaf) => leaf.write(self),
            Kind::Value(value) => self.push(&literal(value)),
            Kind::Negate(operand) => {
                self.push("-");
                self.operand(operand, Binding::Percent);
            }
            Kind::Not(operand) => {
                self.push("not ");
                self.operand(operand, own);
            }
            Kind::Percent(operand) => {
                self.operand(operand, own);
                self.push("%");
            }
            Kind::Chain { first, rest } => {
                self.operand(first, own);
                for (operator, operand) in rest {
                    self.push(&format!(" {} ", operator.text()));
                    self.operand(operand, own.tighter());
                }
            }
            Kind::Power { base, exponent } => {
                self.operand(base, Binding::Percent);
                self.push(" ^ ");
                self.operand(exponent, Binding::Percent);
            }
            Kind::Logic { operator, operands } => {
                for (place, operand) in operands.iter().enumerate() {
                    if place > 0 {
                        self.push(&format!(" {} ", operator.text()));
                    }
                    self.operand(operand, own.tighter());
                }
            }
            Kind::Compare { operator, left, right } => {
                self.operand(left, own.tighter());
                self.push(&format!(" {} ", operator.text()));
                self.operand(right, own.tighter());
            }
            Kind::IsBlank { subject, negated } => {
                self.operand(subject, own.tighter());
                self.push(if *negated { " <> blank" } else { " = blank" });
            }
            Kind::Membership { subject, members, negated } => {
                self.operand(subject, own.tighter());
                self.push(if *negated { " not in " } else { " in " });
                self.list(members);
            }
            Kind::Call { function, arguments } => {
                self.push(function.name());
                self.list(arguments);
            }
            Kind::Lazy { form, arguments } => {
                self.push(function_name(Evaluation::Lazy(*form)));
                self.list(arguments);
            }
        }
    }
}

fn binding<L: Leaf>(expression: &Expression<L>) -> Binding {
    match &expression.kind {
        Kind::Leaf(leaf) => leaf.binding(),
        Kind::Value(_) | Kind::Call { .. } | Kind::Lazy { .. } => Binding::Whole,
        Kind::Negate(_) => Binding::Sign,
        Kind::Not(_) => Binding::Not,
        Kind::Percent(_) => Binding::Percent,
        Kind::Chain { rest, .. } => match rest.first().map(|(operator, _)| operator) {
            Some(Arithmetic::Concat) => Binding::Join,
            Some(Arithmetic::Add | Arithmetic::Subtract) => Binding::Sum,
            Some(Arithmetic::Multiply | Arithmetic::Divide) => Binding::Product,
            None => Binding::Clause,
        },
        Kind::Power { .. } => Binding::Power,
        Kind::Logic { operator: Logic::And, .. } => Binding::And,
        Kind::Logic { operator: Logic::Or, .. } => Binding::Or,
        Kind::Compare { .. } | Kind::IsBlank { .. } | Kind::Membership { .. } => Binding::Comparison,
    }
}

impl Leaf for Term {
    fn binding(&self) -> Binding {
        match self {
            Term::Where { .. } => Binding::Clause,
            Term::Column(column) => column.binding(),
            _ => Binding::Whole,
        }
    }

    fn write(&self, line: &mut Line<'_, '_>) {
        match self {
            Term::Measure(id) => line.push(&line.names.measure(*id)),
            Term::Metric(id) | Term::Param(id) => line.push(&line.names.name(*id)),
            Term::Column(column) => column.write(line),
            Term::Where { subject, condition } => {
                line.operand(subject, Binding::Or);
                line.push(" where ");
                if let Some(condition) = line.names.definitions.condition(*condition) {
                    line.operand(condition, Binding::Or);
                }
            }
            Term::Time { function, subject, span, partial } => {
                line.push(function_name(Evaluation::Time(*function)));
                line.push("(");
                line.expression(subject);
                if let Some(span) = span {
                    line.push(&format!(", {span}"));
                }
                line.push(if *partial { ", partial)" } else { ")" });
            }
            Term::Member { function, subject, dimensions } => {
                line.push(function_name(Evaluation::Member(*function)));
                line.push("(");
                line.expression(subject);
                for dimension in dimensions {
                    line.push(&format!(", {}", line.names.named(dimension)));
                }
                line.push(")");
            }
            Term::Convert { subject, currency } => {
                line.push("convert(");
                line.expression(subject);
                line.push(&format!(", {currency})"));
            }
            Term::About { aspect, definition } => {
                line.push(&format!("{}({})", function_name(Evaluation::About(*aspect)), line.names.name(*definition)))
            }
            Term::Period => line.push("period()"),
            Term::MemberOf(dimension) => line.push(&format!("member({})", line.names.named(dimension))),
        }
    }
}

impl Leaf for Column {
    fn binding(&self) -> Binding {
        match self {
            Column::Grouped { .. } => Binding::Clause,
            _ => Binding::Whole,
        }
    }

    fn write(&self, line: &mut Line<'_, '_>) {
        line.push(&line.names.column(self));
    }
}

fn written(name: &str) -> String {
    tolok_model::written_name(name)
}

fn literal(value: &Value) -> String {
    match value {
        Value::Text(text) => format!("\"{}\"", text.replace('"', "\"\"")),
        Value::Date(date) => format!("@{date}"),
        other => other.to_string(),
    }
}

/// The name that the function table gives to what is computed.
fn function_name(evaluation: Evaluation) -> &'static str {
    functions::all().find(|(_, function)| function.evaluation == evaluation).map_or("", |(_, function)| function.name)
}

#[cfg(test)]
mod tests;
