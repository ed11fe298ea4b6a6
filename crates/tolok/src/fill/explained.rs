//! What became of a cell in a fill, and why, in words.

use std::fmt;

use tolok_xlsx::{CellAccount, CellValue, Fate};

use super::{FilledCell, KeptCell};

/// What became of a cell in a fill, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainedCell {
    /// The sheet.
    pub sheet: String,
    /// The address, such as `C7`.
    pub cell: String,
    /// What became of it.
    pub fate: CellFate,
    /// What it held, as a formula would write it; nothing if it held nothing, or a formula without a stored result.
    pub before: Option<String>,
    /// What it holds now.
    pub after: Option<String>,
    /// Its formula of the spreadsheet, without the equals sign.
    pub formula: Option<String>,
    /// Why, as a sentence without a full stop.
    pub reason: String,
    /// The cells that its formula looks at and that were filled, recalculated or lost their results.
    pub from: Vec<ExplainedCell>,
    /// How many more such cells there are.
    pub more: usize,
}

/// What became of a cell in a fill.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CellFate {
    /// It was filled.
    Filled,
    /// Labels say what it shows, and it was not filled.
    Kept,
    /// Its formula depends on filled cells, and was calculated with them.
    Recalculated,
    /// Its formula depends on filled cells, and its stored result was taken out: it is computed when the workbook is opened.
    Removed,
    /// Nothing that was filled concerns it.
    Left,
}

impl fmt::Display for CellFate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(match self {
            CellFate::Filled => "filled",
            CellFate::Kept => "kept",
            CellFate::Recalculated => "recalculated",
            CellFate::Removed => "removed",
            CellFate::Left => "left",
        })
    }
}

/// The longest text of a cell that is shown as a whole.
const LONGEST_TEXT: usize = 40;

/// Accounts in words; what was filled and kept is known by the lists of both.
pub(super) fn explained(accounts: &[CellAccount], filled: &[FilledCell], kept: &[KeptCell]) -> Vec<ExplainedCell> {
    accounts.iter().map(|account| one(account, filled, kept)).collect()
}

fn one(account: &CellAccount, filled: &[FilledCell], kept: &[KeptCell]) -> ExplainedCell {
    let (sheet, cell) = (account.sheet.to_string(), account.cell.to_string());
    let kept = kept.iter().find(|other| other.sheet == sheet && other.cell == cell);
    let (fate, reason) = match account.fate {
        Fate::Set => {
            let shown: Vec<&FilledCell> = filled.iter().filter(|other| other.sheet == sheet && other.cell == cell).collect();
            let names: Vec<String> = shown.iter().map(|shown| format!("`{}`", shown.definition)).collect();
            let cause = shown.iter().find_map(|shown| shown.cause.as_ref()).map(|cause| format!(": {cause}")).unwrap_or_default();
            (CellFate::Filled, if names.is_empty() { "it was set".to_owned() } else { format!("it shows {}{cause}", names.join(", ")) })
        }
        Fate::Recalculated if account.before == account.after => {
            (CellFate::Recalculated, "what its formula looks at changed, and it came out the same".to_owned())
        }
        Fate::Recalculated => (CellFate::Recalculated, "what its formula looks at changed".to_owned()),
        Fate::Removed => (CellFate::Removed, account.reason.clone().unwrap_or_else(|| "what its formula looks at changed".to_owned())),
        Fate::Left => match (kept, &account.formula, &account.before) {
            (Some(kept), ..) => (CellFate::Kept, format!("`{}` belongs here and was not filled: {}", kept.definition, kept.reason)),
            (None, Some(_), _) => (CellFate::Left, "its formula looks at nothing that changed".to_owned()),
            (None, None, Some(CellValue::Blank)) => (CellFate::Left, "no placeholder and no labels say what belongs here".to_owned()),
            (None, None, _) => (CellFate::Left, "it holds no placeholder and no formula".to_owned()),
        },
    };
    ExplainedCell {
        before: shown(account.before.as_ref()),
        after: shown(account.after.as_ref()),
        formula: account.formula.clone(),
        from: account.from.iter().map(|account| one(account, filled, &[])).collect(),
        more: account.more,
        sheet,
        cell,
        fate,
        reason,
    }
}

/// A value as a formula would write it.
fn shown(value: Option<&CellValue>) -> Option<String> {
    match value? {
        CellValue::Blank => None,
        CellValue::Number(number) => Some(number.to_string()),
        CellValue::Bool(truth) => Some(if *truth { "TRUE" } else { "FALSE" }.to_owned()),
        CellValue::Error(error) => Some(error.text().to_owned()),
        CellValue::Text(text) => {
            let start: String = text.chars().take(LONGEST_TEXT).collect();
            let rest = if start.len() < text.len() { "…" } else { "" };
            Some(format!("\"{}{rest}\"", start.replace('"', "\"\"")))
        }
    }
}
