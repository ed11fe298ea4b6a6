//! A graph as a Mermaid flowchart, which Markdown pages show as a picture.

use super::{Graph, NodeKind};

impl Graph {
    /// The graph as a Mermaid flowchart: inputs lean, params are hexagons, metrics are boxes, dimensions are rounded, columns are
    /// cylinders. What only a target needs has a dotted arrow.
    pub fn to_mermaid(&self) -> String {
        let mut text = String::from("flowchart LR\n");
        for (place, node) in self.nodes.iter().enumerate() {
            let (open, close) = match node.kind {
                NodeKind::Input => ("[/", "/]"),
                NodeKind::Param => ("{{", "}}"),
                NodeKind::Metric => ("[", "]"),
                NodeKind::Dimension => ("([", "])"),
                NodeKind::Column => ("[(", ")]"),
            };
            text.push_str(&format!("    n{place}{open}\"{}\"{close}\n", escaped(&node.label)));
        }
        for edge in &self.edges {
            let arrow = if edge.for_target { "-. target .->" } else { "-->" };
            text.push_str(&format!("    n{} {arrow} n{}\n", edge.from, edge.to));
        }
        text
    }
}

/// Characters that Mermaid or its HTML would read, as their entities.
fn escaped(label: &str) -> String {
    let mut text = String::new();
    for character in label.chars() {
        match character {
            '"' => text.push_str("#quot;"),
            '<' => text.push_str("#lt;"),
            '>' => text.push_str("#gt;"),
            '&' => text.push_str("#amp;"),
            '#' | '`' | '\\' | ';' => text.push_str(&format!("#{};", u32::from(character))),
            character if character.is_control() => text.push(' '),
            character => text.push(character),
        }
    }
    text
}
