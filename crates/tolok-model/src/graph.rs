//! In which order definitions can be computed, and which of them go round in a circle.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use petgraph::algo::{kosaraju_scc, toposort};
use petgraph::graph::{DiGraph, NodeIndex};

use crate::EntityId;

/// What needs what: every definition before those that use it, and the circles.
pub(crate) struct Order {
    /// Every definition, after all that it needs; those in a circle are left out.
    pub(crate) sorted: Vec<EntityId>,
    /// Each circle as the way round, beginning with the definition that stands first.
    pub(crate) circles: Vec<Vec<EntityId>>,
    /// Every definition that is in a circle.
    pub(crate) circular: BTreeSet<EntityId>,
}

/// The order of definitions, from what each of them needs.
pub(crate) fn order(needs: &BTreeMap<EntityId, BTreeSet<EntityId>>) -> Order {
    let mut graph: DiGraph<EntityId, ()> = DiGraph::new();
    let nodes: BTreeMap<EntityId, NodeIndex> = needs.keys().map(|id| (*id, graph.add_node(*id))).collect();
    for (id, needed) in needs {
        for other in needed {
            if let (Some(from), Some(to)) = (nodes.get(other), nodes.get(id)) {
                graph.add_edge(*from, *to, ());
            }
        }
    }
    let mut circles = Vec::new();
    let mut circular = BTreeSet::new();
    if toposort(&graph, None).is_err() {
        for component in kosaraju_scc(&graph) {
            let members: BTreeSet<EntityId> = component.iter().filter_map(|node| graph.node_weight(*node)).copied().collect();
            let Some(first) = members.first().copied() else { continue };
            let selfish = needs.get(&first).is_some_and(|needed| needed.contains(&first));
            if members.len() > 1 || selfish {
                circles.push(way_round(needs, &members, first));
                circular.extend(members);
            }
        }
        circles.sort();
        graph.retain_nodes(|graph, node| graph.node_weight(node).is_none_or(|id| !circular.contains(id)));
    }
    let sorted = toposort(&graph, None).unwrap_or_default();
    let sorted = sorted.into_iter().filter_map(|node| graph.node_weight(node)).copied().collect();
    Order { sorted, circles, circular }
}

/// The shortest way from a definition back to itself.
fn way_round(needs: &BTreeMap<EntityId, BTreeSet<EntityId>>, members: &BTreeSet<EntityId>, first: EntityId) -> Vec<EntityId> {
    let mut came_from: BTreeMap<EntityId, EntityId> = BTreeMap::new();
    let mut pending = VecDeque::from([first]);
    while let Some(at) = pending.pop_front() {
        for next in needs.get(&at).into_iter().flatten().filter(|next| members.contains(next)) {
            if *next == first {
                let mut way = vec![at];
                while let Some(previous) = way.last().and_then(|last| came_from.get(last)) {
                    way.push(*previous);
                }
                way.reverse();
                return way;
            }
            if !came_from.contains_key(next) {
                came_from.insert(*next, at);
                pending.push_back(*next);
            }
        }
    }
    vec![first]
}
