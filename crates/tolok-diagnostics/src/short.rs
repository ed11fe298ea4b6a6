//! One line for each problem: for logs, editors that parse lines, and pipes.

use crate::{Diagnostic, Sources};

/// `marketing.kpi:3:15: error[E0201]: unknown name …`, with hint and help after it.
///
/// ```
/// use tolok_diagnostics::{Code, Diagnostic, Place, Sources, short};
/// static UNKNOWN: Code = Code { id: "E0201", title: "unknown name", explanation: "", example: "" };
/// let mut sources = Sources::new();
/// sources.add("a.kpi", "a = b\n");
/// let problem = Diagnostic::new(&UNKNOWN, "unknown name `b`").at(Place::text("a.kpi", 4..5));
/// assert_eq!(short::render(&problem, &sources), "a.kpi:1:5: error[E0201]: unknown name `b`");
/// ```
pub fn render(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let mut line = sources.describe(&diagnostic.place);
    if !line.is_empty() {
        line.push_str(": ");
    }
    line.push_str(&format!("{}[{}]: {}", diagnostic.severity(), diagnostic.code.id, diagnostic.message));
    for advice in [&diagnostic.hint, &diagnostic.help].into_iter().flatten() {
        line.push_str("; ");
        line.push_str(advice);
    }
    line
}
