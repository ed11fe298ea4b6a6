//! Formulas as a spreadsheet writes them, over cells that hold their inputs.
//!
//! A formula is only written with what a spreadsheet computes alike. A blank input makes it blank: Excel would take it for zero.

mod part;
mod words;

use std::cell::Cell;
use std::sync::Arc;

use tolok_model::{ConditionId, EntityId, EntityKind, Formula, MemberFunction, Term, TimeFunction};
use tolok_plan::{Kind, Lazy, MeasureId};
use tolok_value::{Arithmetic, Logic, Span};

pub(crate) use self::part::{Needs, Part, Strength};
use self::words::{called, skips_blanks};
use crate::Definitions;

/// Why something cannot be a formula of the spreadsheet, as what it does.
pub(crate) type Reason = String;

/// The reason of what needs rows where there are none.
pub(crate) const ROWS: &str = "aggregates rows";

/// How deep metrics of metrics are written out.
const DEEPEST: usize = 32;

/// Where the inputs of a formula stand.
pub(crate) trait InputCells {
    /// The cell of an input, or what is computed from several.
    fn input(&self, id: EntityId) -> Result<Part, Reason>;

    /// What an aggregation over rows comes to, for cells that are rows.
    fn aggregated(&self, _: MeasureId) -> Result<Part, Reason> {
        Err(ROWS.to_owned())
    }

    /// The inputs of the same formula somewhere else.
    fn elsewhere(&self, elsewhere: Elsewhere<'_>) -> Result<Box<dyn InputCells + '_>, Reason> {
        Err(elsewhere.reason().to_owned())
    }
}

/// Where else the inputs of a formula may be looked for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Elsewhere<'a> {
    /// For all members of these dimensions together.
    AllMembers(&'a [Arc<str>]),
    /// Before; one period where no span is said.
    Before(Option<Span>),
    /// Only where a condition holds.
    Where(ConditionId),
}

impl Elsewhere<'_> {
    pub(crate) fn reason(self) -> &'static str {
        match self {
            Elsewhere::AllMembers(_) => "looks at other members",
            Elsewhere::Before(_) => "compares periods",
            Elsewhere::Where(_) => "depends on a condition",
        }
    }
}

/// Writes formulas over cells.
pub(crate) struct Writer<'a> {
    definitions: &'a Definitions,
    cells: &'a dyn InputCells,
    /// What stands for a blank.
    blank: &'a str,
    /// True where a division by zero, or a root of a negative number, is to be blank as well.
    guards_division: bool,
    /// True once `and` or `or` was met.
    has_logic: Cell<bool>,
}

impl<'a> Writer<'a> {
    pub(crate) fn new(definitions: &'a Definitions, cells: &'a dyn InputCells, blank: &'a str) -> Self {
        Self { definitions, cells, blank, guards_division: false, has_logic: Cell::new(false) }
    }

    /// The same, for whom a division by zero and its like are blank.
    pub(crate) fn guarding_division(self) -> Self {
        Self { guards_division: true, ..self }
    }

    pub(crate) fn has_logic(&self) -> bool {
        self.has_logic.get()
    }

