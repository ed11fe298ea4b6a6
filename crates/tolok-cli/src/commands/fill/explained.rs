//! What became of a cell, as a tree for people and as JSON.

use serde_json::{Value as Json, json};
use tolok::{CellFate, ExplainedCell};

use crate::tree::{Line, laid_out};
use crate::wrapping::{columns, tame};

/// The tree of a cell and of those that it comes from.
pub(super) fn text(explained: &ExplainedCell, width: usize) -> String {
    let mut lines = Vec::new();
    add(explained, "", "", &mut lines);
    let values = lines.iter().map(|line| columns(&line.value)).filter(|value| *value <= (width * 2 / 5).max(8)).max().unwrap_or(0);
    laid_out(&lines, values, width)
}

fn add(explained: &ExplainedCell, before: &str, below: &str, lines: &mut Vec<Line>) {
    let formula = explained.formula.as_ref().map(|formula| format!(": ={formula}")).unwrap_or_default();
    let words = match explained.fate {
        CellFate::Recalculated => format!("{}{formula}", explained.fate),
        CellFate::Filled => format!("{}: {}", explained.fate, explained.reason),
        _ if formula.is_empty() => format!("{}: {}", explained.fate, explained.reason),
        _ => format!("{}{formula}; {}", explained.fate, explained.reason),
    };
    lines.push(Line {
        before: before.to_owned(),
        below: below.to_owned(),
        name: tame(&format!("{}!{}", explained.sheet, explained.cell)),
        value: tame(&value(explained)),
        words: tame(&words),
    });
    let count = explained.from.len();
    for (place, cell) in explained.from.iter().enumerate() {
        let is_last = place + 1 == count && explained.more == 0;
        let (branch, beside) = if is_last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
        add(cell, &format!("{below}{branch}"), &format!("{below}{beside}"), lines);
    }
    if explained.more > 0 {
        let name = format!("… and {} more", explained.more);
        lines.push(Line {
            before: format!("{below}└─ "), below: format!("{below}   "), name, value: String::new(), words: String::new()
        });
    }
}

/// What the cell held and holds, once if it is the same.
fn value(explained: &ExplainedCell) -> String {
    let shown = |value: &Option<String>| value.clone().unwrap_or_else(|| "–".to_owned());
    match explained.before == explained.after {
        true => shown(&explained.after),
        false => format!("{} → {}", shown(&explained.before), shown(&explained.after)),
    }
}

pub(super) fn json(explained: &ExplainedCell) -> Json {
    json!({
        "sheet": explained.sheet,
        "cell": explained.cell,
        "fate": explained.fate.to_string(),
        "before": explained.before,
        "after": explained.after,
        "formula": explained.formula,
        "reason": explained.reason,
        "from": explained.from.iter().map(json).collect::<Vec<_>>(),
        "more": explained.more,
    })
}
