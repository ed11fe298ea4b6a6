//! What is said of a definition, as plain data: for catalogues, editors and other languages.

use std::collections::BTreeMap;

use tolok_model::{Better, Entity, EntityId, EntityKind, Type};
use tolok_value::Language;

use crate::Definitions;

/// What is said of a definition.
///
/// ```
/// let definitions = tolok::Definitions::parse("cac = spend / new_customers")?;
/// let cac = definitions.entry("CAC").ok_or("no such definition")?;
/// assert_eq!((cac.name.as_str(), cac.formula.as_deref()), ("cac", Some("spend / new_customers")));
/// assert_eq!(cac.depends_on, ["spend", "new_customers"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its name as it was defined.
    pub name: String,
    /// What it is: `metric`, `input`, `param`, `dimension` or `time`.
    pub kind: &'static str,
    /// Its type as a declaration writes it; none where nothing says it.
    pub ty: Option<String>,
    /// The unit; nothing for a plain number, and for what is no number.
    pub unit: Option<String>,
    /// The formula of a metric, as it is written canonically.
    pub formula: Option<String>,
    /// Labels by language; the empty key is the one without a language.
    pub labels: BTreeMap<String, String>,
    /// Descriptions by language; the empty key is the one without a language.
    pub descriptions: BTreeMap<String, String>,
    /// Other names.
    pub aliases: Vec<String>,
    /// Its tags.
    pub tags: Vec<String>,
    /// How its value is shown, as a spreadsheet writes it, if it says so itself.
    pub format: Option<String>,
    /// `higher` or `lower`, whichever is good.
    pub better: Option<&'static str>,
    /// `category`, `owner`, `source`, `cadence`, `since`.
    pub texts: BTreeMap<String, String>,
    /// The definitions and columns that its value is computed from directly, in the order of the files.
    pub depends_on: Vec<String>,
}

impl Entry {
    /// The label in a language, or else the one without a language, or else the name.
    pub fn label(&self, language: Language) -> &str {
        spoken(&self.labels, language).unwrap_or(&self.name)
    }

    /// The description in a language, or else the one without a language.
    pub fn description(&self, language: Language) -> Option<&str> {
        spoken(&self.descriptions, language)
    }
}

fn spoken(words: &BTreeMap<String, String>, language: Language) -> Option<&str> {
    words.get(language.code()).or_else(|| words.get("")).map(String::as_str)
}

impl Definitions {
    /// The definitions that a run shows, in its order: inputs and metrics, of the file first, then of what it uses.
    pub fn entries(&self) -> Vec<Entry> {
        self.model.shown().into_iter().filter_map(|(id, _)| self.entry_of(id)).collect()
    }

    /// The definition of a name or an alias.
    pub fn entry(&self, name: &str) -> Option<Entry> {
        self.entry_of(self.model.find(name)?)
    }

    fn entry_of(&self, id: EntityId) -> Option<Entry> {
        let entity = self.model.entity(id)?;
        let about = &entity.about;
        let texts = |texts: &BTreeMap<std::sync::Arc<str>, std::sync::Arc<str>>| {
            texts.iter().map(|(key, text)| (key.to_string(), text.to_string())).collect()
        };
        let ty = Some(entity.ty()).filter(|ty| *ty != Type::Unknown);
        Some(Entry {
            kind: kind(entity)?,
            name: entity.name.to_string(),
            unit: ty.as_ref().and_then(Type::quantity).and_then(tolok_model::Quantity::unit),
            ty: ty.map(|ty| ty.to_string()),
            formula: match &entity.kind {
                EntityKind::Metric(metric) => Some(metric.text.to_string()),
                _ => None,
            },
            labels: texts(&about.labels),
            descriptions: texts(&about.descriptions),
            aliases: about.aliases.iter().map(ToString::to_string).collect(),
            tags: about.tags.iter().map(ToString::to_string).collect(),
            format: about.format.as_ref().map(|format| format.written().to_string()),
            better: about.better.map(|better| match better {
                Better::Higher => "higher",
                Better::Lower => "lower",
            }),
            texts: texts(&about.texts),
            depends_on: self.needed_by(id),
        })
    }
}

fn kind(entity: &Entity) -> Option<&'static str> {
    Some(match &entity.kind {
        EntityKind::Input(_) => "input",
        EntityKind::Param(_) => "param",
        EntityKind::Metric(_) => "metric",
        EntityKind::Dimension(_) => "dimension",
        EntityKind::Time(_) => "time",
        EntityKind::Function | EntityKind::Source | EntityKind::Broken => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_is_told() {
        let text = "dimension channel\ninput spend: money[USD] { label id \"Biaya\" }\ninput leads: count\n\
                    ## What a lead costs.\ncpl = spend / leads { alias \"cost_per_lead\"; better lower }\n";
        let definitions = Definitions::parse(text).unwrap();
        let names: Vec<String> = definitions.entries().into_iter().map(|entry| entry.name).collect();
        assert_eq!(names, ["spend", "leads", "cpl"]);
        let cpl = definitions.entry("Cost_Per_Lead").unwrap();
        assert_eq!((cpl.kind, cpl.unit.as_deref(), cpl.better), ("metric", Some("USD/count"), Some("lower")));
        assert_eq!(cpl.description(Language::Polish), Some("What a lead costs."));
        assert_eq!(cpl.depends_on, ["spend", "leads"]);
        let spend = definitions.entry("spend").unwrap();
        assert_eq!((spend.label(Language::Indonesian), spend.label(Language::English)), ("Biaya", "spend"));
        assert_eq!((spend.ty.as_deref(), spend.formula), (Some("USD"), None));
        assert_eq!(definitions.entry("channel").map(|entry| entry.kind), Some("dimension"));
        assert_eq!(definitions.entry("nothing"), None);
    }
}
