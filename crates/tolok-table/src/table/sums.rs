//! What becomes of rows that are labelled as totals.

use tolok_diagnostics::Diagnostic;
use tolok_value::{Locale, Number, NumberFormat, Value};

use super::Table;
use super::look::Look;
use crate::field::{Field, Stop};
use crate::profile::NAMED;
use crate::totals::{Candidate, Judge, Verdict, is_total};
use crate::{Kind, Note, Role, Term, Totals, codes};

impl Look<'_> {
    /// Leaves out the rows that are totals, and gives those that are rows like any other.
    pub(super) fn judge(
        &self,
        table: &mut Table,
        terms: &[Option<&Term>],
        candidates: Vec<Candidate>,
        problems: &mut Vec<Diagnostic>,
    ) -> Result<Vec<Candidate>, Vec<Diagnostic>> {
        let kind = |column: usize| table.columns.get(column).map(|column| &column.kind);
        let role = |column: usize| terms.get(column).copied().flatten().map(|term| term.role);
        let all = || 0..table.columns.len();
        let dimensions: Vec<usize> = all().filter(|column| matches!(role(*column), Some(Role::Dimension | Role::Time))).collect();
        let flows: Vec<usize> = all().filter(|column| self.is_flow(table, *column)).collect();
        let texts: Vec<usize> = all()
            .filter(|column| {
                !flows.contains(column) && (dimensions.contains(column) || matches!(kind(*column), Some(Kind::Text | Kind::Date)))
            })
            .collect();
        // The label of a row stands in a dimension, in a column of texts, or in the first column.
        let label = |candidate: &Candidate| {
            all().filter(|column| *column == 0 || texts.contains(column)).find_map(|column| match candidate.field(column) {
                Field::Text(text) if is_total(text) => Some((column, text.to_string())),
                _ => None,
            })
        };
        let (candidates, mut kept): (Vec<_>, Vec<_>) = candidates.into_iter().partition(|candidate| label(candidate).is_some());
        let labels: Vec<(usize, String)> = candidates.iter().filter_map(label).collect();
        let mut judge = Judge::new(&candidates, flows, &dimensions, &texts, table.numbers_of);
        if self.totals.is_none() {
            add_others(table, &candidates, &mut judge)?;
        }
        let inputs: Vec<usize> = all().filter(|column| role(*column) == Some(Role::Input)).collect();
        let is_to_fill = |candidate: &Candidate| {
            !inputs.is_empty() && inputs.iter().all(|column| matches!(candidate.field(*column), Field::Empty)) && self.totals.is_none()
        };
        let (mut dropped, mut empty, mut warned, mut differing) = (Vec::new(), 0usize, 0usize, 0usize);
        for (index, (candidate, (label_column, word))) in candidates.into_iter().zip(labels).enumerate() {
            if is_to_fill(&candidate) {
                // Somebody means to have the totals computed.
                dropped.push(candidate.at);
                empty = empty.saturating_add(1);
                continue;
            }
            let verdict = match self.totals {
                Some(Totals::Drop) => Verdict::Sum,
                Some(Totals::Keep) => Verdict::Unjudged,
                None => judge.verdict(index, &candidate),
            };
            let place = table.place_of(candidate.at, label_column);
            match verdict {
                Verdict::Unjudged => kept.push(candidate),
                Verdict::Sum => {
                    dropped.push(candidate.at);
                    warned = warned.saturating_add(1);
                    if self.totals.is_none() && warned <= NAMED {
                        let problem = Diagnostic::new(&codes::TOTAL_LEFT_OUT, format!("`{word}` is the sum of others, and is left out"));
                        table.warnings.push(problem.at(place).help("`totals drop` in the `source` block says so yourself"));
                    }
                }
                Verdict::Differs { column, stands, sum } => {
                    dropped.push(candidate.at);
                    differing = differing.saturating_add(1);
                    if differing <= NAMED {
                        let name = terms.get(column).copied().flatten().map_or("", |term| term.name.as_ref());
                        let (stands, sum) = (grouped(stands), grouped(sum));
                        let words = format!("`{word}` says {stands} for `{name}`, and the others add up to {sum}");
                        let problem = Diagnostic::new(&codes::TOTAL_DIFFERS, words).at(place);
                        let help =
                            "say in the `source` block what it is: `totals keep` for a row like any other, `totals drop` to leave it out";
                        problems.push(problem.help(help));
                    }
                }
            }
        }
        let whole = table.parts.first().map(|part| part.part.whole()).unwrap_or(tolok_diagnostics::Place::Nowhere);
        if empty > 0 {
            let are = if empty == 1 { "for a total is" } else { "for totals are" };
            table.notes.push(Note::expected(format!("{} {are} empty, and left out of `{}`", rows(empty), self.name)));
        }
        if self.totals == Some(Totals::Drop) && !dropped.is_empty() {
            let are = if dropped.len() == 1 { "that is labelled as a total is" } else { "that are labelled as totals are" };
            table.notes.push(Note::expected(format!("{} {are} left out of `{}`", rows(dropped.len()), self.name)));
        } else if warned > NAMED {
            let words = format!("and {} more that are sums of other rows are left out", rows(warned.saturating_sub(NAMED)));
            table.warnings.push(Diagnostic::new(&codes::TOTAL_LEFT_OUT, words).at(whole.clone()));
        }
        if differing > NAMED {
            let words = format!("and {} more that are called totals and are not the sums", rows(differing.saturating_sub(NAMED)));
            problems.push(Diagnostic::new(&codes::TOTAL_DIFFERS, words).at(whole));
        }
        for at in dropped {
            if let Some(part) = table.parts.get_mut(at.part) {
                part.dropped.push(at.row);
            }
        }
        Ok(kept)
    }
}

/// A number with its thousands in groups, and all its places.
fn grouped(number: Number) -> String {
    match NumberFormat::parse("#,##0.############################") {
        Ok(format) => format.show(&Value::Number(number), Locale::English).trim_end_matches('.').to_string(),
        Err(_) => number.to_string(),
    }
}

fn rows(count: usize) -> String {
    if count == 1 { "1 row".to_string() } else { format!("{count} rows") }
}

/// Reads the source once more and adds up all rows that are no totals.
fn add_others(table: &Table, candidates: &[Candidate], judge: &mut Judge) -> Result<(), Vec<Diagnostic>> {
    let mut next = candidates.iter().map(|candidate| candidate.at).peekable();
    for (index, part) in table.parts.iter().enumerate() {
        let mut rows = part.part.rows().map_err(|problem| vec![problem])?;
        for row in 0..part.row_count {
            match rows.advance() {
                Ok(true) => {}
                Ok(false) => break,
                Err(Stop::Row(problem) | Stop::End(problem)) => return Err(vec![*problem]),
            }
            if next.next_if(|at| at.part == index && at.row == row).is_some() {
                continue;
            }
            judge.add(|column| part.map.get(column).copied().flatten().map_or(Field::Empty, |place| rows.field(place)));
        }
    }
    Ok(())
}
