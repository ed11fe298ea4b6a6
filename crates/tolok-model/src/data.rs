//! What definitions say of data: sources, exchange rates, the calendar, the date column and the reports.

use std::sync::Arc;

use tolok_plan::{Place, RowExpression};
use tolok_syntax::tree::{self, Definition, Item, SourceEntryKind};
use tolok_value::{Calendar, Grain, Locale};

use crate::check::place;
use crate::{About, Definitions, EntityId, EntityKind};

/// Where data is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceDefinition {
    /// Its name.
    pub name: Arc<str>,
    /// The key under which it compares.
    pub key: Arc<str>,
    /// The file of data, relative to the file of definitions.
    pub file: Arc<str>,
    /// The sheet.
    pub sheet: Option<Arc<str>>,
    /// The range.
    pub range: Option<Arc<str>>,
    /// Keys of definitions with the headings of their columns.
    pub bindings: Vec<(Arc<str>, Arc<str>, Place)>,
    /// How numbers and dates written as text are read.
    pub locale: Option<Locale>,
    /// True where rows of totals are kept, false where they are dropped.
    pub keeps_totals: Option<bool>,
    /// Where it is defined.
    pub place: Place,
}

/// Where exchange rates are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatesDefinition {
    /// The file, relative to the file of definitions.
    pub file: Arc<str>,
    /// Where it is named.
    pub place: Place,
}

/// A table that people ask for again and again.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Its title.
    pub title: Arc<str>,
    /// What is said of it: what it is called in other languages, and what it is for.
    pub about: About,
    /// The names of the KPIs that it shows; everything where none is named.
    pub kpis: Option<Vec<String>>,
    /// The names of the inputs that a worksheet of it has cells for before all others, in this order.
    pub inputs: Vec<String>,
    /// The dimensions that rows are grouped by.
    pub by: Vec<String>,
    /// The period of a row.
    pub over: Option<Grain>,
    /// The KPI that rows are sorted by, and whether from the largest down.
    pub sort: Option<(String, bool)>,
    /// How many rows are shown.
    pub top: Option<usize>,
    /// Whether totals are shown.
    pub total: bool,
    /// Conditions that rows have to meet.
    pub filters: Vec<RowExpression>,
}

impl Report {
    /// What it is called in a language: the label, or else its title.
    pub fn label(&self, language: &str) -> &str {
        self.about.label(language, &self.title)
    }
}

impl Definitions {
    /// The sources of the file and of the files it uses.
    pub fn data_sources(&self) -> Vec<SourceDefinition> {
        let mut sources = Vec::new();
        for (file, item) in self.items() {
            let Definition::Source(source) = &item.definition else { continue };
            let mut read = SourceDefinition {
                name: Arc::clone(&source.name.text),
                key: Arc::clone(&source.name.key),
                file: Arc::clone(&source.file),
                sheet: source.sheet.clone(),
                range: source.range.clone(),
                bindings: Vec::new(),
                locale: None,
                keeps_totals: None,
                place: place(file, source.name.span),
            };
            for entry in source.entries.iter().flatten() {
                match &entry.kind {
                    SourceEntryKind::Binding(binding) => {
                        let key = self.binding_key(&binding.name.key);
                        read.bindings.push((key, Arc::clone(&binding.heading.text), place(file, binding.heading.span)));
                    }
                    SourceEntryKind::Locale(code) => read.locale = Locale::parse(code),
                    SourceEntryKind::TotalsKeep(keeps) => read.keeps_totals = Some(*keeps),
                }
            }
            sources.push(read);
        }
        sources
    }

    /// The key of what a binding names: an alias stands for its definition.
    fn binding_key(&self, key: &Arc<str>) -> Arc<str> {
        self.find(key).and_then(|id| self.entity(id)).map_or_else(|| Arc::clone(key), |entity| Arc::clone(&entity.key))
    }

    /// Where the exchange rates are.
    pub fn rates(&self) -> Vec<RatesDefinition> {
        let rates = self.items().filter_map(|(file, item)| match &item.definition {
            Definition::Rates(rates) => Some(RatesDefinition { file: Arc::clone(&rates.file), place: place(file, item.span) }),
            _ => None,
        });
        rates.collect()
    }

    /// Where weeks and years begin: as the file that was asked for says, in one item or in two, or else one that it uses.
    pub fn calendar(&self) -> Calendar {
        let said = |(file, item): (usize, &'_ Item)| match &item.definition {
            Definition::Calendar(calendar) => Some((file, calendar.week_starts, calendar.year_starts)),
            _ => None,
        };
        let first_file = self.items().find_map(said).map(|(file, _, _)| file);
        let of_file = || self.items().filter_map(said).filter(|(file, _, _)| Some(*file) == first_file);
        let week_starts = of_file().find_map(|(_, week_starts, _)| week_starts);
        let year_starts = of_file().find_map(|(_, _, year_starts)| year_starts);
        Calendar::new(week_starts.map_or(1, |weekday| weekday.0), year_starts.unwrap_or(1))
    }

    /// The date column, with the finest period to report.
    pub fn time(&self) -> Option<(EntityId, Grain)> {
        let times = self.entities().filter_map(|(id, entity)| match entity.kind {
            EntityKind::Time(grain) => Some((id, entity, grain)),
            _ => None,
        });
        // That of the file itself comes before those of what it uses.
        times.min_by_key(|(_, entity, _)| (entity.place.file, entity.place.start)).map(|(id, _, grain)| (id, grain))
    }

    /// The reports of the file, then those of what it uses.
    pub fn reports(&mut self) -> Vec<Report> {
        let found: Vec<(tree::Report, About)> = self
            .items()
            .filter_map(|(_, item)| match &item.definition {
                Definition::Report(report) => Some((report.clone(), About::of_report(report, &item.documentation))),
                _ => None,
            })
            .collect();
        found.into_iter().map(|(written, about)| self.report(&written, about)).collect()
    }

    fn report(&mut self, written: &tree::Report, about: About) -> Report {
        let mut report = Report { title: Arc::clone(&written.title), about, ..Report::default() };
        for entry in &written.entries {
            match &entry.kind {
                tree::ReportEntryKind::Kpis(kpis) => {
                    report.kpis.get_or_insert_default().extend(kpis.iter().map(ToString::to_string));
                }
                tree::ReportEntryKind::Inputs(inputs) => report.inputs.extend(inputs.iter().map(ToString::to_string)),
                tree::ReportEntryKind::By(by) => report.by.extend(by.iter().map(ToString::to_string)),
                tree::ReportEntryKind::Over(grain) => report.over = Some(*grain),
                tree::ReportEntryKind::Sort { kpi, descending } => report.sort = Some((kpi.to_string(), *descending)),
                tree::ReportEntryKind::Top(top) => report.top = usize::try_from(*top).ok(),
                tree::ReportEntryKind::Total => report.total = true,
                tree::ReportEntryKind::Where(condition) => report.filters.extend(self.report_condition(condition)),
                tree::ReportEntryKind::Attribute(_) => {}
            }
        }
        report
    }

    fn items(&self) -> impl Iterator<Item = (usize, &Item)> {
        self.trees().enumerate().flat_map(|(file, tree)| tree.items.iter().map(move |item| (file, item)))
    }
}
