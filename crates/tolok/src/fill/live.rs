//! KPIs as formulas of the spreadsheet over the worksheet's own input cells.
//!
//! A formula is only written where it gives what was computed: over cells that hold the very inputs, and with functions that a spreadsheet
//! computes alike. A blank input makes it blank: Excel would take it for zero.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use tolok_model::{EntityId, EntityKind, Formula, Term};
use tolok_plan::{Kind, Lazy};
use tolok_template::labels::{Held, LabelledCell};
use tolok_value::{Arithmetic, Comparison, ErrorKind, Logic, Value};
use tolok_xlsx::Address;

use super::LiveBlank;
use super::labelled::Worth;
use crate::Definitions;
use crate::labelled::{About, LabelledCells, Level};

/// The input cells of a worksheet, by what they are about.
pub(super) struct Live<'a> {
    definitions: &'a Definitions,
    inputs: BTreeMap<(EntityId, Level, About), Input<'a>>,
    blank: LiveBlank,
}

/// A cell of an input.
#[derive(Clone, Copy)]
struct Input<'a> {
    cell: &'a LabelledCell,
    /// False where the cell does not hold the number that the KPIs were computed from.
    holds: bool,
    is_blank: bool,
}

/// A formula of the spreadsheet, or a part of one.
struct Part {
    text: String,
    strength: Strength,
    /// The cells that must not be blank for it to have a value.
    needs: BTreeSet<String>,
}

/// How strongly an operator binds in a spreadsheet, the weakest first ([MS-XLSX] 2.2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    Compare,
    Join,
    Add,
    Multiply,
    Power,
    Sign,
    Percent,
    Whole,
}

/// Why something cannot be a formula of the spreadsheet, as what it does.
type Reason = String;

/// How deep metrics of metrics are written out.
const DEEPEST: usize = 32;

impl<'a> Live<'a> {
    /// The input cells of a worksheet; `filled` are those that get their number now.
    pub(super) fn new(
        definitions: &'a Definitions,
        cells: &'a LabelledCells,
        worth: &[Option<Worth>],
        filled: &BTreeSet<(usize, Address)>,
        blank: LiveBlank,
    ) -> Self {
        let mut inputs = BTreeMap::new();
        for ((cell, grain), worth) in cells.with_grains().zip(worth).filter(|((cell, _), _)| cell.measure.is_input) {
            let Some(id) = definitions.model.find(&cell.measure.key) else { continue };
            let level = Level::of(cell, grain);
            let about = About::of(cell, &level);
            let is_filled = filled.contains(&(cell.sheet, cell.address));
            let holds = is_filled || holds(cell, worth.as_ref());
            let is_blank = !is_filled && cell.held == Held::Nothing;
            inputs.entry((id, level, about)).or_insert(Input { cell, holds, is_blank });
        }
        Self { definitions, inputs, blank }
    }

    /// The formula of a KPI in a cell of the worksheet, which is worth a value.
    pub(super) fn formula(&self, id: EntityId, cell: &LabelledCell, level: &Level, value: &Value) -> Result<String, Reason> {
        let formula = self.definitions.formula_of(id).ok_or_else(|| "is no formula".to_owned())?;
        if matches!(value, Value::Error(error) if error.kind() == ErrorKind::Number) {
            return Err("is out of the range of numbers, which is another one in a spreadsheet".to_owned());
        }
        let (has_blank, has_logic) = (Cell::new(false), Cell::new(false));
        let place = Place { live: self, cell, level, about: About::of(cell, level), has_blank, has_logic };
        let text = place.whole(formula, 0)?;
        if place.has_blank.get() {
            // With a blank about, `and` and `or` may be decided without it, and an error beside it goes before it.
            if value.is_error() {
                return Err("is an error, and one of its inputs is blank".to_owned());
            }
            if place.has_logic.get() {
                return Err("decides something, and one of its inputs is blank".to_owned());
            }
        }
        Ok(text)
    }
}

/// A cell for which a formula is written.
struct Place<'a, 'l> {
    live: &'l Live<'a>,
    cell: &'l LabelledCell,
    level: &'l Level,
    about: About,
    /// True once an input that is blank was asked for.
    has_blank: Cell<bool>,
    /// True once `and` or `or` was met.
    has_logic: Cell<bool>,
}

