//! Sums, products, powers and comparisons: do the units fit, and is the result still a total?

use tolok_plan::{Column, Expression, Kind};
use tolok_syntax::format;
use tolok_syntax::tree::{self, ExpressionKind, Span};
use tolok_value::{Arithmetic, Comparison, Value};

use super::expression::quantity;
use super::{Checker, Context, Names, Part};
use crate::functions::{self, Evaluation};
use crate::linearity::{Linearity, Product};
use crate::{EntityKind, Formula, Quantity, Term, Type, codes};

impl Checker<'_> {
    /// `a + b - c`, `a * b / c`, `a & b`.
    pub(super) fn chain(
        &mut self,
        first: &tree::Expression,
        rest: &[(Arithmetic, tree::Expression)],
        span: Span,
        context: &Context<'_>,
    ) -> Part {
        match rest.first().map(|(operator, _)| *operator) {
            Some(Arithmetic::Concat) => self.joined_text(first, rest, span, context),
            Some(Arithmetic::Multiply | Arithmetic::Divide) => self.product(first, rest, span, context),
            _ => self.sum(first, rest, span, context),
        }
    }

    fn joined_text(
        &mut self,
        first: &tree::Expression,
        rest: &[(Arithmetic, tree::Expression)],
        span: Span,
        context: &Context<'_>,
    ) -> Part {
        let inner = &Context { in_product: false, ..*context };
        let start = self.part(first, inner);
        let formulas = rest.iter().map(|(operator, operand)| (*operator, self.part(operand, inner).formula)).collect();
        let kind = Kind::Chain { first: Box::new(start.formula), rest: formulas };
        Part::new(Expression { kind, place: self.place(context.file, span) }, Type::Text, Linearity::Constant)
    }

    fn sum(&mut self, first: &tree::Expression, rest: &[(Arithmetic, tree::Expression)], span: Span, context: &Context<'_>) -> Part {
        let inner = &Context { in_product: false, ..*context };
        let start = self.part(first, inner);
        let (mut ty, mut linearity) = (start.ty.clone(), start.linearity);
        let mut constant = is_constant_amount(&start);
        let mut formulas = Vec::new();
        for (operator, operand) in rest {
            let part = self.part(operand, inner);
            ty = self.sum_type(&ty, *operator, &part.ty, first.span.to(operand.span), context);
            linearity = linearity.joined(part.linearity);
            constant |= is_constant_amount(&part);
            formulas.push((*operator, part.formula));
        }
        if constant && linearity.is_total() && context.names == Names::Totals {
            let message = "a constant is added to a total: the parts will not add up to it";
            let help = "if it belongs to every row, put it inside the aggregation: `sum(… + 10)`";
            self.report(&codes::CONSTANT_ADDED, context.file, span.range(), message, help);
        }
        let kind = Kind::Chain { first: Box::new(start.formula), rest: formulas };
        Part::new(Expression { kind, place: self.place(context.file, span) }, ty, linearity)
    }

    fn sum_type(&mut self, left: &Type, operator: Arithmetic, right: &Type, span: Span, context: &Context<'_>) -> Type {
        let subtracts = operator == Arithmetic::Subtract;
        match (left, right) {
            (Type::Unknown, _) | (_, Type::Unknown) => Type::Unknown,
            (Type::Date, Type::Date) if subtracts => Type::PLAIN,
            (Type::Date, Type::Number(Quantity::Plain)) => Type::Date,
            (Type::Number(Quantity::Plain), Type::Date) if !subtracts => Type::Date,
            (Type::Number(one), Type::Number(other)) => match one.plus(other) {
                Some(sum) => Type::Number(sum),
                None => {
                    self.report_units(one, other, span, context, if subtracts { "subtract" } else { "add" });
                    Type::Unknown
                }
            },
            _ => {
                let verb = if subtracts { "subtracted" } else { "added" };
                let message = format!("{} and {} cannot be {verb}", left.words(), right.words());
                self.report(&codes::KINDS, context.file, span.range(), message, "`&` joins texts; `value(…)` reads a number out of a text");
                Type::Unknown
            }
        }
    }

    /// Says why two amounts neither add nor compare.
    pub(super) fn report_units(&mut self, one: &Quantity, other: &Quantity, span: Span, context: &Context<'_>, verb: &str) {
        let (first, second) = (one.words(), other.words());
        let written = self.written(context.file, span).map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
        let verb = written.map_or_else(|| verb.to_string(), |text| format!("{verb} in `{text}`"));
        if one.is_money() && other.is_money() && one.currencies() != other.currencies() {
            let into = other.currencies().first().and_then(|currency| currency.as_deref()).unwrap_or("USD").to_string();
            let message = format!("{first} and {second} do not {verb}: the currencies differ");
            let help = format!("convert one of them first: `convert(…, {into})`");
            self.report(&codes::CURRENCIES, context.file, span.range(), message, help);
        } else {
            let message = format!("{first} and {second} do not {verb}");
            let help = "check which of the two is meant; a plain `number` fits any unit";
            self.report(&codes::UNITS, context.file, span.range(), message, help);
        }
    }

    fn product(&mut self, first: &tree::Expression, rest: &[(Arithmetic, tree::Expression)], span: Span, context: &Context<'_>) -> Part {
        let inner = &Context { in_product: true, ..*context };
        let start = self.part(first, inner);
        self.expect_number(&start, first, context, "arithmetic needs");
        let mut amount = quantity(&start);
        let mut known = start.ty != Type::Unknown;
        let is_plain_total = |part: &Part| part.ty == Type::PLAIN && part.linearity.is_total();
        let mut of_plain_total = is_plain_total(&start);
        let mut factors = factors_of(&start, false);
        let mut formulas = Vec::new();
        for (operator, operand) in rest {
            let part = self.part(operand, inner);
            self.expect_number(&part, operand, context, "arithmetic needs");
            let divides = *operator == Arithmetic::Divide;
            amount = if divides { amount.over(&quantity(&part)) } else { amount.times(&quantity(&part)) };
            known &= part.ty != Type::Unknown;
            of_plain_total |= is_plain_total(&part);
            factors.extend(factors_of(&part, divides));
            formulas.push((*operator, part.formula));
        }
        let kind = Kind::Chain { first: Box::new(start.formula), rest: formulas };
        let formula = Expression { kind, place: self.place(context.file, span) };
        let linearity = match Linearity::product(&factors) {
            Product::Sound(linearity) => linearity,
            Product::Trap => {
                if !context.in_product && context.names == Names::Totals {
                    self.report_trap(first, rest, span, context);
                }
                Linearity::FLOW
            }
        };
        // A plain total may be an amount of anything, so a fraction of it is a plain number again, not a percentage.
        if of_plain_total && matches!(amount, Quantity::Percent | Quantity::Ratio) {
            amount = Quantity::Plain;
        }
        let ty = if known { Type::Number(amount) } else { Type::Unknown };
        Part { formula, ty, linearity, factors: Some(factors) }
    }

    fn report_trap(&mut self, first: &tree::Expression, rest: &[(Arithmetic, tree::Expression)], span: Span, context: &Context<'_>) {
        let message = "this multiplies totals: over several rows it is not the total of the products";
        let others: Option<Vec<_>> = rest.iter().map(|(operator, operand)| Some((*operator, row_form(operand)?))).collect();
        let help = match (row_form(first), others) {
            (Some(first), Some(rest)) => {
                let kind = ExpressionKind::Chain { first: Box::new(first), rest };
                format!("multiply row by row: `sum({})`", format::formula(&tree::Expression { kind, span }))
            }
            _ => "multiply row by row, inside an aggregation: `sum(price * units)`".to_string(),
        };
        self.report(&codes::PRODUCT_TRAP, context.file, span.range(), message, help);
    }

    /// `x ^ 2`; `spend ^ 2` is `spend * spend`.
    pub(super) fn power(&mut self, base: &tree::Expression, exponent: &tree::Expression, span: Span, context: &Context<'_>) -> Part {
        let base_part = self.part(base, context);
        let exponent_part = self.part(exponent, context);
        self.expect_number(&base_part, base, context, "`^` needs");
        self.expect_number(&exponent_part, exponent, context, "`^` needs");
        if base_part.linearity.is_total() && context.names == Names::Totals {
            let message = "this raises a total to a power: over several rows it is not the total of the powers";
            let whole = ExpressionKind::Power { base: Box::new(base.clone()), exponent: Box::new(exponent.clone()) };
            let help = format!("compute it row by row: `sum({})`", format::formula(&tree::Expression { kind: whole, span }));
            self.report(&codes::PRODUCT_TRAP, context.file, span.range(), message, help);
        }
        let is_constant = base_part.linearity == Linearity::Constant && exponent_part.linearity == Linearity::Constant;
        let linearity = if is_constant { Linearity::Constant } else { Linearity::Ratio };
        let amount = match (quantity(&base_part), whole_exponent(&exponent_part)) {
            (Quantity::Units(units), Some(times)) => {
                let base = Quantity::Units(units);
                (1..times).fold(base.clone(), |amount, _| amount.times(&base))
            }
            (Quantity::Plain | Quantity::Units(_), _) => Quantity::Plain,
            _ => Quantity::Ratio,
        };
        let kind = Kind::Power { base: Box::new(base_part.formula), exponent: Box::new(exponent_part.formula) };
        Part::new(Expression { kind, place: self.place(context.file, span) }, Type::Number(amount), linearity)
    }

    /// `a <= b`; `x = blank` asks for a blank.
    pub(super) fn comparison(
        &mut self,
        operator: Comparison,
        left: &tree::Expression,
        right: &tree::Expression,
        span: Span,
        context: &Context<'_>,
    ) -> Part {
        let place = self.place(context.file, span);
        let asks_blank = |expression: &tree::Expression| matches!(expression.inner().kind, ExpressionKind::Blank);
        if matches!(operator, Comparison::Equal | Comparison::NotEqual) && (asks_blank(left) || asks_blank(right)) {
            let subject = self.part(if asks_blank(right) { left } else { right }, context);
            let negated = operator == Comparison::NotEqual;
            let kind = Kind::IsBlank { subject: Box::new(subject.formula), negated };
            return Part::new(Expression { kind, place }, Type::Bool, subject.linearity);
        }
        let left_part = self.part(left, context);
        let right_part = self.part(right, context);
        self.expect_comparable(&left_part, &right_part, span, context);
        let left_formula = self.as_member_of(left_part.formula, &right_part.formula);
        let right_formula = self.as_member_of(right_part.formula, &left_formula);
        let linearity = left_part.linearity.joined(right_part.linearity);
        let kind = Kind::Compare { operator, left: Box::new(left_formula), right: Box::new(right_formula) };
        Part::new(Expression { kind, place }, Type::Bool, linearity)
    }

    /// A text that is compared with a dimension, as the member that it means: `channel = "Surel"` asks for Email.
    pub(super) fn as_member_of(&self, formula: Formula, other: &Formula) -> Formula {
        let (Kind::Value(Value::Text(text)), Kind::Leaf(Term::Column(Column::Dimension(key)))) = (&formula.kind, &other.kind) else {
            return formula;
        };
        let dimension = self.state.entities.iter().find_map(|entity| match &entity.kind {
            EntityKind::Dimension(dimension) if entity.key == *key => Some(dimension),
            _ => None,
        });
        match dimension.and_then(|dimension| dimension.member_of(text)) {
            Some(member) => Expression::value(Value::Text(member.name.clone()), formula.place),
            None => formula,
        }
    }

    pub(super) fn expect_comparable(&mut self, left: &Part, right: &Part, span: Span, context: &Context<'_>) {
        match (&left.ty, &right.ty) {
            (Type::Number(one), Type::Number(other)) if one.plus(other).is_none() => {
                self.report_units(one, other, span, context, "compare")
            }
            (one, other) if one.joined(other).is_none() => {
                let message = format!("{} and {} cannot be compared", one.words(), other.words());
                let help = "texts stand in quotation marks, dates after `@`, numbers by themselves";
                self.report(&codes::KINDS, context.file, span.range(), message, help);
            }
            _ => {}
        }
    }
}

