//! The input cells that a formula at a place of the worksheet is over.

use std::sync::Arc;

use tolok_model::{ConditionId, Entity, EntityId, EntityKind, Rollup, Type};
use tolok_plan::{Column, Kind, RowExpression};
use tolok_value::{Comparison, Logic, Span, Value, same};
use tolok_xlsx::Address;

use super::layout::{Across, At, Layout, Which};
use super::roll_up::Series;
use crate::Definitions;
use crate::live::{Elsewhere, InputCells, Part, Reason};

/// What the input cells are known by.
#[derive(Clone, Copy)]
pub(super) struct Grid<'a> {
    pub(super) definitions: &'a Definitions,
    pub(super) layout: &'a Layout,
    /// The inputs in their order on the worksheet.
    pub(super) inputs: &'a [EntityId],
    pub(super) dimension: Option<EntityId>,
    pub(super) members: &'a [Arc<str>],
}

/// A place of the worksheet, from which a formula looks at input cells.
#[derive(Clone)]
pub(super) struct Spot<'a> {
    grid: Grid<'a>,
    at: At,
    /// The name of the sheet, for formulas on another one.
    sheet: String,
    /// The members that a condition leaves.
    only: Option<Vec<bool>>,
}

impl<'a> Spot<'a> {
    pub(super) fn new(grid: Grid<'a>, at: At) -> Self {
        Self { grid, at, sheet: String::new(), only: None }
    }

    /// The same place, as another sheet sees it.
    pub(super) fn seen_from_elsewhere(self, sheet: &str) -> Self {
        Self { sheet: prefix(sheet), ..self }
    }

    /// What an input adds up to here, over cells of single members and periods.
    pub(super) fn rolled(&self, id: EntityId) -> Result<Part, Reason> {
        // What weighs a rate is that of the same row, never one that was reported before.
        let weights = self.weight(id).map(|weight| self.series(weight, false)).transpose()?;
        let series = self.series(id, self.is_carried(id))?;
        if series.members.iter().all(Vec::is_empty) {
            return Ok(Part::nothing());
        }
        series.rolled(self.rollup(id), weights.as_ref())
    }

    /// The ranges of the cells that an input adds up here.
    pub(super) fn ranges(&self, id: EntityId) -> Option<Vec<String>> {
        self.series(id, false).ok().map(|series| series.areas()).filter(|areas| !areas.is_empty())
    }

    /// What a cell of an input holds.
    fn held(&self, id: EntityId, cell: Address) -> Part {
        let cell = format!("{}{cell}", self.sheet);
        match self.grid.definitions.model.entity(id).map(Entity::ty) {
            Some(Type::Number(_)) => Part::number(cell),
            _ => Part::cell(cell),
        }
    }