impl Place<'_, '_> {
    /// A formula that may come out blank, which nothing around it would understand.
    fn whole(&self, formula: &Formula, depth: usize) -> Result<String, Reason> {
        let blank = self.live.blank.text();
        let text = match &formula.kind {
            Kind::Leaf(Term::Metric(id)) if depth < DEEPEST => self.whole(self.metric(*id)?, depth + 1)?,
            Kind::Lazy { form: Lazy::If, arguments } => match arguments.as_slice() {
                [condition, then, otherwise] => {
                    let condition = self.part(condition, depth)?;
                    let chosen = format!("IF({},{},{})", condition.text, self.whole(then, depth)?, self.whole(otherwise, depth)?);
                    guarded(&condition.needs, &chosen, blank)
                }
                _ => return Err("has an `if` without an alternative".to_owned()),
            },
            Kind::Lazy { form: Lazy::IfError, arguments } => match arguments.as_slice() {
                [value, otherwise] => {
                    let value = self.part(value, depth)?;
                    guarded(&value.needs, &format!("IFERROR({},{})", value.text, self.whole(otherwise, depth)?), blank)
                }
                _ => return Err("has an `iferror` of another form".to_owned()),
            },
            Kind::Lazy { form: Lazy::Coalesce | Lazy::IfBlank, arguments } => {
                let (last, before) = arguments.split_last().ok_or_else(|| "has nothing to choose from".to_owned())?;
                let mut text = self.whole(last, depth)?;
                for value in before.iter().rev() {
                    let value = self.part(value, depth)?;
                    text = guarded(&value.needs, &value.text, &text);
                }
                text
            }
            Kind::Lazy { form: Lazy::Divide, arguments } => match arguments.as_slice() {
                [dividend, divisor, otherwise] => {
                    let (dividend, divisor) = (self.part(dividend, depth)?, self.part(divisor, depth)?);
                    let needs = dividend.needs.iter().chain(&divisor.needs).cloned().collect();
                    let (dividend, divisor) = (dividend.within(Strength::Multiply), divisor.within(Strength::Power));
                    guarded(&needs, &format!("IF({divisor}=0,{},{dividend}/{divisor})", self.whole(otherwise, depth)?), blank)
                }
                _ => return Err("has a `div` of another form".to_owned()),
            },
            Kind::Call { function, arguments } if skips_blanks(function.name()).is_some() => {
                let name = skips_blanks(function.name()).unwrap_or_default();
                let parts: Vec<Part> = arguments.iter().map(|argument| self.part(argument, depth)).collect::<Result<_, _>>()?;
                if parts.iter().any(|part| !part.is_plain()) {
                    return Err(format!("uses `{}` of more than inputs", function.name()));
                }
                let list = parts.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join(",");
                format!("IF(COUNT({list})=0,{blank},{name}({list}))")
            }
            _ => {
                let part = self.part(formula, depth)?;
                guarded(&part.needs, &part.text, blank)
            }
        };
        Ok(text)
    }

