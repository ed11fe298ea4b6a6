//! All rows of a list, or those of a member, as a formula beside the list looks at them: what is aggregated becomes `SUM`, `SUMPRODUCT` and the
//! like over whole columns.

use std::cell::Cell;
use std::sync::Arc;

use tolok_model::EntityId;
use tolok_plan::{Aggregation, Measure, MeasureId, Window};

use super::expression::{Values, pairs, product};
use super::table::{Sort, Table};
use crate::live::{Elsewhere, InputCells, Part, ROWS, Reason, Strength};

/// All rows of a list, or some.
pub(super) struct Area<'a> {
    pub(super) table: Table<'a>,
    /// The key of a dimension, and the factor that is 1 for the rows of the member that this is about.
    pub(super) member: Option<(Arc<str>, String)>,
    /// The factors of the conditions that rows have to meet.
    pub(super) only: Vec<String>,
    /// True once a formula looks at all pairs of rows, or chooses between rows or values: it has to be entered as one over ranges.
    pub(super) looks_at_pairs: &'a Cell<bool>,
}

/// A formula has at most 8192 characters.
const LONGEST: usize = 8000;

impl<'a> Area<'a> {
    pub(super) fn of(table: Table<'a>, looks_at_pairs: &'a Cell<bool>) -> Self {
        Self { table, member: None, only: Vec::new(), looks_at_pairs }
    }

    /// The rows of which a measure is computed, as factors, and its value in each.
    pub(super) fn kept(&self, measure: &Measure) -> Result<(Vec<String>, Values), Reason> {
        if measure.window != Window::Period {
            return Err("compares periods".to_owned());
        }
        if measure.conversion.is_some() {
            return Err("converts currencies".to_owned());
        }
        let mut factors: Vec<String> = self.member.iter().map(|(_, factor)| factor.clone()).chain(self.only.iter().cloned()).collect();
        for filter in &measure.filters {
            factors.extend(self.truth(filter, true)?);
        }
        let values = self.values(&measure.expression)?;
        factors.extend(values.there.iter().cloned());
        // What is the same in all rows is there only where there are rows.
        if !factors.iter().any(|factor| factor.contains(':')) {
            factors.push(self.table.used()?);
        }
        Ok((factors, values))
    }

    fn rolled(&self, measure: &Measure) -> Result<Part, Reason> {
        let (factors, values) = self.kept(measure)?;
        let rows = product(&factors).unwrap_or_else(|| "1".to_owned());
        let counted = format!("SUMPRODUCT({rows}*1)");
        let of_numbers = || if values.sort == Sort::Number { Ok(()) } else { Err("combines texts".to_owned()) };
        // A column by itself is what spreadsheets have functions for.
        let is_range = values.is_column() && factors == values.there;
        let range = is_range.then_some(&values.text);
        let none = || match range {
            Some(range) => format!("COUNT({range})=0"),
            None => format!("{counted}=0"),
        };
        let summed = match range {
            Some(range) => format!("SUM({range})"),
            None => Values::summed(&rows, &[&values]),
        };
        let chosen = |function: &str| match range {
            Some(range) => format!("{function}({range})"),
            None => {
                self.looks_at_pairs.set(true);
                format!("{function}(IF({rows}*1,{}))", values.text)
            }
        };
        let part = match &measure.aggregation {
            Aggregation::Count => Part::unless(range.map_or(counted.clone(), |range| format!("COUNT({range})")), []),
            Aggregation::CountDistinct => {
                self.looks_at_pairs.set(true);
                // Each of the rows with the same value is a share of one; shares of a third do not add up to one by themselves.
                let alike = format!("MMULT({}*1,{rows}*1)", pairs(&values.text));
                Part::unless(format!("ROUND(SUM(IF({rows}*1,1/{alike},0)),0)"), [])
            }
            Aggregation::Sum => {
                of_numbers()?;
                Part::unless(summed, [none()])
            }
            Aggregation::Average => {
                of_numbers()?;
                match range {
                    Some(range) => Part::unless(format!("AVERAGE({range})"), [none()]),
                    None => Part { strength: Strength::Multiply, ..Part::unless(format!("{summed}/{counted}"), [none()]) },
                }
            }
            Aggregation::Median | Aggregation::Min | Aggregation::Max => {
                of_numbers()?;
                let function = match measure.aggregation {
                    Aggregation::Median => "MEDIAN",
                    Aggregation::Min => "MIN",
                    _ => "MAX",
                };
                Part::unless(chosen(function), [none()])
            }
            Aggregation::Single => {
                of_numbers()?;
                Part::unless(summed, [format!("{counted}<>1")])
            }
            Aggregation::Constant => match range.is_none() && values.text.contains('$') && !values.text.contains(':') {
                // What is typed once is the same in all rows.
                true => Part::unless(values.text.clone(), [format!("{}=\"\"", values.text)]),
                false => {
                    of_numbers()?;
                    let (least, most) = (chosen("MIN"), chosen("MAX"));
                    Part::unless(least.clone(), [none(), format!("{least}<>{most}")])
                }
            },
            Aggregation::Weighted { weight } => {
                of_numbers()?;
                let weight = self.values(weight)?;
                let both: Vec<String> = factors.iter().chain(&weight.there).cloned().collect();
                let both = product(&both).unwrap_or_else(|| "1".to_owned());
                let weights = Part::unless(Values::summed(&both, &[&weight]), []);
                let text = format!("{}/{}", Values::summed(&both, &[&values, &weight]), weights.text);
                let needs = Part::unless(String::new(), [none()]).needs.and(weights.dividing().needs);
                Part { text, strength: Strength::Multiply, needs }
            }
            Aggregation::First | Aggregation::Last => return Err("takes the first or the last by date".to_owned()),
            Aggregation::Stock { .. } => return Err("is a count at a time".to_owned()),
            Aggregation::Undecided => return Err("has an input that says not how it adds up".to_owned()),
        };
        if part.text.len() > LONGEST { Err("would be too long a formula".to_owned()) } else { Ok(part) }
    }
}

impl InputCells for Area<'_> {
    fn input(&self, id: EntityId) -> Result<Part, Reason> {
        let measure = self.table.definitions.model.measure_of(id).ok_or_else(|| "needs what has no column".to_owned())?;
        self.aggregated(measure)
    }

    fn aggregated(&self, measure: MeasureId) -> Result<Part, Reason> {
        let measure = self.table.definitions.model.measures().get(measure.0).ok_or_else(|| ROWS.to_owned())?;
        self.rolled(measure)
    }

    fn elsewhere(&self, elsewhere: Elsewhere<'_>) -> Result<Box<dyn InputCells + '_>, Reason> {
        let mut other =
            Area { table: self.table, member: self.member.clone(), only: self.only.clone(), looks_at_pairs: self.looks_at_pairs };
        match elsewhere {
            Elsewhere::AllMembers(dimensions) => {
                other.member = other.member.filter(|(key, _)| !dimensions.is_empty() && !dimensions.contains(key))
            }
            Elsewhere::Where(condition) => {
                let condition = self.table.definitions.model.condition(condition).ok_or_else(|| elsewhere.reason().to_owned())?;
                other.only.extend(self.truth(condition, true)?);
            }
            Elsewhere::Before(_) => return Err(elsewhere.reason().to_owned()),
        }
        Ok(Box::new(other))
    }
}
