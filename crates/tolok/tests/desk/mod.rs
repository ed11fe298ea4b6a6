//! A worksheet and what a fill makes of it, as text.

use std::path::PathBuf;

use tolok::{DataPath, DataSource, Definitions, FillRequest, Filled, NoProgress, Problems};
use tolok_xlsx::testing::Parts;

use crate::drawn::rows;

const DEFINITIONS: &str = "dimension channel\ninput spend: money { label id \"Biaya iklan\" }\ninput new_customers: count\n\
                           cac = spend / new_customers\ngrowth_of_spend: percent = growth(spend)\n";

const ADS: &str = "date,channel,spend,new_customers\n2026-01-15,Email,100,10\n2026-01-20,Search,200,10\n2026-02-10,Email,150,10\n\
                   2026-02-11,Search,50,5\n2026-02-12,Radio,500,5\n";

/// A folder with a template of the sheet `Plan`, drawn as text, and with `ads.csv`.
pub(crate) struct Desk {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) definitions: String,
    pub(crate) request: FillRequest,
}

impl Desk {
    pub(crate) fn new(sheet: &str) -> Self {
        Self::with(Parts::book(&[("Plan", &rows(sheet))]))
    }

    pub(crate) fn with(parts: Parts) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        std::fs::write(path("template.xlsx"), parts.zipped()).unwrap();
        std::fs::write(path("ads.csv"), ADS).unwrap();
        let template = path("template.xlsx").to_string_lossy().into_owned();
        Self { folder, definitions: DEFINITIONS.to_owned(), request: FillRequest { template, ..FillRequest::default() } }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn with_data(mut self) -> Self {
        self.definitions += "time date: month\n";
        let data = DataPath::parse(&self.path("ads.csv").to_string_lossy());
        self.request.data.push(DataSource::Named(data));
        self
    }

    pub(crate) fn asked(mut self, change: impl FnOnce(&mut FillRequest)) -> Self {
        change(&mut self.request);
        self
    }

    pub(crate) fn fill(&self) -> Result<Filled, Problems> {
        Definitions::parse(&self.definitions).and_then(|definitions| definitions.fill(&self.request, &NoProgress))
    }

    /// `B4 cac 25`, and `B5 - holds …` for what was kept.
    pub(crate) fn says(&self) -> Vec<String> {
        let filled = self.fill().unwrap();
        let values = filled.cells.iter().map(|cell| format!("{} {} {}", cell.cell, cell.definition, cell.value));
        let kept = filled.kept.iter().map(|cell| format!("{} - {}", cell.cell, cell.reason));
        values.chain(kept).collect()
    }

    /// Code and place of each problem or warning.
    pub(crate) fn warns(&self) -> Vec<String> {
        let found = match self.fill() {
            Ok(filled) => filled.diagnostics,
            Err(problems) => problems.diagnostics,
        };
        let place = |text: String| text.rsplit_once('/').map_or(text.clone(), |(_, name)| name.to_owned());
        found.iter().map(|problem| format!("{} {}", problem.code.id, place(problem.place.to_string())).trim_end().to_owned()).collect()
    }
}
