//! What is computed for each row, as a formula over whole columns: values as ranges, conditions as factors of 0 and 1.
//!
//! An empty cell counts for zero in such a formula, so every value has factors that say where it is there.

use tolok_plan::{Aggregation, Column, Kind, Lazy, Measure, RowExpression};
use tolok_value::{Arithmetic, Comparison, Logic, Value};

use super::area::Area;
use super::table::{Sort, Table};
use crate::live::{Part, Reason, Strength};

/// A value for each row.
pub(super) struct Values {
    pub(super) text: String,
    pub(super) strength: Strength,
    pub(super) sort: Sort,
    /// The factors that are all 1 where the value is there.
    pub(super) there: Vec<String>,
    /// What it is the product of: itself, unless it is one.
    arguments: Vec<String>,
}

impl Values {
    fn new(text: String, sort: Sort, there: Vec<String>) -> Self {
        Self { arguments: vec![text.clone()], text, strength: Strength::Whole, sort, there }
    }

    pub(super) fn within(&self, strength: Strength) -> String {
        if self.strength < strength { format!("({})", self.text) } else { self.text.clone() }
    }

    /// True for the numbers of a column as they stand.
    pub(super) fn is_column(&self) -> bool {
        self.text.contains(':') && self.there == [is_number(&self.text)]
    }

    /// The sum over the rows of some factors. What somebody keeps in a cell that is no number counts for nothing where it is an argument of
    /// its own, and is an error in a product.
    pub(super) fn summed(factors: &str, values: &[&Values]) -> String {
        let parts = || values.iter().flat_map(|values| &values.arguments);
        let once: String = parts().filter(|part| !part.contains(':')).map(|part| format!("*{part}")).collect();
        let columns: String = parts().filter(|part| part.contains(':')).map(|part| format!(",{part}")).collect();
        format!("SUMPRODUCT({factors}{}{columns})", if once.is_empty() { "*1" } else { &once })
    }
}

/// The factor that is 1 where a number stands.
fn is_number(cells: &str) -> String {
    format!("ISNUMBER({cells})")
}

