//! What definitions are aimed at.

use tolok_syntax::tree::{self, AttributeKind, Definition};

use super::entities::attributes_of;
use super::{Checker, Names};
use crate::{Bound, Entity, Target, Type, codes};

impl Checker<'_> {
    /// Checks what definitions are aimed at; a target may use any definition.
    pub(super) fn targets(&mut self) {
        let program = self.program;
        for index in 0..self.scopes.declared.len() {
            let Some((file, item)) = self.scopes.declared.get(index).copied() else { continue };
            let Some(item) = program.item(file, item) else { continue };
            let has_value = matches!(item.definition, Definition::Metric(_) | Definition::Input(_) | Definition::Param(_));
            let own = self.state.entities.get(index).map(Entity::ty);
            let mut targets = Vec::new();
            for attribute in attributes_of(&item.definition) {
                let AttributeKind::Target(target) = &attribute.kind else { continue };
                if !has_value {
                    let message = "only what has a value of its own has a target";
                    self.report(&codes::MISPLACED, file, attribute.span.range(), message, "give the target to a KPI");
                    continue;
                }
                let member = target.member.as_ref().map(|member| (member.dimension.key.clone(), member.member.clone()));
                let good = self.bound(&target.good, file, own.as_ref());
                let warn = target.warn.as_ref().map(|warn| self.bound(warn, file, own.as_ref()));
                targets.push(Target { member, good, warn });
            }
            if let Some(entity) = self.state.entities.get_mut(index) {
                entity.targets = targets;
            }
        }
        self.take_over_targets();
    }

    fn bound(&mut self, bound: &tree::Bound, file: usize, own: Option<&Type>) -> Bound {
        let context = self.context(file, Names::Totals);
        let mut checked = |expression: &tree::Expression| {
            let part = self.part(expression, &context);
            if let (Some(Type::Number(own)), Type::Number(other)) = (own, &part.ty)
                && own.plus(other).is_none()
                // An input cannot be declared as money per count, so money stands for it too.
                && !own.accepts(other)
                && !other.accepts(own)
            {
                self.report_units(own, other, expression.span, &context, "compare");
            }
            part.formula
        };
        match bound {
            tree::Bound::Compare(comparison, expression) => Bound::Compare(*comparison, checked(expression)),
            tree::Bound::Between(low, high) => Bound::Between(checked(low), checked(high)),
        }
    }
}
