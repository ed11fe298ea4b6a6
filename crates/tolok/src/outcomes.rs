//! What came out of an evaluation before it is put into words. Values are there; a display, a unit and a cause take longer than computing
//! most KPIs, so they are made when somebody asks for them.

use std::sync::{Arc, OnceLock};

use tolok_diagnostics::{Diagnostic, has_errors};
use tolok_eval::{Evaluator, Given, Outcome, answer_by_hand};
use tolok_model::{EntityId, Planned};
use tolok_plan::Column;
use tolok_value::{Language, Value};

use crate::{Definitions, Evaluation, Problems, Request};

/// What came out for each definition that is shown, in their order; [`Definitions::told`] puts it into words.
///
/// ```
/// use tolok::{Definitions, Request};
/// let definitions = Definitions::parse("half = total / 2")?;
/// let outcomes = definitions.outcomes(&Request::new().set("total", "5"))?;
/// let values: Vec<(&str, String)> = outcomes.values(&definitions).map(|(name, value)| (name, value.to_string())).collect();
/// assert_eq!(values, [("total", "5".to_string()), ("half", "2.5".to_string())]);
/// assert_eq!(definitions.told(&outcomes).kpis[1].display, "2.5");
/// # Ok::<(), tolok::Problems>(())
/// ```
#[derive(Debug, Clone)]
pub struct Outcomes {
    outcomes: Vec<(EntityId, Outcome)>,
    /// What reading the request found.
    diagnostics: Vec<Diagnostic>,
    language: Language,
}

impl Outcomes {
    /// How many definitions are shown.
    pub fn len(&self) -> usize {
        self.outcomes.len()
    }

    /// True if nothing is shown.
    pub fn is_empty(&self) -> bool {
        self.outcomes.is_empty()
    }

    /// Names with their values; the definitions are those that the outcomes are of.
    pub fn values<'o>(&'o self, definitions: &'o Definitions) -> impl Iterator<Item = (&'o str, &'o Value)> {
        self.outcomes.iter().filter_map(|(id, outcome)| Some((&*definitions.model.entity(*id)?.name, &outcome.value)))
    }
}

/// The definitions that are shown, with the plan that answers them.
#[derive(Debug)]
struct Wanted {
    ids: Vec<(EntityId, bool)>,
    planned: Planned,
}

/// What is shown where nothing was chosen: found and planned once. A copy finds it anew, since it may come to mean something else.
#[derive(Debug, Default)]
pub(crate) struct Everything(OnceLock<Arc<Wanted>>);

impl Clone for Everything {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Definitions {
    /// Evaluates the definitions for what the request gives, without putting into words what came out.
    ///
    /// # Errors
    ///
    /// As [`Definitions::evaluate`].
    pub fn outcomes(&self, request: &Request) -> Result<Outcomes, Problems> {
        let mut given = Given::new();
        let mut found = self.given(request, &mut given);
        let chosen = request.kpis.is_some().then(|| self.wanted(request, &mut found));
        if has_errors(self.diagnostics()) || has_errors(&found) {
            let diagnostics = self.diagnostics().iter().cloned().chain(found).collect();
            return Err(Problems { diagnostics, sources: self.sources().clone() });
        }
        let wanted = match chosen {
            Some(ids) => Arc::new(self.with_plan(ids)),
            None => Arc::clone(self.everything.0.get_or_init(|| Arc::new(self.with_plan(self.model.shown())))),
        };
        let grid = answer_by_hand(&self.model, &wanted.planned.plan, &given);
        let mut evaluator = Evaluator::new(&self.model, &wanted.planned, &grid, &given, request.language.code());
        let outcomes = wanted.ids.iter().map(|(id, only_if_known)| (*id, *only_if_known, evaluator.outcome(*id)));
        let is_given = |column: &Column| self.definition_of(column).is_some_and(|id| given.get(id).is_some());
        let shown = outcomes.filter(|(id, only_if_known, outcome)| !only_if_known || self.is_told(*id, &outcome.value, &is_given));
        let outcomes = shown.map(|(id, _, outcome)| (id, outcome)).collect();
        Ok(Outcomes { outcomes, diagnostics: found, language: request.language })
    }

    /// What came out, in words.
    pub fn told(&self, outcomes: &Outcomes) -> Evaluation {
        let kpis = outcomes.outcomes.iter().filter_map(|(id, outcome)| self.kpi(*id, outcome.clone(), outcomes.language));
        let diagnostics = self.diagnostics().iter().chain(&outcomes.diagnostics).cloned().collect();
        Evaluation { kpis: kpis.collect(), diagnostics, sources: self.sources().clone() }
    }

    fn with_plan(&self, ids: Vec<(EntityId, bool)>) -> Wanted {
        let wanted: Vec<EntityId> = ids.iter().map(|(id, _)| *id).collect();
        Wanted { planned: self.model.plan(&wanted, &[]), ids }
    }
}