impl Area<'_> {
    /// A value for each row.
    pub(super) fn values(&self, expression: &RowExpression) -> Result<Values, Reason> {
        match &expression.kind {
            Kind::Leaf(Column::Grouped { measure, keys }) => self.grouped(measure, keys),
            Kind::Leaf(Column::Param(key)) => {
                let id = self.table.definitions.model.find(key).ok_or_else(|| "needs a number that nobody sets".to_owned())?;
                let value = tolok_eval::constant_of(&self.table.definitions.model, id)
                    .ok_or_else(|| "needs a number that nobody sets".to_owned())?;
                Ok(Values::new(Table::constant(&value)?, Sort::Number, Vec::new()))
            }
            Kind::Leaf(column) => self.column(column),
            Kind::Value(value) => {
                let sort = if matches!(value, Value::Text(_)) { Sort::Text } else { Sort::Number };
                Ok(Values::new(Table::constant(value)?, sort, Vec::new()))
            }
            Kind::Negate(inner) => {
                let inner = self.number(inner)?;
                Ok(self.where_there(format!("-{}", inner.within(Strength::Sign)), Strength::Sign, inner.there))
            }
            Kind::Percent(inner) => {
                let inner = self.number(inner)?;
                Ok(self.where_there(format!("{}%", inner.within(Strength::Percent)), Strength::Percent, inner.there))
            }
            Kind::Chain { first, rest } => self.chain(first, rest),
            Kind::Lazy { form: Lazy::Coalesce | Lazy::IfBlank, arguments } => self.filled(arguments),
            Kind::Lazy { form: Lazy::IsBlank, .. }
            | Kind::Compare { .. }
            | Kind::Logic { .. }
            | Kind::Not(_)
            | Kind::IsBlank { .. }
            | Kind::Membership { .. } => Err("counts with conditions as numbers".to_owned()),
            Kind::Power { .. } => Err("raises to a power".to_owned()),
            Kind::Call { function, .. } => Err(format!("uses `{}` within rows", function.name())),
            Kind::Lazy { .. } => Err("decides within rows".to_owned()),
        }
    }

    fn number(&self, expression: &RowExpression) -> Result<Values, Reason> {
        let values = self.values(expression)?;
        if values.sort == Sort::Number { Ok(values) } else { Err("computes with texts".to_owned()) }
    }

    fn column(&self, column: &Column) -> Result<Values, Reason> {
        let id = self.table.definitions.definition_of(column).ok_or_else(|| "names a column of a source".to_owned())?;
        if let Some(cell) = self.table.once(id) {
            let there = is_number(&cell);
            return Ok(Values::new(cell, Sort::Number, vec![there]));
        }
        let column = self.table.column(column).ok_or_else(|| "groups members in another way than the list".to_owned())?;
        let range = self.table.range(column)?;
        Ok(match self.table.sort(id) {
            Sort::Number => {
                let there = is_number(&range);
                Values::new(range, Sort::Number, vec![there])
            }
            // Members are compared without the space around them.
            sort => Values::new(format!("TRIM({range})"), sort, vec![format!("(TRIM({range})<>\"\")")]),
        })
    }

    /// A column whose empty cells mean a number, in the rows in which anything is typed.
    fn filled(&self, arguments: &[RowExpression]) -> Result<Values, Reason> {
        match arguments {
            [value, otherwise] => match (&value.kind, &otherwise.kind) {
                (Kind::Leaf(column @ Column::Input(_)), Kind::Value(fill @ Value::Number(_))) => {
                    let (column, fill) = (self.column(column)?, Table::constant(fill)?);
                    if column.sort != Sort::Number {
                        return Err("computes with texts".to_owned());
                    }
                    let there = vec![self.table.used()?];
                    if fill == "0" {
                        return Ok(Values { there, ..column });
                    }
                    self.looks_at_pairs.set(true);
                    Ok(Values::new(format!("IF(ISNUMBER({0}),{0},{fill})", column.text), Sort::Number, there))
                }
                _ => Err("decides within rows".to_owned()),
            },
            _ => Err("decides within rows".to_owned()),
        }
    }

    fn chain(&self, first: &RowExpression, rest: &[(Arithmetic, RowExpression)]) -> Result<Values, Reason> {
        let strength = match rest.first() {
            Some((Arithmetic::Concat, _)) => return Err("joins texts".to_owned()),
            Some((Arithmetic::Add | Arithmetic::Subtract, _)) => Strength::Add,
            _ => Strength::Multiply,
        };
        let first = self.number(first)?;
        let (mut text, mut there, mut arguments) = (first.within(strength), first.there, first.arguments);
        for (operator, operand) in rest {
            // A row without a quotient would take that of all others with it.
            if *operator == Arithmetic::Divide && !matches!(&operand.kind, Kind::Value(Value::Number(number)) if !number.is_zero()) {
                return Err("divides within rows".to_owned());
            }
            let operand = self.number(operand)?;
            text.push_str(operator.text());
            text.push_str(&operand.within(if strength == Strength::Add { Strength::Multiply } else { Strength::Power }));
            there.extend(operand.there);
            arguments.extend(operand.arguments);
        }
        if rest.iter().all(|(operator, _)| *operator == Arithmetic::Multiply) {
            return Ok(Values { text, strength, sort: Sort::Number, there, arguments });
        }
        Ok(self.where_there(text, strength, there))
    }

    /// A calculation with what may be no number in some rows.
    fn where_there(&self, text: String, strength: Strength, there: Vec<String>) -> Values {
        match product(&there).filter(|_| text.contains(':')) {
            Some(factors) => {
                self.looks_at_pairs.set(true);
                Values::new(format!("IF({factors}*1,{text},0)"), Sort::Number, there)
            }
            None => Values { arguments: vec![format!("({text})")], text, strength, sort: Sort::Number, there },
        }
    }

    /// What is aggregated over the rows that agree with each row in some columns.
    fn grouped(&self, measure: &Measure, keys: &[Column]) -> Result<Values, Reason> {
        let mut same = Vec::new();
        for key in keys {
            let key = self.column(key)?;
            same.push(pairs(&key.text));
        }
        self.looks_at_pairs.set(true);
        let (factors, values) = self.kept(measure)?;
        let kept = product(&factors).unwrap_or_else(|| "1".to_owned());
        let same = same.join("*");
        let counted = format!("MMULT({same}*1,{kept}*1)");
        match measure.aggregation {
            Aggregation::Count => Ok(Values::new(counted, Sort::Number, Vec::new())),
            Aggregation::Sum => {
                let summed = format!("MMULT({same}*1,IF({kept}*1,{},0))", values.text);
                Ok(Values::new(summed, Sort::Number, vec![format!("({counted}>0)")]))
            }
            _ => Err("aggregates within groups of rows".to_owned()),
        }
    }

    /// The factors that are all 1 for the rows in which a condition is true, or, unless `wanted`, false. A blank is neither.
    pub(super) fn truth(&self, condition: &RowExpression, wanted: bool) -> Result<Vec<String>, Reason> {
        match &condition.kind {
            Kind::Not(inner) => self.truth(inner, !wanted),
            Kind::Logic { operator, operands } => {
                let parts: Result<Vec<Vec<String>>, Reason> = operands.iter().map(|operand| self.truth(operand, wanted)).collect();
                // All of what is joined by `and` is true, and one is false where it is false; `or` the other way round.
                if (*operator == Logic::And) == wanted {
                    return Ok(parts?.into_iter().flatten().collect());
                }
                let sums: Vec<String> = parts?.iter().map(|factors| product(factors).unwrap_or_else(|| "1".to_owned())).collect();
                Ok(vec![format!("({}>0)", sums.join("+"))])
            }
            Kind::Compare { operator, left, right } => {
                let operator = if wanted { *operator } else { opposite(*operator) };
                let (one, other) = (self.side(left, right)?, self.side(right, left)?);
                let is_order = !matches!(operator, Comparison::Equal | Comparison::NotEqual);
                if one.sort != other.sort || one.sort == Sort::Text && is_order {
                    return Err("compares texts with what is none, or by their order".to_owned());
                }
                let compared = format!("({}{}{})", one.within(Strength::Join), operator.text(), other.within(Strength::Join));
                Ok(one.there.into_iter().chain(other.there).chain([compared]).collect())
            }
            Kind::IsBlank { subject, negated } => {
                let there = self.values(subject)?.there;
                if *negated == wanted {
                    return Ok(there);
                }
                Ok(vec![match product(&there) {
                    Some(there) => format!("({there}=0)"),
                    None => "0".to_owned(),
                }])
            }
            Kind::Membership { subject, members, negated } => {
                let values = self.values(subject)?;
                let mut sums = Vec::new();
                for member in members {
                    let member = self.side(member, subject)?;
                    if member.sort != values.sort || !member.there.is_empty() {
                        return Err("looks for members that are no constants".to_owned());
                    }
                    sums.push(format!("({}={})", values.within(Strength::Join), member.within(Strength::Join)));
                }
                let is_one = if *negated == wanted { "=0" } else { ">0" };
                Ok(values.there.into_iter().chain([format!("({}{is_one})", sums.join("+"))]).collect())
            }
            Kind::Leaf(column) => {
                let values = self.column(column)?;
                if values.sort != Sort::Truth {
                    return Err("takes a number for a condition".to_owned());
                }
                let [yes, no] = self.table.truths;
                Ok(vec![format!("({}=\"{}\")", values.text, if wanted { yes } else { no })])
            }
            _ => Err("depends on a condition that looks at more than columns".to_owned()),
        }
    }

    /// One side of a comparison; a member is written as the list calls it.
    fn side(&self, side: &RowExpression, other: &RowExpression) -> Result<Values, Reason> {
        if let (Kind::Value(Value::Text(text)), Kind::Leaf(column @ Column::Dimension(_))) = (&side.kind, &other.kind)
            && let Some(column) = self.table.column(column)
            && let super::asked::Held::Dimension(_, members) = &column.held
        {
            let place = members.iter().position(|member| tolok_value::same(member.trim(), text.trim()));
            let label = place.and_then(|place| column.labels.get(place)).map_or(text.trim(), String::as_str);
            return Ok(Values::new(Part::constant(&Value::Text(label.into()))?.text, Sort::Text, Vec::new()));
        }
        self.values(side)
    }
}

/// The factor that is 1 for each pair of rows with the same value.
pub(super) fn pairs(values: &str) -> String {
    format!("({values}=TRANSPOSE({values}))")
}

/// Factors multiplied, each once; nothing where there is none.
pub(super) fn product(factors: &[String]) -> Option<String> {
    let mut once: Vec<&str> = Vec::new();
    for factor in factors {
        if !once.contains(&factor.as_str()) {
            once.push(factor);
        }
    }
    (!once.is_empty()).then(|| once.join("*"))
}

fn opposite(operator: Comparison) -> Comparison {
    match operator {
        Comparison::Equal => Comparison::NotEqual,
        Comparison::NotEqual => Comparison::Equal,
        Comparison::Less => Comparison::GreaterOrEqual,
        Comparison::LessOrEqual => Comparison::Greater,
        Comparison::Greater => Comparison::LessOrEqual,
        Comparison::GreaterOrEqual => Comparison::Less,
    }
}
