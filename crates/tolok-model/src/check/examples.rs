//! The `test` blocks: what they give, and what they expect.

use tolok_plan::Kind;
use tolok_syntax::format;
use tolok_syntax::tree::{Definition, Name, TestEntryKind};
use tolok_value::Comparison;

use super::{Checker, Names};
use crate::scope::Found;
use crate::{EntityId, EntityKind, Example, Expected, GivenValue, Type, codes};

impl Checker<'_> {
    /// Checks the tests of the file that was asked for.
    pub(super) fn examples(&mut self) {
        let Some(file) = self.program.files.first() else { return };
        for item in &file.tree.items {
            let Definition::Test(test) = &item.definition else { continue };
            let mut example =
                Example { title: test.title.clone(), place: self.place(0, test.title_span), given: Vec::new(), expected: Vec::new() };
            for entry in &test.entries {
                match &entry.kind {
                    TestEntryKind::Given(given) => {
                        for value in given {
                            let (formula, _) = self.constant(&value.value, 0);
                            if let Some(definition) = self.given(&value.name) {
                                example.given.push(GivenValue { definition, value: formula });
                            }
                        }
                    }
                    TestEntryKind::Expect(expected) => {
                        for expectation in expected {
                            let checked = self.expected(expectation);
                            example.expected.push(checked);
                        }
                    }
                }
            }
            self.state.examples.push(example);
        }
    }

    fn given(&mut self, name: &Name) -> Option<EntityId> {
        match self.find(0, &name.key) {
            Found::One(id) => match self.state.entities.get(id.0).map(|entity| &entity.kind)? {
                EntityKind::Input(_) | EntityKind::Param(_) | EntityKind::Metric(_) | EntityKind::Dimension(_) => Some(id),
                EntityKind::Broken => None,
                _ => {
                    let message = format!("`{}` has no value that a test could give", name.text);
                    self.report(
                        &codes::NOT_A_VALUE,
                        0,
                        name.span.range(),
                        message,
                        "give inputs, params, metrics or members of dimensions",
                    );
                    None
                }
            },
            _ => {
                let help = match self.suggestion(&name.key, 0) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "a test gives values to what the definitions use".to_string(),
                };
                self.report(&codes::UNKNOWN_NAME, 0, name.span.range(), format!("unknown name `{}`", name.text), help);
                None
            }
        }
    }

    fn expected(&mut self, expectation: &tolok_syntax::tree::Expectation) -> Expected {
        let context = self.context(0, Names::Totals);
        let written = &expectation.condition;
        let condition = self.condition_part(written, &context).formula;
        // `x = blank` asks for a blank, so it has no two sides.
        let sides = match &condition.kind {
            Kind::Compare { operator: Comparison::Equal, left, right } => Some((left.as_ref().clone(), right.as_ref().clone())),
            _ => None,
        };
        let within = expectation.within.as_ref().map(|within| {
            if sides.is_none() {
                let message = "`within` allows a difference between the two sides of an `=`";
                self.report(&codes::MISPLACED, 0, within.span.range(), message, "write `expect cac = 33.33 within 0.005`");
            }
            let (formula, ty) = self.constant(within, 0);
            if !matches!(ty, Type::Number(_) | Type::Unknown) {
                self.report(
                    &codes::KINDS,
                    0,
                    within.span.range(),
                    format!("a tolerance is a number, but this is {}", ty.words()),
                    "write `within 0.005`",
                );
            }
            formula
        });
        Expected { condition, sides, within, text: format::formula(written).into(), place: self.place(0, written.span) }
    }
}
