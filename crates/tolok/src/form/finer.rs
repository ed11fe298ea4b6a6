//! Members that stand on a worksheet beside finer ones of theirs, such as paid ads beside text ads: what is typed for both counts twice.

use std::sync::Arc;

use tolok_model::{EntityId, EntityKind};
use tolok_value::same;

use super::labels::Labels;
use super::words::Words;
use crate::Definitions;

/// The note of each member's heading, which names the finer members beside it; empty where there are none.
pub(super) fn notes(
    definitions: &Definitions,
    dimension: EntityId,
    members: &[Arc<str>],
    labels: &Labels<'_>,
    words: &Words,
) -> Vec<String> {
    let note = |member: &Arc<str>| {
        let finer = definitions.finer(dimension, member);
        let here = members.iter().filter(|other| !same(other, member) && finer.iter().any(|finer| same(finer, other)));
        let names: Vec<String> = here.map(|other| labels.member(dimension, other)).collect();
        if names.is_empty() { String::new() } else { words.finer.replace("{}", &names.join(", ")) }
    };
    members.iter().map(note).collect()
}

impl Definitions {
    /// The members of a group that is called like one of them.
    fn finer(&self, dimension: EntityId, member: &str) -> Vec<Arc<str>> {
        let key = self.model.entity(dimension).map(|entity| &entity.key);
        let groupings = self.model.entities().filter_map(|(_, entity)| match &entity.kind {
            EntityKind::Dimension(grouping) if grouping.from.as_ref() == key => Some(grouping),
            _ => None,
        });
        let groups = groups_called(groupings.flat_map(|grouping| &grouping.groups), member);
        groups.filter(|members| members.iter().any(|other| same(other, member))).flatten().cloned().collect()
    }
}

fn groups_called<'g>(groups: impl Iterator<Item = &'g (Arc<str>, Vec<Arc<str>>)>, name: &str) -> impl Iterator<Item = &'g Vec<Arc<str>>> {
    groups.filter(move |(group, _)| same(group, name)).map(|(_, members)| members)
}
