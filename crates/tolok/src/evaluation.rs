//! Definitions evaluated for inputs given by hand.

use tolok_diagnostics::suggestion::listed;
use tolok_diagnostics::{Diagnostic, Sources};
use tolok_eval::{Aim, Outcome, Status};
use tolok_model::{Entity, EntityId, EntityKind};
use tolok_value::{ErrorKind, Language, Value};

use crate::display::display_of;
use crate::labels::label_key;
use crate::{Definitions, Problems, Request, listed_names};

/// What came out.
#[derive(Debug, Clone)]
pub struct Evaluation {
    /// The definitions that are shown, in their order.
    pub kpis: Vec<Kpi>,
    /// Warnings.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts that warnings point into.
    pub sources: Sources,
}

/// What came out for one definition.
#[derive(Debug, Clone)]
pub struct Kpi {
    /// Its name as it was defined.
    pub name: String,
    /// Its label in the chosen language, or its name.
    pub label: String,
    /// The exact value.
    pub value: Value,
    /// The value as people read it.
    pub display: String,
    /// The unit; nothing for a plain number.
    pub unit: Option<String>,
    /// How it stands to its target.
    pub status: Option<Status>,
    /// What its target is here, where it has one.
    pub aim: Option<Box<Aim>>,
    /// Why there is no value.
    pub cause: Option<String>,
    /// Where in the definitions an error came up, such as `marketing.kpi:3:15`.
    pub cause_place: Option<String>,
    /// True for an input.
    pub is_input: bool,
}

impl Evaluation {
    /// What came out for a definition.
    pub fn get(&self, name: &str) -> Option<&Kpi> {
        self.kpis.iter().find(|kpi| tolok_value::same(&kpi.name, name))
    }
}

impl Definitions {
    /// Evaluates the definitions for what the request gives.
    ///
    /// # Errors
    ///
    /// E0201 for a name that nothing has, E0502 for a value that cannot be read, E0508 for a value in another currency.
    pub fn evaluate(&self, request: &Request) -> Result<Evaluation, Problems> {
        self.outcomes(request).map(|outcomes| self.told(&outcomes))
    }

    /// True for what there is to tell of a library's definition: a value, a division by zero. A metric that lacks what it is about,
    /// such as periods or members, would be one more line in every result; an input that cannot be combined is told.
    pub(crate) fn is_known(&self, id: EntityId, value: &Value) -> bool {
        let is_metric = || matches!(self.model.entity(id).map(|entity| &entity.kind), Some(EntityKind::Metric(_)));
        match value {
            Value::Blank(_) => false,
            Value::Error(error) => error.kind() != ErrorKind::NotAvailable || !is_metric(),
            _ => true,
        }
    }

    /// What is shown: the definitions that were asked for, or else those of the files; of a library, what can be computed.
    pub(crate) fn wanted(&self, request: &Request, diagnostics: &mut Vec<Diagnostic>) -> Vec<(EntityId, bool)> {
        let Some(names) = &request.kpis else { return self.model.shown() };
        let mut wanted = Vec::new();
        for name in listed_names::joined(names, |name| self.valued(name).is_ok()) {
            match self.valued(&name) {
                Ok(id) => wanted.push((id, false)),
                Err(problem) => diagnostics.push(problem.at(tolok_diagnostics::Place::Argument("--kpis".into()))),
            }
        }
        wanted
    }

    /// The metric, input or param of a name, or of a label in any language.
    pub(crate) fn valued(&self, name: &str) -> Result<EntityId, Diagnostic> {
        match self.model.find(name).map(|id| self.labelled_exactly(name, id).unwrap_or(id)) {
            Some(id) if self.model.entity(id).is_some_and(|entity| has_value(&entity.kind)) => Ok(id),
            Some(_) => Err(Diagnostic::new(&tolok_model::codes::NOT_A_VALUE, format!("`{name}` is no metric, input or param"))),
            None if self.model.candidates(name).is_empty() => self.labelled(name),
            None => Err(self.unknown(name)),
        }
    }

    /// The one KPI that has a name as its label, where the name is an alias of an input.
    fn labelled_exactly(&self, name: &str, found: EntityId) -> Option<EntityId> {
        let entity = self.model.entity(found)?;
        if !matches!(entity.kind, EntityKind::Input(_)) || tolok_value::same(&entity.name, name.trim()) {
            return None;
        }
        let is_called = |(id, entity): &(EntityId, &Entity)| {
            let is_label = entity.about.labels.values().any(|label| tolok_value::same(label.trim(), name.trim()));
            matches!(entity.kind, EntityKind::Metric(_)) && is_label && self.model.find(&entity.name) == Some(*id)
        };
        let mut kpis = self.model.entities().filter(is_called);
        kpis.next().map(|(id, _)| id).filter(|_| kpis.next().is_none())
    }

    /// What a label means: a KPI before an input that is called the same, and the label itself before one that is like it.
    fn labelled(&self, label: &str) -> Result<EntityId, Diagnostic> {
        let (folded, key) = (tolok_value::fold(label.trim()), label_key(label));
        let is_alike: [&dyn Fn(&str) -> bool; 2] =
            [&|known| tolok_value::fold(known.trim()) == folded, &|known| !key.is_empty() && label_key(known) == key];
        let is_kind: [fn(&EntityKind) -> bool; 2] = [|kind| matches!(kind, EntityKind::Metric(_)), has_value];
        for (is_alike, is_kind) in is_alike.into_iter().flat_map(|alike| is_kind.map(|kind| (alike, kind))) {
            let is_meant = |(id, entity): &(EntityId, &Entity)| {
                let mut labels = entity.about.labels.values().chain(&entity.about.aliases);
                is_kind(&entity.kind) && labels.any(|known| is_alike(known)) && self.model.find(&entity.name) == Some(*id)
            };
            let found: Vec<(EntityId, &Entity)> = self.model.entities().filter(is_meant).collect();
            match found.as_slice() {
                [] => {}
                [(id, _)] => return Ok(*id),
                several => {
                    let words = format!("`{}` is what several definitions are called", label.trim());
                    let problem = Diagnostic::new(&tolok_model::codes::AMBIGUOUS_ALIAS, words);
                    let names = several.iter().map(|(_, entity)| entity.name.as_ref());
                    return Err(problem.help(format!("write the one that is meant: {}", listed(names))));
                }
            }
        }
        Err(self.unknown(label))
    }

    fn cause_place(&self, value: &Value) -> Option<String> {
        let Value::Error(error) = value else { return None };
        let origin = error.origin().filter(|origin| self.sources().get(&origin.file).is_some())?;
        Some(self.sources().describe(&tolok_diagnostics::Place::text(origin.file.clone(), origin.span.clone())))
    }

    pub(crate) fn kpi(&self, id: EntityId, outcome: Outcome, language: Language) -> Option<Kpi> {
        let entity = self.model.entity(id)?;
        let ty = entity.ty();
        Some(Kpi {
            name: entity.name.to_string(),
            label: entity.about.label(language.code(), &entity.name).to_string(),
            display: display_of(&outcome.value, entity, language),
            unit: ty.quantity().and_then(tolok_model::Quantity::unit),
            cause: outcome.cause(),
            cause_place: self.cause_place(&outcome.value),
            status: outcome.status,
            aim: outcome.aim,
            is_input: matches!(entity.kind, EntityKind::Input(_)),
            value: outcome.value,
        })
    }
}

fn has_value(kind: &EntityKind) -> bool {
    matches!(kind, EntityKind::Metric(_) | EntityKind::Input(_) | EntityKind::Param(_))
}
