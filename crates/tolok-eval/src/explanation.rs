//! How a value came about: the formula as a tree, with what every part of it is worth and where that came from.

mod branches;
mod builder;
mod columns;

use std::sync::Arc;

use tolok_model::{Definitions, EntityId, Planned};
use tolok_plan::{Grid, MeasureId};

use crate::by_hand::{Given, answer_by_hand};
use crate::{Evaluator, Outcome};

/// How the value of a definition, or of a part of its formula, came about.
///
/// ```
/// use tolok_eval::{Explanation, Given, Provenance};
/// use tolok_model::{Definitions, NoFiles};
/// let (definitions, _) = Definitions::check("cac.kpi", "cac = spend / new_customers", &NoFiles);
/// let mut given = Given::new();
/// let spend = definitions.find("spend").ok_or("no spend")?;
/// given.set(spend, tolok_value::Number::HUNDRED.into());
/// let cac = definitions.find("cac").ok_or("no cac")?;
/// let explanation = Explanation::by_hand(&definitions, cac, &given, "en");
/// let origins: Vec<Provenance> = explanation.children.iter().map(|child| child.provenance).collect();
/// assert_eq!(origins, [Provenance::Given, Provenance::Missing]);
/// # Ok::<(), &str>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The definition; none for a part of a formula and for a column of a source.
    pub definition: Option<EntityId>,
    /// What it is called; none for a part of a formula.
    pub name: Option<Arc<str>>,
    /// What is computed: the formula of a metric, the value of a param, or the part of a formula itself.
    pub formula: Option<String>,
    /// The function of the file that this part of a formula comes from.
    pub function: Option<Arc<str>>,
    /// What came out; none where nothing was computed.
    pub outcome: Option<Outcome>,
    /// What it is aimed at, as it is written.
    pub target: Option<String>,
    /// Where the value came from.
    pub provenance: Provenance,
    /// The cell of the grid it is explained in, where that is another than the one above it: an earlier period, a level above.
    pub elsewhere: Option<usize>,
    /// The measure of the plan whose rows it was aggregated from, with the cell.
    pub aggregated: Option<(MeasureId, usize)>,
    /// What it was computed from, from left to right. Constants are left out: the formula shows them.
    pub children: Vec<Explanation>,
}

/// Where a value came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Provenance {
    /// A person gave it.
    Given,
    /// Nobody gave it, and the definition says what then stands for it: `input leads: count, fill 0`.
    Fill,
    /// The value that a param has unless a run sets another.
    Own,
    /// Nobody gave it.
    Missing,
    /// Aggregated from the rows of data.
    Data,
    /// Computed from its children.
    Computed,
    /// Computed; its children stand where the definition is met first.
    Repeated,
    /// Computed; its children are left out, for the tree grows too deep or too large.
    Cut,
    /// Not computed: another branch was taken, or something before it decided.
    NotComputed,
}

impl Provenance {
    /// The words for it.
    pub fn text(self) -> &'static str {
        match self {
            Provenance::Given => "given",
            Provenance::Fill => "fill",
            Provenance::Own => "as defined",
            Provenance::Missing => "missing",
            Provenance::Data => "from data",
            Provenance::Computed => "computed",
            Provenance::Repeated => "shown above",
            Provenance::Cut => "not shown further",
            Provenance::NotComputed => "not computed",
        }
    }
}

impl Explanation {
    /// Explains a definition over values given by hand; `language` is that of labels.
    pub fn by_hand(definitions: &Definitions, id: EntityId, given: &Given, language: &str) -> Self {
        let planned = definitions.plan(&[id], &[]);
        let grid = answer_by_hand(definitions, &planned.plan, given);
        let evaluator = Evaluator::new(definitions, &planned, &grid, given, language);
        builder::Builder::new(definitions, given, evaluator, false).explain(id, 0)
    }

    /// Explains a definition in a cell of the grid that answers a plan.
    pub fn in_cell(
        definitions: &Definitions,
        planned: &Planned,
        grid: &Grid,
        given: &Given,
        language: &str,
        id: EntityId,
        cell: usize,
    ) -> Self {
        let evaluator = Evaluator::new(definitions, planned, grid, given, language);
        builder::Builder::new(definitions, given, evaluator, true).explain(id, cell)
    }

    /// A part that is not computed.
    fn not_computed(formula: String) -> Self {
        Self { formula: Some(formula), ..Self::empty(Provenance::NotComputed) }
    }

    fn empty(provenance: Provenance) -> Self {
        Self {
            definition: None,
            name: None,
            formula: None,
            function: None,
            outcome: None,
            target: None,
            provenance,
            elsewhere: None,
            aggregated: None,
            children: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests;
