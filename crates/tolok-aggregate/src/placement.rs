//! Which source a measure is aggregated from, or why it cannot be.

use std::sync::Arc;

use tolok_plan::{Column, Measure, Plan};
use tolok_value::{ErrorKind, Value, fold};

use crate::prepared::no_column;
use crate::source::Source;

/// Where a measure comes from.
pub(crate) enum Placement {
    /// From the rows of this source.
    In(usize),
    /// From what a person gave: one row without members and without a date.
    Given,
    /// From nowhere: the same value everywhere.
    Nowhere(Value),
}

/// The place of a column among those of a source.
pub(crate) fn column_of(source: &Source<'_>, column: &Column) -> Option<usize> {
    let same = |known: &Column| match (known, column) {
        (Column::Source { source: one, column: heading }, Column::Source { source: other, column: wanted }) => {
            one == other && fold(heading.trim()) == fold(wanted.trim())
        }
        (known, wanted) => known == wanted,
    };
    source.columns.iter().find(|known| same(&known.column)).map(|known| known.place)
}

/// Finds where measures come from.
pub(crate) struct Placing<'a> {
    pub(crate) sources: &'a [Source<'a>],
    pub(crate) plan: &'a Plan,
    /// What a person gave for a column.
    pub(crate) given: &'a (dyn Fn(&Column) -> Option<Value> + Sync),
}

impl Placing<'_> {
    pub(crate) fn place(&self, measure: &Measure) -> Placement {
        let mut leaves = Vec::new();
        leaves_of(measure, &mut leaves);
        let data: Vec<&Column> = leaves.iter().copied().filter(|leaf| is_data(leaf)).collect();
        let mut found: Vec<usize> = Vec::new();
        let mut missing = None;
        for column in &data {
            if (self.given)(column).is_some() {
                continue;
            }
            match self.source_of(column) {
                Some(source) if !found.contains(&source) => found.push(source),
                Some(_) => {}
                None => missing = missing.or(Some(*column)),
            }
        }
        let source = match (found.as_slice(), missing) {
            ([source], _) => *source,
            ([], None) if !data.is_empty() => return Placement::Given,
            ([], Some(column)) => {
                return Placement::Nowhere(measure.otherwise.clone().unwrap_or_else(|| no_column(column)));
            }
            ([], None) => match self.sources {
                [_] => 0,
                _ => return impossible(format!("`{}` names no column, so there is no telling whose rows are meant", measure.name)),
            },
            _ => {
                let names: Vec<String> =
                    found.iter().filter_map(|source| self.sources.get(*source)).map(|source| format!("`{}`", source.name)).collect();
                return impossible(format!("`{}` needs columns of {}, and no row has both", measure.name, names.join(" and ")));
            }
        };
        match self.lacking(&leaves, source) {
            Some(problem) => impossible(problem),
            None => Placement::In(source),
        }
    }

    fn source_of(&self, column: &Column) -> Option<usize> {
        if let Column::Source { source, column } = column
            && &**column == "*"
        {
            return self.sources.iter().position(|known| known.key == *source);
        }
        self.sources.iter().position(|source| column_of(source, column).is_some())
    }

    /// A dimension or a date that a condition needs and the source lacks.
    fn lacking(&self, leaves: &[&Column], source: usize) -> Option<String> {
        let source = self.sources.get(source)?;
        let of_plan = self.plan.filters.iter().flat_map(|filter| {
            let mut leaves = Vec::new();
            filter.for_each_leaf(&mut |leaf| leaves.push(leaf));
            leaves
        });
        leaves.iter().copied().chain(of_plan).find_map(|leaf| match leaf {
            Column::Dimension(key) if !self.has_dimension(source, key) => {
                Some(format!("the condition needs `{key}`, which `{}` does not have", source.name))
            }
            Column::Time(key) if column_of(source, leaf).is_none() => {
                Some(format!("the condition needs the date `{key}`, which `{}` does not have", source.name))
            }
            Column::Input(_) | Column::Source { .. } if is_data(leaf) => {
                let here = column_of(source, leaf).is_some() || (self.given)(leaf).is_some();
                let elsewhere =
                    !here && self.source_of(leaf).is_some_and(|other| self.sources.get(other).is_some_and(|other| other.key != source.key));
                elsewhere.then(|| format!("the condition needs a column that `{}` does not have", source.name))
            }
            _ => None,
        })
    }

    fn has_dimension(&self, source: &Source<'_>, key: &Arc<str>) -> bool {
        let from = self.plan.members.iter().find(|members| members.dimension == *key).and_then(|members| members.from.as_ref());
        let is_grouped = from.is_some_and(|from| from != key && self.has_dimension(source, from));
        is_grouped || column_of(source, &Column::Dimension(Arc::clone(key))).is_some()
    }
}

/// True for a column that only one source has.
fn is_data(column: &Column) -> bool {
    matches!(column, Column::Input(_) | Column::Source { .. })
}

/// Every column that a measure looks at, those of nested measures and their keys included.
fn leaves_of<'m>(measure: &'m Measure, leaves: &mut Vec<&'m Column>) {
    for expression in measure.expressions() {
        expression.for_each_leaf(&mut |leaf| {
            if let Column::Grouped { measure, keys } = leaf {
                leaves_of(measure, leaves);
                leaves.extend(keys);
            } else {
                leaves.push(leaf);
            }
        });
    }
}

fn impossible(words: String) -> Placement {
    Placement::Nowhere(Value::error(ErrorKind::NotAvailable, words))
}
