//! The dimensions that `--by` names for headings of which nobody can tell whose members they are.

use tolok_diagnostics::suggestion::nearest;
use tolok_diagnostics::{Diagnostic, Place};
use tolok_eval::Given;
use tolok_model::EntityKind;
use tolok_table::codes::NO_HEADING;

use super::FillRequest;
use super::basis::AtHand;
use crate::{Definitions, Progress, RunRequest};

impl Definitions {
    /// The problems of names that nobody declared and no data has a column for. Where no dimension is declared and there is no data, any name
    /// will do for what was typed.
    pub(super) fn unknown_dimensions(&self, fill: &FillRequest, at_hand: &AtHand, progress: &dyn Progress) -> Vec<Diagnostic> {
        let mut problems = Vec::new();
        for name in &fill.by {
            match self.dimension(name) {
                Err(problem) => problems.push(problem.at(Place::Argument("--by".into()))),
                Ok(dimension) if dimension.definition.is_some() || self.model.find(&dimension.name).is_some() => {}
                Ok(_) if at_hand.has_tables => problems.extend(self.without_column(name, fill, at_hand, progress)),
                Ok(dimension) => problems.extend(self.undeclared(&dimension.name)),
            }
        }
        problems
    }

    /// The problem of a name that is no heading of the data.
    fn without_column(&self, name: &str, fill: &FillRequest, at_hand: &AtHand, progress: &dyn Progress) -> Option<Diagnostic> {
        let request = RunRequest {
            request: fill.request.clone().kpis(Vec::<String>::new()),
            data: at_hand.tables.clone(),
            by: vec![name.to_owned()],
            ..RunRequest::default()
        };
        let problems = self.compute(&request, Given::new(), &[], &mut |_| Vec::new(), progress).err()?;
        problems.diagnostics.into_iter().find(|problem| std::ptr::eq(problem.code, &NO_HEADING))
    }

    /// The problem of a name that is none of the declared dimensions, where there are any.
    fn undeclared(&self, name: &str) -> Option<Diagnostic> {
        let dimensions = self.model.entities().filter(|(_, entity)| matches!(entity.kind, EntityKind::Dimension(_)));
        let names: Vec<&str> = dimensions.map(|(_, entity)| entity.name.as_ref()).collect();
        if names.is_empty() {
            return None;
        }
        let problem = Diagnostic::new(&NO_HEADING, format!("no dimension is called `{name}`, and there is no data with such a column"));
        let help = match nearest(name, names.iter().copied()) {
            Some(near) => format!("is `{near}` meant?"),
            None => format!("the dimensions are {}; or declare it: `dimension {name}`", self.dimension_names()),
        };
        Some(problem.at(Place::Argument("--by".into())).help(help))
    }
}
