//! Whether two rates differ by more than chance: the test of two proportions with a pooled rate, two-sided.
//!
//! The formula is that of [NIST's handbook](https://www.itl.nist.gov/div898/handbook/prc/section3/prc33.htm), 7.3.3. It wants at least five
//! that are counted and five that are not to be expected in each group.

use tolok_model::{EntityId, Formula, Term};
use tolok_plan::Kind;
use tolok_value::Arithmetic;

use super::answer::{Answered, quoted};
use super::compared::Places;
use crate::form::sheet::MainSheet;

/// How deep metrics of metrics are followed.
const DEEPEST: usize = 32;

impl MainSheet<'_> {
    /// The inputs of a rate that is a part of all that were counted, by their places: the part, and all.
    pub(super) fn counts_of(&self, place: usize) -> Option<(usize, usize)> {
        let id = self.measures.get(place).filter(|_| place >= self.layout.inputs)?.id;
        let (some, all) = self.quotient(self.definitions.formula_of(id)?, 0)?;
        let place_of = |id: EntityId| self.measures.iter().take(self.layout.inputs).position(|measure| measure.id == id);
        Some((place_of(some)?, place_of(all)?))
    }

    fn quotient(&self, formula: &Formula, depth: usize) -> Option<(EntityId, EntityId)> {
        match &formula.kind {
            Kind::Leaf(Term::Metric(id)) if depth < DEEPEST => self.quotient(self.definitions.formula_of(*id)?, depth + 1),
            Kind::Chain { first, rest } => match rest.as_slice() {
                [(Arithmetic::Divide, all)] => Some((self.count(first)?, self.count(all)?)),
                _ => None,
            },
            _ => None,
        }
    }

    /// The input that a formula is, if it is a count.
    fn count(&self, formula: &Formula) -> Option<EntityId> {
        let Kind::Leaf(Term::Measure(measure)) = &formula.kind else { return None };
        let model = &self.definitions.model;
        let (id, _) = model.inputs().find(|(id, _)| model.measure_of(*id) == Some(*measure))?;
        let is_count = matches!(model.entity(id)?.ty(), tolok_model::Type::Number(quantity) if quantity.is_count());
        is_count.then_some(id)
    }

    /// Whether the rates of two members differ by more than chance, how likely chance would do it, and by how much they differ.
    pub(super) fn chance(&self, place: usize, members: [&str; 2], places: &Places<'_>) -> Option<Answered> {
        let (some, all) = self.counts_of(place)?;
        let (some, all) = (places.of(some)?, places.of(all)?);
        let [(_, some_first), (_, some_second)] = self.both(members, &some)?;
        let [(_, all_first), (_, all_second)] = self.both(members, &all)?;
        let cells = format!("{some_first},{some_second},{all_first},{all_second}");
        let pooled = format!("({some_first}+{some_second})/({all_first}+{all_second})");
        let fewest = format!("MIN({all_first},{all_second})");
        let difference = format!("ABS({some_first}/{all_first}-{some_second}/{all_second})");
        let deviation = format!("SQRT({pooled}*(1-{pooled})*(1/{all_first}+1/{all_second}))");
        let probability = format!("2*(1-NORMSDIST({difference}/{deviation}))");
        let known = |text: &str, too_few: &str, none: &str| {
            let enough = format!("IF(MIN({fewest}*{pooled},{fewest}*(1-{pooled}))<5,{too_few},{text})");
            format!("IF(COUNT({cells})<4,{none},IF({fewest}<=0,{too_few},{enough}))")
        };
        let words = self.words;
        let decided = format!("IF({probability}<0.05,{},{})", quoted(words.yes), quoted(words.not_proven));
        let format = self.measures.get(place)?.format.clone();
        Some(Answered {
            question: words.chance.to_owned(),
            answer: known(&decided, &quoted(words.too_few), &quoted(words.no_numbers)),
            value: known(&probability, "\"\"", "\"\""),
            against: format!("IF(COUNT({cells})<4,\"\",{})", quoted(words.difference)),
            other: format!("IF(COUNT({cells})<4,\"\",IF({fewest}<=0,\"\",{difference}))"),
            formats: ["0.00%".to_owned(), format],
        })
    }
}
