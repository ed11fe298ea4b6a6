//! What a case expects: a table of exact values, and diagnostics by code and place.

/// How an expected table marks a dimension that is rolled up.
pub const TOTAL: &str = "(total)";

/// A CSV table of exact values: dimensions, `period` and KPIs across, one row a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpectedTable {
    /// The names across.
    pub head: Vec<String>,
    /// The cells, as many in each row as there are names.
    pub rows: Vec<Vec<String>>,
}

impl ExpectedTable {
    /// Reads an `expect` fence.
    ///
    /// # Errors
    ///
    /// What is wrong with it, in words: no heading, no rows, a row of another length, a name twice.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|error| format!("`expect` is not a table: {error}"))?;
            rows.push(record.iter().map(str::to_owned).collect::<Vec<_>>());
        }
        if rows.len() < 2 {
            return Err("`expect` wants a heading and at least one row".to_owned());
        }
        let head = rows.remove(0);
        for (index, name) in head.iter().enumerate() {
            if head.iter().take(index).any(|earlier| earlier == name) {
                return Err(format!("`expect` names `{name}` twice"));
            }
        }
        Ok(Self { head, rows })
    }
}

/// How bad a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// Nothing is computed.
    Error,
    /// Values are shown beside it.
    Warning,
}

impl Severity {
    /// As it stands in cases and in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

/// A line of a `diagnostics` fence: `error E02 3:15 some text`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpectedDiagnostic {
    /// The line as written.
    pub written: String,
    /// Error or warning.
    pub severity: Severity,
    /// The start of the code.
    pub code: String,
    /// The line in `defs.kpi`, from 1; absent where the place is in data or does not matter.
    pub line: Option<usize>,
    /// The column in that line, from 1.
    pub column: Option<usize>,
    /// What must occur in the message, its place or its help; empty for nothing.
    pub text: String,
}

impl ExpectedDiagnostic {
    /// Reads one line of a `diagnostics` fence.
    ///
    /// # Errors
    ///
    /// What is wrong with it, in words.
    pub fn read(written: &str) -> Result<Self, String> {
        let written = written.trim();
        let (severity, rest) = word(written);
        let (code, rest) = word(rest);
        let (place, text) = word(rest);
        let severity = match severity {
            "error" => Severity::Error,
            "warning" => Severity::Warning,
            _ => {
                return Err(format!("`{written}` starts with neither `error` nor `warning`"));
            }
        };
        if !code.starts_with(['E', 'W']) {
            return Err(format!("`{written}` wants a code such as `E02` after its severity"));
        }
        let (line, column) =
            read_place(place).ok_or_else(|| format!("`{place}` in `{written}` is not a place: wanted `line:column`, `line` or `-`"))?;
        Ok(Self { written: written.to_owned(), severity, code: code.to_owned(), line, column, text: text.to_owned() })
    }
}

/// The first word and what follows it.
fn word(text: &str) -> (&str, &str) {
    match text.split_once(char::is_whitespace) {
        Some((first, rest)) => (first, rest.trim_start()),
        None => (text, ""),
    }
}

fn read_place(place: &str) -> Option<(Option<usize>, Option<usize>)> {
    if place.is_empty() || place == "-" {
        return Some((None, None));
    }
    match place.split_once(':') {
        Some((line, column)) => Some((Some(line.parse().ok()?), Some(column.parse().ok()?))),
        None => Some((Some(place.parse().ok()?), None)),
    }
}

#[cfg(test)]
mod tests;
