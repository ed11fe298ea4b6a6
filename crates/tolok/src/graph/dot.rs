//! A graph in DOT, the language of Graphviz.

use super::{Graph, NodeKind};

impl Graph {
    /// The graph in DOT, with the same shapes as [`Graph::to_mermaid`].
    ///
    /// ```
    /// let graph = tolok::Definitions::parse("double = amount * 2")?.graph(&[], None)?;
    /// assert!(graph.to_dot().contains("n1 -> n0;"));
    /// # Ok::<(), tolok::Problems>(())
    /// ```
    pub fn to_dot(&self) -> String {
        let mut text = String::from("digraph tolok {\n    rankdir=LR;\n    charset=\"UTF-8\";\n");
        for (place, node) in self.nodes.iter().enumerate() {
            let shape = match node.kind {
                NodeKind::Input => "parallelogram",
                NodeKind::Param => "hexagon",
                NodeKind::Metric => "box",
                NodeKind::Dimension => "ellipse",
                NodeKind::Column => "cylinder",
            };
            text.push_str(&format!("    n{place} [label=\"{}\", shape={shape}];\n", escaped(&node.label)));
        }
        for edge in &self.edges {
            let style = if edge.for_target { " [style=dotted, label=\"target\"]" } else { "" };
            text.push_str(&format!("    n{} -> n{}{style};\n", edge.from, edge.to));
        }
        text.push_str("}\n");
        text
    }
}

/// Inside quotation marks a backslash begins an escape, and an ampersand an entity.
fn escaped(label: &str) -> String {
    let label: String = label.chars().map(|character| if character.is_control() { ' ' } else { character }).collect();
    label.replace('&', "&amp;").replace('\\', "\\\\").replace('"', "\\\"")
}