    /// A formula of whose blanks whoever uses it takes care.
    fn part(&self, formula: &Formula, depth: usize) -> Result<Part, Reason> {
        match &formula.kind {
            Kind::Value(value) => constant(value),
            Kind::Leaf(Term::Metric(id)) if depth < DEEPEST => self.part(self.metric(*id)?, depth + 1),
            Kind::Leaf(Term::Measure(measure)) => {
                let model = &self.live.definitions.model;
                let input = model.inputs().find(|(id, _)| model.measure_of(*id) == Some(*measure));
                let (id, _) = input.ok_or_else(|| "aggregates rows".to_owned())?;
                self.input(id)
            }
            Kind::Leaf(Term::Param(id)) => match tolok_eval::constant_of(&self.live.definitions.model, *id) {
                Some(value) => self.input(*id).or_else(|_| constant(&value)),
                None => self.input(*id),
            },
            Kind::Leaf(Term::Time { .. }) => Err("compares periods".to_owned()),
            Kind::Leaf(Term::Where { .. }) => Err("depends on a condition".to_owned()),
            Kind::Leaf(Term::Member { .. } | Term::MemberOf(_)) => Err("looks at other members".to_owned()),
            Kind::Leaf(_) => Err("asks for more than numbers of the worksheet".to_owned()),
            Kind::Negate(inner) => {
                let inner = self.part(inner, depth)?;
                Ok(Part { text: format!("-{}", inner.within(Strength::Sign)), strength: Strength::Sign, needs: inner.needs })
            }
            Kind::Percent(inner) => {
                let inner = self.part(inner, depth)?;
                Ok(Part { text: format!("{}%", inner.within(Strength::Percent)), strength: Strength::Percent, needs: inner.needs })
            }
            Kind::Not(inner) => Ok(self.part(inner, depth)?.called("NOT")),
            Kind::Chain { first, rest } => self.chain(first, rest, depth),
            Kind::Compare { operator, left, right } => {
                let (left, right) = (self.part(left, depth)?, self.part(right, depth)?);
                let text = format!("{}{}{}", left.within(Strength::Join), comparison(*operator), right.within(Strength::Join));
                Ok(Part { text, strength: Strength::Compare, needs: together([left, right]) })
            }
            Kind::Logic { operator, operands } => {
                self.has_logic.set(true);
                // The first operand that decides does: Excel's own AND and OR look at all of them.
                let parts: Vec<Part> = operands.iter().map(|operand| self.part(operand, depth)).collect::<Result<_, _>>()?;
                let (last, before) = parts.split_last().ok_or_else(|| "has nothing to decide".to_owned())?;
                let text = before.iter().rev().fold(last.text.clone(), |text, part| match operator {
                    Logic::And => format!("IF({},{text},FALSE)", part.text),
                    Logic::Or => format!("IF({},TRUE,{text})", part.text),
                });
                if before.is_empty() {
                    self.part(operands.first().ok_or_else(String::new)?, depth)
                } else {
                    Ok(Part { text, strength: Strength::Whole, needs: together(parts) })
                }
            }
            Kind::Call { function, arguments } => {
                let name = called(function.name()).ok_or_else(|| format!("uses `{}`", function.name()))?;
                let parts: Vec<Part> = arguments.iter().map(|argument| self.part(argument, depth)).collect::<Result<_, _>>()?;
                let text = format!("{name}({})", parts.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join(","));
                Ok(Part { text, strength: Strength::Whole, needs: together(parts) })
            }
            Kind::Lazy { form: Lazy::Coalesce | Lazy::IfBlank, arguments } => match arguments.as_slice() {
                // What stands for a blank has a value itself, so that all of it has one.
                [value, otherwise] => {
                    let (value, otherwise) = (self.part(value, depth)?, self.part(otherwise, depth)?);
                    if !otherwise.needs.is_empty() {
                        return Err("chooses between what may be blank".to_owned());
                    }
                    let text = guarded(&value.needs, &value.text, &otherwise.text);
                    Ok(Part { text, strength: Strength::Whole, needs: BTreeSet::new() })
                }
                _ => Err("chooses between several values".to_owned()),
            },
            Kind::Power { .. } => Err("raises to a power".to_owned()),
            Kind::IsBlank { .. } | Kind::Membership { .. } | Kind::Lazy { .. } => Err("decides within a calculation".to_owned()),
        }
    }

    fn chain(&self, first: &Formula, rest: &[(Arithmetic, Formula)], depth: usize) -> Result<Part, Reason> {
        let strength = match rest.first() {
            Some((Arithmetic::Concat, _)) => return Err("joins texts".to_owned()),
            Some((Arithmetic::Add | Arithmetic::Subtract, _)) => Strength::Add,
            _ => Strength::Multiply,
        };
        let first = self.part(first, depth)?;
        let mut text = first.within(strength);
        let mut needs = first.needs;
        for (operator, operand) in rest {
            let operand = self.part(operand, depth)?;
            // What follows a minus or a slash is bracketed if it is of the same kind.
            let tighter = if strength == Strength::Add { Strength::Multiply } else { Strength::Power };
            text.push_str(operator.text());
            text.push_str(&operand.within(tighter));
            needs.extend(operand.needs);
        }
        Ok(Part { text, strength, needs })
    }

    fn metric(&self, id: EntityId) -> Result<&Formula, Reason> {
        self.live.definitions.formula_of(id).ok_or_else(|| "is made of what is no formula".to_owned())
    }

    /// The cell of an input that is about the same.
    fn input(&self, id: EntityId) -> Result<Part, Reason> {
        let model = &self.live.definitions.model;
        let name = model.entity(id).map_or_else(String::new, |entity| entity.name.to_string());
        let key = (id, self.level.clone(), self.about.clone());
        let input = self.live.inputs.get(&key).ok_or_else(|| format!("needs `{name}`, which has no cell about the same"))?;
        if !input.holds {
            return Err(format!("needs `{name}`, whose cell {} holds something else than it was computed from", input.cell.address));
        }
        self.has_blank.set(self.has_blank.get() || input.is_blank);
        let address = match input.cell.sheet == self.cell.sheet {
            true => input.cell.address.to_string(),
            false => format!("'{}'!{}", input.cell.sheet_name.replace('\'', "''"), input.cell.address),
        };
        let fill = match model.entity(id).map(|entity| &entity.kind) {
            Some(EntityKind::Input(input)) => input.fill.as_ref(),
            _ => None,
        };
        Ok(match fill {
            Some(fill) => {
                let fill = self.part(fill, 0)?;
                Part { text: format!("IF({address}=\"\",{},{address})", fill.text), strength: Strength::Whole, needs: fill.needs }
            }
            None => Part { text: address.clone(), strength: Strength::Whole, needs: BTreeSet::from([address]) },
        })
    }
}