    fn rollup(&self, id: EntityId) -> Option<&'a Rollup> {
        match &self.grid.definitions.model.entity(id)?.kind {
            EntityKind::Input(input) => input.rollup.as_ref(),
            _ => None,
        }
    }

    fn weight(&self, id: EntityId) -> Option<EntityId> {
        match self.rollup(id)? {
            Rollup::Rate { weight: Column::Input(key) } => self.grid.definitions.model.find(key),
            _ => None,
        }
    }

    fn place_of(&self, id: EntityId) -> Result<usize, Reason> {
        let name = || self.grid.definitions.model.entity(id).map_or_else(String::new, |entity| entity.name.to_string());
        self.grid.inputs.iter().position(|known| *known == id).ok_or_else(|| format!("needs `{}`, which has no cell", name()))
    }

    fn is_allowed(&self, column: usize) -> bool {
        self.only.as_ref().is_none_or(|only| only.get(column).copied().unwrap_or(false))
    }

    /// True for a stock, which stays what it was until it is reported again.
    fn is_carried(&self, id: EntityId) -> bool {
        matches!(self.rollup(id), Some(Rollup::Stock { within_period: false, .. }))
    }

    /// The cells that this place is about; those of the periods before it as well, where what was reported then still holds.
    fn series(&self, id: EntityId, carries: bool) -> Result<Series, Reason> {
        let measure = self.place_of(id)?;
        let layout = self.grid.layout;
        let columns: Vec<usize> = match self.at.column {
            Which::One(column) => vec![column],
            Which::All => (0..layout.columns).collect(),
        };
        let blocks: Vec<usize> = match self.at.block {
            Which::One(block) => vec![block],
            Which::All => (0..layout.blocks.len()).collect(),
        };
        let columns: Vec<usize> = columns.into_iter().filter(|column| self.is_allowed(*column)).collect();
        let from_start = |places: Vec<usize>| match (places.as_slice(), carries) {
            ([only], true) => (0..=*only).collect(),
            _ => places,
        };
        let cell = |block: usize, column: usize| layout.cell(measure, block, Which::One(column));
        let members: Vec<Vec<Address>> = match layout.across {
            Across::Periods => vec![from_start(columns).into_iter().filter_map(|column| cell(0, column)).collect()],
            _ => {
                let blocks = if layout.blocks.iter().any(Option::is_some) { from_start(blocks) } else { blocks };
                columns.iter().map(|column| blocks.iter().filter_map(|block| cell(*block, *column)).collect()).collect()
            }
        };
        let is_single = match layout.across {
            Across::Periods => matches!(self.at.column, Which::One(_)),
            _ => matches!(self.at.block, Which::One(_)),
        };
        Ok(Series { members, is_carried: carries && is_single, sheet: self.sheet.clone() })
    }

    /// The members for which a condition holds.
    fn where_holds(&self, condition: ConditionId) -> Option<Vec<bool>> {
        let grid = &self.grid;
        let key = &grid.definitions.model.entity(grid.dimension?)?.key;
        let condition = grid.definitions.model.condition(condition)?;
        if grid.layout.across != Across::Members {
            return None;
        }
        grid.members.iter().enumerate().map(|(place, member)| Some(holds(condition, key, member)? && self.is_allowed(place))).collect()
    }

    /// The place so many periods before; nothing where that is before the first.
    fn before(&self, span: Option<Span>) -> Result<Option<At>, Reason> {
        let reason = || Elsewhere::Before(span).reason().to_owned();
        let layout = self.grid.layout;
        let (places, periods_are_columns) = match layout.across {
            Across::Periods => (self.at.column, true),
            _ if layout.blocks.iter().any(Option::is_some) => (self.at.block, false),
            _ => return Err(reason()),
        };
        let Which::One(place) = places else { return Err(reason()) };
        let back = match span {
            None => Some(1),
            Some(span) => {
                let grain = self.grid.grain().ok_or_else(reason)?;
                usize::try_from(span.periods(grain).ok_or_else(reason)?).ok()
            }
        };
        let Some(place) = back.and_then(|back| place.checked_sub(back)) else { return Ok(None) };
        let at = self.at;
        Ok(Some(if periods_are_columns { At { column: Which::One(place), ..at } } else { At { block: Which::One(place), ..at } }))
    }
}

impl Grid<'_> {
    /// The length of a period.
    fn grain(&self) -> Option<tolok_value::Grain> {
        let of_block = self.layout.blocks.iter().flatten().next().map(|period| period.grain());
        of_block.or_else(|| self.definitions.model.time().map(|(_, grain)| grain))
    }
}

