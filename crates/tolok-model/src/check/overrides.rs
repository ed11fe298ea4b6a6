//! What an `override` takes over from the definition that it replaces.

use tolok_syntax::tree::{self, Definition};

use super::Checker;
use crate::{Entity, EntityId, EntityKind, Metric};

impl Checker<'_> {
    /// What the own name of an `override` means elsewhere, and in its formula.
    pub(super) fn replacing(&self, id: EntityId) -> Option<(EntityId, EntityId)> {
        self.scopes.original(id).map(|original| (self.scopes.current(id), original))
    }

    /// What an `override` does not say of itself it takes over from what it replaces: the label, other names, which direction is good; where
    /// its formula is nothing but what it replaces, the description, the source and the target, too.
    pub(super) fn take_over_from_replaced(&mut self) {
        let mut replacing: Vec<(EntityId, EntityId)> =
            (0..self.state.entities.len()).map(EntityId).filter_map(|id| Some((id, self.scopes.original(id)?))).collect();
        // What is replaced may itself replace something.
        let depth =
            |id: EntityId| std::iter::successors(Some(id), |id| self.scopes.original(*id)).take(self.program.files.len() + 1).count();
        replacing.sort_by_key(|(id, _)| depth(*id));
        for (id, original) in replacing {
            let Some(about) = self.state.entities.get(original.0).map(|entity| entity.about.clone()) else { continue };
            let is_the_same = self.is_the_same_as_before(id);
            if let Some(entity) = self.state.entities.get_mut(id.0) {
                entity.about.take_over(&about, is_the_same);
            }
        }
    }

    /// True for an `override` of a param, and for one whose formula is nothing but what it replaces.
    fn is_the_same_as_before(&self, id: EntityId) -> bool {
        match self.scopes.declared.get(id.0).and_then(|(file, item)| Some(&self.program.item(*file, *item)?.definition)) {
            Some(Definition::Param(_)) => true,
            Some(Definition::Metric(metric)) => match &metric.formula.inner().kind {
                tree::ExpressionKind::Reference(path) => path.last().is_some_and(|name| name.key == metric.name.key),
                _ => false,
            },
            _ => false,
        }
    }

    /// An `override` that is nothing but what it replaces is computed by the formula of that, and not by way of it.
    pub(super) fn compute_as_before(&mut self, id: EntityId, is_declared: bool) {
        let Some(original) = self.scopes.original(id).filter(|_| self.is_the_same_as_before(id)) else { return };
        let Some(Entity { kind: EntityKind::Metric(before), .. }) = self.state.entities.get(original.0) else { return };
        let before = before.clone();
        if let Some(Entity { kind: EntityKind::Metric(metric), .. }) = self.state.entities.get_mut(id.0) {
            *metric = Metric { ty: if is_declared { metric.ty.clone() } else { before.ty }, ..before };
        }
    }

    /// An `override` that changes something else keeps the targets of what it replaces.
    pub(super) fn take_over_targets(&mut self) {
        for index in 0..self.scopes.declared.len() {
            let id = EntityId(index);
            let originals = std::iter::successors(self.scopes.original(id).filter(|_| self.is_the_same_as_before(id)), |id| {
                self.scopes.original(*id).filter(|_| self.is_the_same_as_before(*id))
            });
            let targets =
                |id: EntityId| self.state.entities.get(id.0).map(|entity| entity.targets.clone()).filter(|targets| !targets.is_empty());
            let of_originals = originals.take(self.program.files.len()).find_map(targets);
            if let (Some(entity), Some(targets)) = (self.state.entities.get_mut(index), of_originals)
                && entity.targets.is_empty()
            {
                entity.targets = targets;
            }
        }
    }
}