impl Part {
    /// The text as it stands beside an operator of such strength.
    fn within(&self, strength: Strength) -> String {
        if self.strength < strength { format!("({})", self.text) } else { self.text.clone() }
    }

    /// True for a cell or a constant.
    fn is_plain(&self) -> bool {
        self.strength == Strength::Whole && !self.text.contains('(')
    }

    fn called(self, name: &str) -> Self {
        Self { text: format!("{name}({})", self.text), strength: Strength::Whole, needs: self.needs }
    }
}

impl LiveBlank {
    fn text(self) -> &'static str {
        match self {
            LiveBlank::Empty => "\"\"",
            LiveBlank::NotAvailable => "NA()",
        }
    }
}

/// True if a cell holds the number that was computed with, as a double of fifteen digits.
fn holds(cell: &LabelledCell, worth: Option<&Worth>) -> bool {
    let value = worth.map(|worth| &worth.outcome.value);
    match (&cell.held, value) {
        (Held::Number(held) | Held::Percent(held), Some(Value::Number(number))) => {
            let computed = number.to_f64();
            (held - computed).abs() <= computed.abs() * 1e-14
        }
        (Held::Nothing, Some(Value::Blank(_)) | None) => !cell.has_formula,
        // What `fill` stands for is not in the cell.
        (Held::Nothing, Some(Value::Number(_))) => !cell.has_formula,
        _ => false,
    }
}

/// A formula that is blank where one of these cells is.
fn guarded(needs: &BTreeSet<String>, text: &str, blank: &str) -> String {
    let tests: Vec<String> = needs.iter().map(|cell| format!("{cell}=\"\"")).collect();
    match tests.as_slice() {
        [] => text.to_owned(),
        [test] => format!("IF({test},{blank},{text})"),
        _ => format!("IF(OR({}),{blank},{text})", tests.join(",")),
    }
}

fn together(parts: impl IntoIterator<Item = Part>) -> BTreeSet<String> {
    parts.into_iter().flat_map(|part| part.needs).collect()
}

fn constant(value: &Value) -> Result<Part, Reason> {
    const DIGITS: usize = 15;
    let text = match value {
        Value::Number(number) => {
            let text = number.to_string();
            let digits = text.chars().filter(char::is_ascii_digit).collect::<String>();
            if digits.trim_start_matches('0').len() > DIGITS {
                return Err("has a number of more than fifteen digits".to_owned());
            }
            let strength = if text.starts_with('-') { Strength::Sign } else { Strength::Whole };
            return Ok(Part { text, strength, needs: BTreeSet::new() });
        }
        Value::Bool(truth) => if *truth { "TRUE" } else { "FALSE" }.to_owned(),
        Value::Text(text) if text.len() <= 255 => format!("\"{}\"", text.replace('"', "\"\"")),
        _ => return Err("has a constant that a spreadsheet has not".to_owned()),
    };
    Ok(Part { text, strength: Strength::Whole, needs: BTreeSet::new() })
}

fn comparison(operator: Comparison) -> &'static str {
    match operator {
        Comparison::Equal => "=",
        Comparison::NotEqual => "<>",
        Comparison::Less => "<",
        Comparison::LessOrEqual => "<=",
        Comparison::Greater => ">",
        Comparison::GreaterOrEqual => ">=",
    }
}

/// What a function is called that a spreadsheet computes alike for numbers that are there.
fn called(name: &str) -> Option<&'static str> {
    Some(match name {
        "abs" => "ABS",
        "round" => "ROUND",
        "roundup" => "ROUNDUP",
        "rounddown" => "ROUNDDOWN",
        "int" => "INT",
        _ => return None,
    })
}

/// What a function of several arguments is called that takes no notice of blank ones, as in a spreadsheet.
fn skips_blanks(name: &str) -> Option<&'static str> {
    Some(match name {
        "min" => "MIN",
        "max" => "MAX",
        "sum" => "SUM",
        "average" | "mean" => "AVERAGE",
        _ => return None,
    })
}
