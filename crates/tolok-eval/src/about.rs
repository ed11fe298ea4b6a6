//! What formulas can ask of definitions: `label(cac)`, `status(cac)`, `attainment(leads)`.

use tolok_model::{Aspect, Better, Bound, EntityId};
use tolok_plan::evaluate;
use tolok_value::{Blank, Comparison, Value, ops};

use crate::Evaluator;
use crate::status::{Judgement, status_text};

impl Evaluator<'_> {
    /// An aspect of a definition.
    pub(crate) fn about(&mut self, aspect: Aspect, id: EntityId) -> Value {
        let definitions = self.definitions;
        let Some(entity) = definitions.entity(id) else { return Value::BLANK };
        match aspect {
            Aspect::Label => Value::text(entity.about.label(&self.language, &entity.name)),
            Aspect::Description => {
                let descriptions = &entity.about.descriptions;
                match descriptions.get(&self.language).or_else(|| descriptions.get("")) {
                    Some(text) => Value::Text(text.clone()),
                    None => Value::Blank(Blank::because(format!("`{}` has no description", entity.name))),
                }
            }
            Aspect::Unit => match entity.ty().quantity().and_then(tolok_model::Quantity::unit) {
                Some(unit) => Value::text(unit),
                None => Value::Blank(Blank::because(format!("`{}` has no unit", entity.name))),
            },
            Aspect::Status => {
                let value = self.value(id);
                if value.is_error() {
                    return value;
                }
                match self.judgement_of(id, &value) {
                    Some(Ok(Judgement { status: Some(status), .. })) => Value::text(status_text(status)),
                    Some(Err(error)) => error,
                    Some(Ok(Judgement { status: None, .. })) | None => {
                        Value::Blank(Blank::because(format!("`{}` has no status", entity.name)))
                    }
                }
            }
            Aspect::Target | Aspect::Attainment | Aspect::Variance => self.against_target(aspect, id),
        }
    }

    fn against_target(&mut self, aspect: Aspect, id: EntityId) -> Value {
        let definitions = self.definitions;
        let Some(entity) = definitions.entity(id) else { return Value::BLANK };
        let value = self.value(id);
        let aimed = self.beside_target(id, |evaluator, target| match &target.good {
            Bound::Compare(comparison, formula) => {
                (evaluate(formula, evaluator), matches!(comparison, Comparison::Less | Comparison::LessOrEqual))
            }
            Bound::Between(low, high) => {
                let (low, high) = (evaluate(low, evaluator), evaluate(high, evaluator));
                let above = ops::compare(Comparison::Greater, &value, &high) == Value::Bool(true);
                if above { (high, true) } else { (low, false) }
            }
        });
        let (aim, lower_is_better) = match aimed {
            Some(Ok(aimed)) => aimed,
            Some(Err(error)) => return error,
            None => return Value::Blank(Blank::because(format!("`{}` has no target", entity.name))),
        };
        let lower_is_better = entity.about.better.map_or(lower_is_better, |better| better == Better::Lower);
        match aspect {
            // Half the cost that was aimed at is twice the target, not half of it.
            Aspect::Attainment if lower_is_better => ops::divide(&aim, &value),
            Aspect::Attainment => ops::divide(&value, &aim),
            Aspect::Variance if lower_is_better => ops::subtract(&aim, &value),
            Aspect::Variance => ops::subtract(&value, &aim),
            _ => aim,
        }
    }
}