    /// A formula that may come out blank, which nothing around it would understand.
    pub(crate) fn whole(&self, formula: &Formula, depth: usize) -> Result<String, Reason> {
        let blank = self.blank;
        let text = match &formula.kind {
            Kind::Leaf(Term::Metric(id)) if depth < DEEPEST => self.whole(self.metric(*id)?, depth + 1)?,
            Kind::Lazy { form: Lazy::If, arguments } => match arguments.as_slice() {
                [condition, then, otherwise] => {
                    let condition = self.part(condition, depth)?;
                    let chosen = format!("IF({},{},{})", condition.text, self.whole(then, depth)?, self.whole(otherwise, depth)?);
                    condition.needs.guard(&chosen, blank)
                }
                _ => {
                    let part = self.part(formula, depth)?;
                    part.needs.guard(&part.text, blank)
                }
            },
            Kind::Lazy { form: Lazy::IfError, arguments } => match arguments.as_slice() {
                [value, otherwise] => {
                    let value = self.part(value, depth)?;
                    let caught = format!("IFERROR({},{})", value.text, self.whole(otherwise, depth)?);
                    value.needs.but_for_errors().guard(&caught, blank)
                }
                _ => return Err("has an `iferror` of another form".to_owned()),
            },
            Kind::Lazy { form: Lazy::Coalesce | Lazy::IfBlank, arguments } => {
                let (last, before) = arguments.split_last().ok_or_else(|| "has nothing to choose from".to_owned())?;
                let mut text = self.whole(last, depth)?;
                for value in before.iter().rev() {
                    let value = self.part(value, depth)?;
                    text = value.needs.guard(&value.text, &text);
                }
                text
            }
            Kind::Lazy { form: Lazy::Divide, arguments } => match arguments.as_slice() {
                [dividend, divisor, otherwise] => {
                    let (dividend, divisor) = (self.part(dividend, depth)?, self.part(divisor, depth)?);
                    let needs = dividend.needs.clone().and(divisor.needs.clone());
                    let (dividend, divisor) = (dividend.within(Strength::Multiply), divisor.within(Strength::Power));
                    needs.guard(&format!("IF({divisor}=0,{},{dividend}/{divisor})", self.whole(otherwise, depth)?), blank)
                }
                _ => return Err("has a `div` of another form".to_owned()),
            },
            Kind::Logic { operator, operands } => self.decided(*operator, operands, formula, depth)?,
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
                part.needs.guard(&part.text, blank)
            }
        };
        Ok(text)
    }

    /// `and` and `or` with three values: the first operand that decides does, whatever is blank before it; else a blank is one.
    fn decided(&self, operator: Logic, operands: &[Formula], formula: &Formula, depth: usize) -> Result<String, Reason> {
        let parts: Vec<Part> = operands.iter().map(|operand| self.part(operand, depth)).collect::<Result<_, _>>()?;
        let (first, rest) = parts.split_first().ok_or_else(|| "has nothing to decide".to_owned())?;
        if rest.iter().all(|part| part.needs == first.needs) {
            // Where one is blank, all are.
            let part = self.part(formula, depth)?;
            return Ok(part.needs.guard(&part.text, self.blank));
        }
        self.has_logic.set(true);
        let (decides, otherwise) = match operator {
            Logic::And => ("FALSE", "TRUE"),
            Logic::Or => ("TRUE", "FALSE"),
        };
        let blanks = Needs::of(parts.clone()).but_for_errors();
        let none = blanks.guard(otherwise, self.blank);
        Ok(parts.iter().rev().fold(none, |rest, part| {
            let says = match operator {
                Logic::And => format!("NOT({})", part.text),
                Logic::Or => part.text.clone(),
            };
            let known = part.needs.clone().but_for_errors();
            let decided = format!("IF({},{decides},{rest})", known.guard(&says, "FALSE"));
            match part.needs.undefined() {
                Some(undefined) => format!("IF({},{},{decided})", known.guard(&undefined, "FALSE"), self.blank),
                None => decided,
            }
        }))
    }

    /// A formula of whose blanks whoever uses it takes care.
    pub(crate) fn part(&self, formula: &Formula, depth: usize) -> Result<Part, Reason> {
        match &formula.kind {
            Kind::Value(value) => Part::constant(value),
            Kind::Leaf(Term::Metric(id)) if depth < DEEPEST => self.part(self.metric(*id)?, depth + 1),
            Kind::Leaf(Term::Measure(measure)) => {
                let model = &self.definitions.model;
                match model.inputs().find(|(id, _)| model.measure_of(*id) == Some(*measure)) {
                    Some((id, _)) => self.input(id),
                    None => self.cells.aggregated(*measure),
                }
            }
            Kind::Leaf(Term::Param(id)) => match tolok_eval::constant_of(&self.definitions.model, *id) {
                Some(value) => self.input(*id).or_else(|_| Part::constant(&value)),
                None => self.input(*id),
            },
            Kind::Leaf(Term::Time { function, subject, span, partial: false }) => self.before(*function, subject, *span, depth),
            Kind::Leaf(Term::Time { .. }) => Err("compares periods".to_owned()),
            Kind::Leaf(Term::Where { subject, condition }) => self.at(Elsewhere::Where(*condition), subject, depth),
            Kind::Leaf(Term::Member { function, subject, dimensions }) => self.of_all(*function, subject, dimensions, depth),
            Kind::Leaf(Term::MemberOf(_)) => Err("looks at other members".to_owned()),
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
                let text = format!("{}{}{}", left.within(Strength::Join), operator.text(), right.within(Strength::Join));
                Ok(Part { text, strength: Strength::Compare, needs: Needs::of([left, right]) })
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
                    Ok(Part { text, strength: Strength::Whole, needs: Needs::of(parts) })
                }
            }
            Kind::Call { function, arguments } => {
                let name = called(function.name()).ok_or_else(|| format!("uses `{}`", function.name()))?;
                let is_guarded = name == "SQRT" && self.guards_division;
                let argument = |argument| self.part(argument, depth).map(|part| if is_guarded { part.under_root() } else { part });
                let parts: Vec<Part> = arguments.iter().map(argument).collect::<Result<_, _>>()?;
                let text = format!("{name}({})", parts.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join(","));
                Ok(Part { text, strength: Strength::Whole, needs: Needs::of(parts) })
            }
            Kind::Lazy { form: Lazy::Coalesce | Lazy::IfBlank, arguments } => match arguments.as_slice() {
                [value, otherwise] => {
                    let (value, otherwise) = (self.part(value, depth)?, self.part(otherwise, depth)?);
                    let needs = value.needs.either(&otherwise.needs).ok_or_else(|| "chooses between quotients".to_owned())?;
                    Ok(Part { text: value.needs.guard(&value.text, &otherwise.text), strength: Strength::Whole, needs })
                }
                _ => Err("chooses between several values".to_owned()),
            },
            Kind::Lazy { form: Lazy::If, arguments } => match arguments.as_slice() {
                [condition, then, otherwise] => {
                    let (then, otherwise) = (self.part(then, depth)?, self.part(otherwise, depth)?);
                    // What is not chosen may be blank, and whoever uses this could not tell.
                    if !(then.needs.is_nothing() && otherwise.needs.is_nothing()) {
                        return Err("decides within a calculation".to_owned());
                    }
                    let condition = self.part(condition, depth)?;
                    let text = format!("IF({},{},{})", condition.text, then.text, otherwise.text);
                    Ok(Part { text, strength: Strength::Whole, needs: condition.needs })
                }
                // Without an alternative it is blank where the condition does not hold.
                [condition, then] => {
                    let (condition, then) = (self.part(condition, depth)?, self.part(then, depth)?);
                    let holds = Part::unless(String::new(), [format!("NOT({})", condition.text)]).needs;
                    Ok(Part { text: then.text, strength: then.strength, needs: condition.needs.and(holds).and(then.needs) })
                }
                _ => Err("has an `if` of another form".to_owned()),
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
            let is_guarded = *operator == Arithmetic::Divide && self.guards_division;
            let operand = if is_guarded { operand.dividing() } else { operand };
            // What follows a minus or a slash is bracketed if it is of the same kind.
            let tighter = if strength == Strength::Add { Strength::Multiply } else { Strength::Power };
            text.push_str(operator.text());
            text.push_str(&operand.within(tighter));
            needs = needs.and(operand.needs);
        }
        Ok(Part { text, strength, needs })
    }

    fn metric(&self, id: EntityId) -> Result<&Formula, Reason> {
        self.definitions.formula_of(id).ok_or_else(|| "is made of what is no formula".to_owned())
    }

    /// The cell of an input, and what stands for it where it is blank.
    fn input(&self, id: EntityId) -> Result<Part, Reason> {
        let part = self.cells.input(id)?;
        let fill = match self.definitions.model.entity(id).map(|entity| &entity.kind) {
            Some(EntityKind::Input(input)) => input.fill.as_ref(),
            _ => None,
        };
        Ok(match fill {
            Some(fill) => {
                let fill = self.part(fill, 0)?;
                Part { text: part.needs.guard(&part.text, &fill.text), strength: Strength::Whole, needs: fill.needs }
            }
            None => part,
        })
    }

    /// A formula over the same inputs somewhere else.
    fn at(&self, elsewhere: Elsewhere<'_>, formula: &Formula, depth: usize) -> Result<Part, Reason> {
        let cells = self.cells.elsewhere(elsewhere)?;
        let writer = Writer { cells: &*cells, has_logic: Cell::new(false), ..*self };
        let part = writer.part(formula, depth)?;
        self.has_logic.set(self.has_logic.get() || writer.has_logic.get());
        Ok(part)
    }

    fn of_all(&self, function: MemberFunction, formula: &Formula, dimensions: &[Arc<str>], depth: usize) -> Result<Part, Reason> {
        let elsewhere = Elsewhere::AllMembers(dimensions);
        match function {
            MemberFunction::Total => self.at(elsewhere, formula, depth),
            MemberFunction::Share => Ok(self.divided(self.part(formula, depth)?, self.at(elsewhere, formula, depth)?)),
            MemberFunction::Rank => Err(elsewhere.reason().to_owned()),
        }
    }

    fn before(&self, function: TimeFunction, formula: &Formula, span: Option<Span>, depth: usize) -> Result<Part, Reason> {
        let elsewhere = Elsewhere::Before(span);
        match function {
            TimeFunction::Prev => self.at(elsewhere, formula, depth),
            TimeFunction::Change | TimeFunction::Growth => {
                let (now, before) = (self.part(formula, depth)?, self.at(elsewhere, formula, depth)?);
                let text = format!("{}-{}", now.within(Strength::Add), before.within(Strength::Multiply));
                let needs = now.needs.and(before.needs.clone());
                let change = Part { text, strength: Strength::Add, needs };
                if function == TimeFunction::Change {
                    return Ok(change);
                }
                // Growth from below zero says nothing.
                let below = format!("{}<0", before.within(Strength::Join));
                let growth = self.divided(change, before);
                let text = format!("IF({below},NA(),{})", growth.text);
                Ok(Part { text, strength: Strength::Whole, needs: growth.needs })
            }
            _ => Err(elsewhere.reason().to_owned()),
        }
    }

    fn divided(&self, dividend: Part, divisor: Part) -> Part {
        let text = format!("{}/{}", dividend.within(Strength::Multiply), divisor.within(Strength::Power));
        let divisor = if self.guards_division { divisor.dividing() } else { divisor };
        Part { text, strength: Strength::Multiply, needs: Needs::of([dividend, divisor]) }
    }
}