impl InputCells for Spot<'_> {
    fn input(&self, id: EntityId) -> Result<Part, Reason> {
        let measure = self.place_of(id)?;
        let named = |cell: Address| format!("{}{cell}", self.sheet);
        let layout = self.grid.layout;
        match (self.at.block, self.at.column) {
            (_, Which::One(column)) if !self.is_allowed(column) => Ok(Part::nothing()),
            // The total is on the worksheet itself.
            (Which::One(block), Which::All) if self.only.is_none() && layout.has_total() => {
                layout.cell(measure, block, Which::All).map(|cell| self.held(id, cell)).ok_or_else(|| "has no cell".to_owned())
            }
            _ => {
                let series = self.series(id, self.is_carried(id))?;
                match series.members.as_slice() {
                    [cells] if cells.len() == 1 => {
                        let rate = cells.first().copied().map(|cell| self.held(id, cell)).ok_or_else(|| "has no cell".to_owned())?;
                        let Some(weight) = self.weight(id) else { return Ok(rate) };
                        // A rate without its weight is none.
                        let weight = self.series(weight, false)?.members.first().and_then(|cells| cells.first().copied());
                        let weight = weight.map(|cell| Part::number(named(cell)).dividing().needs).unwrap_or_default();
                        Ok(Part { needs: rate.needs.clone().and(weight), ..rate })
                    }
                    _ => self.rolled(id),
                }
            }
        }
    }

    fn elsewhere(&self, elsewhere: Elsewhere<'_>) -> Result<Box<dyn InputCells + '_>, Reason> {
        let reason = || elsewhere.reason().to_owned();
        Ok(match elsewhere {
            Elsewhere::AllMembers(dimensions) => {
                let key = self.grid.dimension.and_then(|id| self.grid.definitions.model.entity(id)).map(|entity| &entity.key);
                let is_asked = dimensions.is_empty() || key.is_some_and(|key| dimensions.contains(key));
                let all = is_asked && self.grid.layout.across == Across::Members;
                let column = if all { Which::All } else { self.at.column };
                Box::new(Spot { at: At { column, ..self.at }, ..self.clone() })
            }
            Elsewhere::Before(span) => match self.before(span)? {
                Some(at) => Box::new(Spot { at, ..self.clone() }),
                None => Box::new(Nowhere),
            },
            Elsewhere::Where(condition) => {
                let only = self.where_holds(condition).ok_or_else(reason)?;
                Box::new(Spot { only: Some(only), ..self.clone() })
            }
        })
    }
}

/// Before the first period, where nothing is known.
struct Nowhere;

impl InputCells for Nowhere {
    fn input(&self, _: EntityId) -> Result<Part, Reason> {
        Ok(Part::nothing())
    }

    fn elsewhere(&self, _: Elsewhere<'_>) -> Result<Box<dyn InputCells + '_>, Reason> {
        Ok(Box::new(Nowhere))
    }
}

/// What stands before an address on another sheet.
pub(super) fn prefix(sheet: &str) -> String {
    format!("'{}'!", sheet.replace('\'', "''"))
}

/// Whether a condition holds for a member, if it asks for nothing else.
fn holds(condition: &RowExpression, key: &Arc<str>, member: &str) -> Option<bool> {
    let is_dimension = |side: &RowExpression| matches!(&side.kind, Kind::Leaf(Column::Dimension(asked)) if asked == key);
    let named = |side: &RowExpression| match &side.kind {
        Kind::Value(Value::Text(text)) => Some(same(text.trim(), member.trim())),
        _ => None,
    };
    match &condition.kind {
        Kind::Not(inner) => holds(inner, key, member).map(|holds| !holds),
        Kind::Logic { operator, operands } => {
            let all: Option<Vec<bool>> = operands.iter().map(|operand| holds(operand, key, member)).collect();
            all.map(|all| if *operator == Logic::And { all.iter().all(|holds| *holds) } else { all.iter().any(|holds| *holds) })
        }
        Kind::Compare { operator, left, right } if is_dimension(left) => match operator {
            Comparison::Equal => named(right),
            Comparison::NotEqual => named(right).map(|is_same| !is_same),
            _ => None,
        },
        Kind::Membership { subject, members, negated } if is_dimension(subject) => {
            let all: Option<Vec<bool>> = members.iter().map(named).collect();
            all.map(|all| all.iter().any(|is_same| *is_same) != *negated)
        }
        _ => None,
    }
}
