//! Definitions evaluated over what a worksheet of labels says.

use tolok_diagnostics::has_errors;
use tolok_eval::Evaluator;
use tolok_model::{EntityId, Formula};
use tolok_plan::Column;

use super::FillRequest;
use super::basis::Question;
use crate::labelled::Typed;
use crate::{DataSource, Definitions, Evaluation, Problems, Progress, Request};

impl Definitions {
    /// Evaluates the definitions for what worksheets and the request give: a worksheet with labels in one column and values in the next, or a
    /// table, of which everything counts. What the request gives by hand wins.
    ///
    /// # Errors
    ///
    /// As [`Definitions::evaluate`], and E05 and E06 for the worksheets.
    pub fn evaluate_over(&self, request: &Request, data: &[DataSource], progress: &dyn Progress) -> Result<Evaluation, Problems> {
        let failed = |diagnostics| Problems { diagnostics, sources: self.sources().clone() };
        let mut diagnostics = Vec::new();
        let wanted = self.wanted(request, &mut diagnostics);
        if has_errors(&diagnostics) {
            return Err(failed(diagnostics));
        }
        let kpis: Vec<EntityId> = wanted.iter().map(|(id, _)| *id).collect();
        let formulas = || -> Vec<Formula> { kpis.iter().filter_map(|id| self.formula_of(*id).cloned()).collect() };
        let fill = FillRequest { request: request.clone(), data: data.to_vec(), ..FillRequest::default() };
        let mut at_hand = self.at_hand(&fill, &formulas);
        diagnostics.append(&mut at_hand.diagnostics);
        if has_errors(&diagnostics) {
            return Err(failed(diagnostics));
        }
        let question = Question { kpis: kpis.clone(), ..Question::default() };
        let basis = self.basis(&fill, &at_hand, &Typed::default(), &question, progress)?;
        diagnostics.extend(basis.diagnostics.iter().filter(|problem| !diagnostics.contains(problem)).cloned().collect::<Vec<_>>());
        if has_errors(&diagnostics) {
            return Err(failed(diagnostics));
        }
        let mut evaluator = Evaluator::new(&basis.model, &basis.planned, &basis.grid, &basis.given, request.language.code());
        let definitions = self.with_model(basis.model.clone(), Vec::new());
        let mut shown = Vec::new();
        for (id, only_if_known) in wanted {
            let outcome = evaluator.outcome(id);
            // What a table has is not told apart here.
            let has =
                |column: &Column| at_hand.has_tables || definitions.definition_of(column).is_some_and(|id| basis.given.get(id).is_some());
            if !only_if_known || definitions.is_told(id, &outcome.value, &has) {
                shown.extend(definitions.kpi(id, outcome, request.language));
            }
        }
        Ok(Evaluation { kpis: shown, diagnostics, sources: self.sources().clone() })
    }
}