/// The factors a part brings into a product: those of a product in brackets, turned round where the bracket divides.
fn factors_of(part: &Part, divides: bool) -> Vec<(bool, Linearity)> {
    match &part.factors {
        Some(factors) => factors.iter().map(|(inner, linearity)| (*inner != divides, *linearity)).collect(),
        None => vec![(divides, part.linearity)],
    }
}

/// A small whole exponent: `x ^ 2` measures what `x * x` does.
fn whole_exponent(part: &Part) -> Option<i64> {
    match &part.formula.kind {
        Kind::Value(Value::Number(number)) => number.to_i64().filter(|times| number.is_integer() && (1..=9).contains(times)),
        _ => None,
    }
}

/// A factor as it stands in a row: `x` instead of `sum(x)`; nothing where it has no value in a row.
fn row_form(factor: &tree::Expression) -> Option<tree::Expression> {
    if let ExpressionKind::Call { function, arguments } = &factor.inner().kind
        && let ("sum", [argument]) = (&*function.key, arguments.as_slice())
    {
        return row_form(argument);
    }
    let mut pending = vec![factor];
    while let Some(part) = pending.pop() {
        match &part.kind {
            ExpressionKind::Call { function, arguments } => match functions::find(&function.key).map(|function| function.evaluation) {
                None | Some(Evaluation::Scalar | Evaluation::Lazy(_) | Evaluation::Logic(_)) => {}
                Some(Evaluation::Aggregate { scalar: true }) if arguments.len() > 1 => {}
                Some(_) => return None,
            },
            ExpressionKind::Where { .. } | ExpressionKind::Per { .. } => return None,
            _ => {}
        }
        pending.extend(part.parts());
    }
    Some(factor.clone())
}

/// True for a constant that changes what it is added to.
fn is_constant_amount(part: &Part) -> bool {
    let is_zero = matches!(&part.formula.kind, Kind::Value(Value::Number(number)) if number.is_zero());
    part.linearity == Linearity::Constant && !is_zero && matches!(part.ty, Type::Number(_))
}
