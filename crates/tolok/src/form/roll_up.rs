//! How cells become one number, as formulas of a spreadsheet: what a total of an input means.

use tolok_model::Rollup;
use tolok_xlsx::Address;

use crate::live::{Needs, Part, Reason, Strength};

/// The cells of an input by member, each member's in the order of the periods.
#[derive(Debug, Clone)]
pub(super) struct Series {
    pub(super) members: Vec<Vec<Address>>,
    /// True if they go up to one period, in which what was reported before it still holds.
    pub(super) is_carried: bool,
    /// What stands before an address on another sheet.
    pub(super) sheet: String,
}

/// A formula has at most 8192 characters.
const LONGEST: usize = 8000;

impl Series {
    /// The formula of a total. `weights` are the cells of what weighs a rate, in the same places.
    pub(super) fn rolled(&self, rollup: Option<&Rollup>, weights: Option<&Series>) -> Result<Part, Reason> {
        let areas = self.areas();
        let list = areas.join(",");
        let none = || format!("COUNT({list})=0");
        let part = match rollup {
            None => return Err("has an input that says not how it adds up".to_owned()),
            Some(Rollup::Flow { .. }) => Part::unless(format!("SUM({list})"), [none()]),
            Some(Rollup::Single) => Part::unless(format!("SUM({list})"), [format!("COUNT({list})<>1")]),
            Some(Rollup::Constant) => Part::unless(format!("MIN({list})"), [none(), format!("MIN({list})<>MAX({list})")]),
            Some(Rollup::Stock { first, .. }) => self.reported(*first && !self.is_carried),
            Some(Rollup::Rate { .. }) => {
                let weights = weights.ok_or_else(|| "has a rate whose weight has no cells".to_owned())?.areas();
                weighted(&areas, &weights)
            }
        };
        if part.text.len() > LONGEST { Err("would be too long a formula".to_owned()) } else { Ok(part) }
    }

    /// The last report of each member, or the first, summed over members.
    fn reported(&self, first: bool) -> Part {
        let list = self.areas().join(",");
        let of_member = |cells: &Vec<Address>| {
            // The innermost is the report that counts only where no other is there.
            let ordered: Vec<String> = if first { self.named(cells.iter().rev()) } else { self.named(cells.iter()) };
            ordered.iter().fold(String::new(), |text, cell| match text.as_str() {
                "" => format!("N({cell})"),
                _ => format!("IF(COUNT({cell})=0,{text},{cell})"),
            })
        };
        let single = self.members.iter().all(|cells| cells.len() < 2);
        let text = match self.members.as_slice() {
            _ if single => format!("SUM({list})"),
            members => format!("SUM({})", members.iter().map(of_member).collect::<Vec<_>>().join(",")),
        };
        Part::unless(text, [format!("COUNT({list})=0")])
    }

    fn named<'a>(&self, cells: impl Iterator<Item = &'a Address>) -> Vec<String> {
        cells.map(|cell| format!("{}{cell}", self.sheet)).collect()
    }

    /// The cells as areas of the sheet, neighbours in one.
    pub(super) fn areas(&self) -> Vec<String> {
        let mut cells: Vec<Address> = self.members.iter().flatten().copied().collect();
        cells.sort_by_key(|cell| (cell.row(), cell.column()));
        let in_rows = joined(&cells, |last, next| last.row() == next.row() && last.column() + 1 == next.column());
        cells.sort_by_key(|cell| (cell.column(), cell.row()));
        let in_columns = joined(&cells, |last, next| last.column() == next.column() && last.row() + 1 == next.row());
        let areas = if in_columns.len() < in_rows.len() { in_columns } else { in_rows };
        let named = |(first, last): (Address, Address)| match first == last {
            true => format!("{}{first}", self.sheet),
            false => format!("{}{first}:{last}", self.sheet),
        };
        areas.into_iter().map(named).collect()
    }
}

fn joined(cells: &[Address], is_next: impl Fn(Address, Address) -> bool) -> Vec<(Address, Address)> {
    let mut areas: Vec<(Address, Address)> = Vec::new();
    for cell in cells {
        match areas.last_mut() {
            Some((_, last)) if is_next(*last, *cell) => *last = *cell,
            _ => areas.push((*cell, *cell)),
        }
    }
    areas
}

/// Σ(rate · weight) / Σ weight, over the cells that have both.
fn weighted(rates: &[String], weights: &[String]) -> Part {
    let pairs = || rates.iter().zip(weights);
    let products: Vec<String> = pairs().map(|(rates, weights)| format!("SUMPRODUCT({rates},{weights})")).collect();
    let sums: Vec<String> = pairs().map(|(rates, weights)| format!("SUMPRODUCT(ISNUMBER({rates})*1,{weights})")).collect();
    let sum = |parts: Vec<String>| {
        let strength = if parts.len() > 1 { Strength::Add } else { Strength::Whole };
        Part { text: parts.join("+"), strength, needs: Needs::default() }
    };
    let (product, weight) = (sum(products), sum(sums));
    let text = format!("{}/{}", product.within(Strength::Multiply), weight.within(Strength::Power));
    let there = Part::unless(String::new(), [format!("COUNT({})=0", rates.join(","))]).needs;
    Part { text, strength: Strength::Multiply, needs: there.and(weight.dividing().needs) }
}
