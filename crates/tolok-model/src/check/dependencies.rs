//! What a formula needs, from its names alone: enough to put definitions in order and to find circles.

use std::collections::{BTreeMap, BTreeSet};

use tolok_diagnostics::{Diagnostic, Place};
use tolok_syntax::tree::{Definition, Expression, ExpressionKind, Name, Path};

use super::Checker;
use crate::functions::{self, Takes};
use crate::graph::{Order, order};
use crate::scope::Found;
use crate::{EntityId, EntityKind, codes};

impl Checker<'_> {
    /// The order in which formulas can be checked; definitions in a circle are reported and stand as broken.
    pub(super) fn ordered(&mut self) -> Vec<EntityId> {
        let mut needs: BTreeMap<EntityId, BTreeSet<EntityId>> = BTreeMap::new();
        for (index, (file, item)) in self.scopes.declared.iter().enumerate() {
            let Some(item) = self.program.item(*file, *item) else { continue };
            // A grouping needs the dimension that it groups.
            if let Definition::Dimension(dimension) = &item.definition
                && let Some(from) = &dimension.from
                && let Found::One(id) = self.scopes.find(*file, &from.key)
            {
                needs.insert(EntityId(index), BTreeSet::from([id]));
            }
            let (formula, parameters): (&Expression, &[Name]) = match &item.definition {
                Definition::Metric(metric) => (&metric.formula, &[]),
                Definition::Function(function) => (&function.body, &function.parameters),
                _ => continue,
            };
            let mut needed = BTreeSet::new();
            self.needed(formula, *file, parameters, &mut needed);
            // To an `override`, its own name is what it replaces.
            if let Some((own, original)) = self.replacing(EntityId(index))
                && needed.remove(&own)
            {
                needed.insert(original);
            }
            needs.insert(EntityId(index), needed);
        }
        let Order { sorted, circles, circular } = order(&needs);
        for circle in circles {
            self.report_circle(&circle);
        }
        for id in circular {
            if let Some(entity) = self.state.entities.get_mut(id.0) {
                entity.kind = EntityKind::Broken;
            }
        }
        sorted
    }

    /// Notes the names that formulas of quick files use outside of conditions.
    pub(super) fn note_names(&mut self) {
        let program = self.program;
        for file in program.files.iter().filter(|file| file.is_quick()) {
            for item in &file.tree.items {
                let Definition::Metric(metric) = &item.definition else { continue };
                let mut pending = vec![&metric.formula];
                while let Some(expression) = pending.pop() {
                    match &expression.kind {
                        ExpressionKind::Reference(path) => {
                            self.state.used_outside_conditions.extend(path.single().map(|name| name.key.clone()))
                        }
                        ExpressionKind::Where { subject, .. } => pending.push(subject),
                        _ => pending.extend(expression.parts()),
                    }
                }
            }
        }
    }

    fn needed(&self, expression: &Expression, file: usize, parameters: &[Name], needed: &mut BTreeSet<EntityId>) {
        let mut note = |path: &Path| {
            let Some(name) = path.single() else {
                if let Some((last, library)) = path.parts.split_last() {
                    let library: Vec<&str> = library.iter().map(|part| part.key.as_ref()).collect();
                    let found = self.program.files.iter().position(|file| file.is_library && **file.name() == *library.join("."));
                    if let Some(Found::One(id)) = found.map(|file| self.scopes.find(file, &last.key)) {
                        needed.insert(id);
                    }
                }
                return;
            };
            if parameters.iter().any(|parameter| parameter.key == name.key) {
                return;
            }
            if let Found::One(id) = self.scopes.find(file, &name.key) {
                needed.insert(id);
            }
        };
        let mut called = Vec::new();
        let mut pending = vec![expression];
        while let Some(expression) = pending.pop() {
            match &expression.kind {
                ExpressionKind::Reference(path) => note(path),
                ExpressionKind::Call { function, .. } => called.push(function),
                ExpressionKind::Per { keys, .. } => keys.iter().for_each(&mut note),
                _ => {}
            }
            pending.extend(formulas(expression));
        }
        for function in called {
            if let Found::One(id) = self.scopes.find(file, &function.key)
                && crate::functions::find(&function.key).is_none()
            {
                needed.insert(id);
            }
        }
    }

    fn report_circle(&mut self, circle: &[EntityId]) {
        let Some((first, rest)) = circle.split_first() else { return };
        if rest.is_empty() && self.scopes.overrides_nothing(self.program, *first) {
            return;
        }
        let name = |id: &EntityId| self.state.entities.get(id.0).map_or_else(String::new, |entity| entity.name.to_string());
        let way: Vec<String> = circle.iter().chain([first]).map(|id| format!("`{}`", name(id))).collect();
        let message = match rest {
            [] => format!("`{}` needs itself", name(first)),
            _ => format!("`{}` needs itself: {}", name(first), way.join(" → ")),
        };
        let Some(place) = self.name_place(*first) else { return };
        let is_dimension = self.state.entities.get(first.0).is_some_and(|entity| matches!(entity.kind, EntityKind::Dimension(_)));
        let help = if is_dimension { "group one of them from another dimension" } else { "compute one of them from something else" };
        let mut problem = Diagnostic::new(&codes::CIRCLE, message).at(place).help(help);
        for id in rest {
            if let Some(place) = self.name_place(*id) {
                problem = problem.related(place, "part of the circle");
            }
        }
        self.diagnostics.push(problem);
    }

    fn name_place(&self, id: EntityId) -> Option<Place> {
        let (file, item) = self.scopes.declared.get(id.0)?;
        let name = self.program.item(*file, *item)?.definition.name()?;
        Some(Place::text(self.file_name(*file), name.span.range()))
    }
}

/// The parts of an expression that are formulas: the currency of `convert` and the `partial` of `rolling` are words of the language in
/// their place, whatever a definition of that name is.
fn formulas(expression: &Expression) -> Vec<&Expression> {
    let mut parts = expression.parts();
    if let ExpressionKind::Call { function, .. } = &expression.kind
        && let Some(function) = functions::find(&function.key)
    {
        let words = function.parameters.iter().position(|parameter| matches!(parameter.takes, Takes::Currency | Takes::Partial));
        parts.truncate(words.unwrap_or(parts.len()));
    }
    parts
}
