//! What a definition says, one aspect after the other, in canonical form.

use std::sync::Arc;

use tolok_model::{Entity, EntityKind, Rollup, Type};
use tolok_syntax::format::{format_with, formula};
use tolok_syntax::tree::{
    self, Attribute, AttributeKind, DimensionEntryKind, Expression, ExpressionKind, File, Item, Metric, Name, Path, ReportEntryKind,
    RollupKind, Span, UsePath,
};

use super::{Change, Definition};
use crate::Definitions;

/// A definition with everything that can change about it.
pub(super) struct Described {
    /// What it is known by in both versions: its kind only where it has no name that formulas can use.
    pub(super) key: (&'static str, String),
    pub(super) definition: Definition,
    aspects: Vec<Aspect>,
}

/// One thing that a definition says.
struct Aspect {
    name: String,
    /// What is compared.
    meaning: String,
    /// What is shown.
    text: String,
}

impl Described {
    /// What a newer version of the definition says differently.
    pub(super) fn changes(&self, newer: &Described) -> Vec<Change> {
        let find = |aspects: &[Aspect], name: &str| aspects.iter().position(|aspect| aspect.name == name);
        let mut changes = Vec::new();
        for after in &newer.aspects {
            let before = find(&self.aspects, &after.name).and_then(|place| self.aspects.get(place));
            if before.is_none_or(|before| before.meaning != after.meaning) {
                let (mut before, mut text) = (before.map(|before| before.text.clone()), after.text.clone());
                if let (TEXT, Some(old)) = (after.name.as_str(), &mut before) {
                    (*old, text) = different_lines(old, &text);
                }
                changes.push(Change { aspect: after.name.clone(), before, after: Some(text) });
            }
        }
        let gone = self.aspects.iter().filter(|before| find(&newer.aspects, &before.name).is_none());
        changes.extend(gone.map(|before| Change { aspect: before.name.clone(), before: Some(before.text.clone()), after: None }));
        changes
    }
}

/// The lines of two texts that only one of them has; the texts themselves where only the order is another.
fn different_lines(before: &str, after: &str) -> (String, String) {
    let only_in = |text: &str, other: &str| -> Vec<String> {
        text.lines().filter(|line| !other.lines().any(|known| known == *line)).map(|line| line.trim().to_string()).collect()
    };
    match (only_in(before, after), only_in(after, before)) {
        (old, new) if old.is_empty() && new.is_empty() => (before.to_string(), after.to_string()),
        (old, new) => (old.join("\n"), new.join("\n")),
    }
}

/// The definitions of the file and the files it uses. Of two with one name the first counts, as in formulas.
pub(super) fn described(definitions: &Definitions) -> Vec<Described> {
    let mut found: Vec<Described> = Vec::new();
    let mut seen: std::collections::BTreeSet<(&'static str, String)> = std::collections::BTreeSet::new();
    for number in 0u32.. {
        let Some(name) = definitions.model.file_name(number) else { break };
        if number > 0 && tolok_model::library_text(name).is_some() {
            continue;
        }
        let Some(text) = definitions.sources().get(name) else { continue };
        for item in tolok_syntax::parse(name, text).file.items {
            let reader = Reader { definitions, item: &item };
            if let Some(mut described) = reader.read().filter(|described| number == 0 || described.key.0 == NAMED) {
                let title = described.key.1.clone();
                let mut times = 1;
                while !seen.insert(described.key.clone()) {
                    times += 1;
                    described.key.1 = format!("{title} {times}");
                }
                if times == 1 || described.key.0 != NAMED {
                    found.push(described);
                }
            }
        }
    }
    found
}

/// The aspect of definitions that are compared line by line.
const TEXT: &str = "text";

/// The kind of key that definitions have whose names formulas can use.
const NAMED: &str = "name";

struct Reader<'r> {
    definitions: &'r Definitions,
    item: &'r Item,
}

impl Reader<'_> {
    fn read(&self) -> Option<Described> {
        use tree::Definition as Tree;
        let mut aspects = Vec::new();
        let (kind, title) = match &self.item.definition {
            Tree::Metric(metric) => {
                self.add_type(&mut aspects);
                self.add_formula("formula", &metric.formula, &mut aspects);
                self.add_attributes(&metric.attributes, &mut aspects);
                ("metric", None)
            }
            Tree::Input(input) => {
                self.add_type(&mut aspects);
                self.add_rollup(input, &mut aspects);
                if let Some(fill) = &input.fill {
                    self.add_formula("fill", &fill.value, &mut aspects);
                }
                self.add_attributes(&input.attributes, &mut aspects);
                ("input", None)
            }
            Tree::Param(param) => {
                self.add_type(&mut aspects);
                self.add_formula("value", &param.value, &mut aspects);
                self.add_attributes(&param.attributes, &mut aspects);
                ("param", None)
            }
            Tree::Function(function) => {
                let parameters: Vec<String> = function.parameters.iter().map(ToString::to_string).collect();
                add("parameters", parameters.join(", "), &mut aspects);
                self.add_formula("formula", &function.body, &mut aspects);
                self.add_attributes(&function.attributes, &mut aspects);
                ("function", None)
            }
            Tree::Dimension(dimension) => {
                self.add_dimension(dimension, &mut aspects);
                ("dimension", None)
            }
            Tree::Time(time) => {
                add("finest period", time.grain.to_string(), &mut aspects);
                ("time", None)
            }
            Tree::Source(_) => ("source", None),
            Tree::Rates(_) => ("rates", Some(String::new())),
            Tree::Currency(_) => ("currency", Some(String::new())),
            Tree::Calendar(_) => ("calendar", Some(String::new())),
            Tree::Use(used) => match &used.path {
                UsePath::Library(path) => ("use", Some(path.key())),
                UsePath::File(file) => ("use", Some(file.to_string())),
            },
            Tree::Report(report) => {
                self.add_report(report, &mut aspects);
                ("report", Some(report.title.to_string()))
            }
            Tree::Test(test) => ("test", Some(test.title.to_string())),
            Tree::Broken(_) => return None,
        };
        if aspects.is_empty() {
            add(TEXT, self.canonical(self.item.definition.clone()), &mut aspects);
        }
        aspects.insert(0, Aspect { name: "kind".to_string(), meaning: kind.to_string(), text: kind.to_string() });
        let name = self.item.definition.name();
        if let Some(name) = name {
            add("spelling", name.to_string(), &mut aspects);
        }
        let documentation = self.item.documentation.iter().map(|line| line.trim()).collect::<Vec<_>>().join("\n");
        if !documentation.trim().is_empty() {
            add("documentation", documentation, &mut aspects);
        }
        let key = match (name, &title) {
            (Some(name), _) => (NAMED, name.key.to_string()),
            (None, title) => (kind, title.clone().unwrap_or_default()),
        };
        let name = name.map(ToString::to_string).or(title).unwrap_or_default();
        let text = self.canonical(self.item.definition.clone());
        Some(Described { key, definition: Definition { kind, name, head: self.head(&text), text }, aspects })
    }

    /// The text of the definition as the formatter writes it, without comments.
    fn canonical(&self, definition: tree::Definition) -> String {
        let item = Item { leading: Vec::new(), documentation: Vec::new(), comments: Vec::new(), definition, ..self.item.clone() };
        let file = File { name: "".into(), items: vec![item], trailing: Vec::new() };
        format_with(&file, &|path: &Path| self.definitions.model.canonical(path)).trim_end().to_string()
    }

    /// The canonical text without its block, on one line.
    fn head(&self, text: &str) -> String {
        let mut definition = self.item.definition.clone();
        match &mut definition {
            tree::Definition::Metric(metric) => metric.attributes.clear(),
            tree::Definition::Input(input) => input.attributes.clear(),
            tree::Definition::Param(param) => param.attributes.clear(),
            tree::Definition::Function(function) => function.attributes.clear(),
            _ => return text.lines().next().unwrap_or_default().trim_end_matches('{').trim_end().to_string(),
        }
        self.canonical(definition)
    }

    fn entity(&self) -> Option<&Entity> {
        let name = self.item.definition.name()?;
        self.definitions.model.find(&name.text).and_then(|id| self.definitions.model.entity(id))
    }

    /// The type that values have, declared or not: what only says so is no change.
    fn add_type(&self, aspects: &mut Vec<Aspect>) {
        if let Some(ty) = self.entity().map(Entity::ty).filter(|ty| *ty != Type::Unknown) {
            add("type", ty.to_string(), aspects);
        }
    }

    /// Names may be aliases: what is compared has the names that they stand for.
    fn add_formula(&self, name: &str, expression: &Expression, aspects: &mut Vec<Aspect>) {
        let meaning = self.canonical(stand_in(expression.clone(), Vec::new()));
        aspects.push(Aspect { name: name.to_string(), meaning, text: formula(expression) });
    }

    /// How the input rolls up, said or not.
    fn add_rollup(&self, input: &tree::Input, aspects: &mut Vec<Aspect>) {
        let by_default = match self.entity().map(|entity| &entity.kind) {
            Some(EntityKind::Input(input)) => match &input.rollup {
                Some(Rollup::Flow { overlapping: false }) => Some(RollupKind::Flow { overlapping: false }),
                Some(Rollup::Single) => Some(RollupKind::Single),
                _ => None,
            },
            _ => None,
        };
        let said = input.rollup.as_ref().map(|rollup| rollup.kind.clone()).or(by_default);
        let Some(kind) = said else { return };
        let alone = tree::Input {
            name: Name::new("x", Span::default()),
            annotation: None,
            rollup: Some(tree::Rollup { kind, span: Span::default() }),
            fill: None,
            attributes: Vec::new(),
        };
        let text = self.canonical(tree::Definition::Input(alone));
        add("roll-up", text.trim_start_matches("input x, ").to_string(), aspects);
    }

    fn add_dimension(&self, dimension: &tree::Dimension, aspects: &mut Vec<Aspect>) {
        if let Some(from) = &dimension.from {
            add("from", from.to_string(), aspects);
        }
        for entry in dimension.entries.iter().flatten() {
            match &entry.kind {
                DimensionEntryKind::Group { group, members } => add(&format!("group \"{group}\""), members.join(", "), aspects),
                DimensionEntryKind::Member { member, attributes } => {
                    let said: Vec<String> = attributes.iter().map(|attribute| self.attribute(attribute)).collect();
                    add(&format!("member \"{member}\""), said.join(" "), aspects);
                }
                DimensionEntryKind::Attribute(attribute) => self.add_attributes(std::slice::from_ref(attribute), aspects),
            }
        }
    }

    /// What it is called apart from what it shows, which is compared line by line.
    fn add_report(&self, report: &tree::Report, aspects: &mut Vec<Aspect>) {
        let attributes: Vec<Attribute> = report.attributes().cloned().collect();
        let mut shown = report.clone();
        shown.entries.retain(|entry| !matches!(entry.kind, ReportEntryKind::Attribute(_)));
        add(TEXT, self.canonical(tree::Definition::Report(shown)), aspects);
        self.add_attributes(&attributes, aspects);
    }

    fn add_attributes(&self, attributes: &[Attribute], aspects: &mut Vec<Aspect>) {
        for attribute in attributes {
            let name = aspect_of(&attribute.kind);
            let text = self.attribute(attribute);
            let said = text.strip_prefix(&name).map_or(text.as_str(), str::trim);
            match aspects.iter_mut().find(|aspect| aspect.name == name) {
                // Aliases and tags may be said in several places.
                Some(known) => {
                    known.text.push_str(&format!(", {said}"));
                    known.meaning.clone_from(&known.text);
                }
                None => add(&name, if said.is_empty() { "yes" } else { said }.to_string(), aspects),
            }
        }
    }

    /// An attribute as the formatter writes it.
    fn attribute(&self, attribute: &Attribute) -> String {
        let blank = Expression { kind: ExpressionKind::Blank, span: Span::default() };
        let text = self.canonical(stand_in(blank, vec![attribute.clone()]));
        let lines: Vec<&str> = text.lines().skip(1).take_while(|line| *line != "}").map(str::trim).collect();
        lines.join(" ")
    }
}

/// A definition that stands around a formula or an attribute while it is written.
fn stand_in(formula: Expression, attributes: Vec<Attribute>) -> tree::Definition {
    let name = Name::new("x", Span::default());
    tree::Definition::Metric(Metric { overrides: false, name, annotation: None, formula, attributes })
}

fn add(name: &str, text: String, aspects: &mut Vec<Aspect>) {
    aspects.push(Aspect { name: name.to_string(), meaning: text.clone(), text });
}

/// What an attribute is about, as it begins in the text.
fn aspect_of(kind: &AttributeKind) -> String {
    let in_language = |word: &str, language: &Option<Arc<str>>| match language {
        Some(code) => format!("{word} {code}"),
        None => word.to_string(),
    };
    match kind {
        AttributeKind::Label { language, .. } => in_language("label", language),
        AttributeKind::Description { language, .. } => in_language("description", language),
        AttributeKind::Alias { language, .. } => in_language("alias", language),
        AttributeKind::Format(_) => "format".to_string(),
        AttributeKind::Better(_) => "better".to_string(),
        AttributeKind::Target(target) => match &target.member {
            Some(member) => format!("target for {} \"{}\"", member.dimension, member.member.replace('"', "\"\"")),
            None => "target".to_string(),
        },
        AttributeKind::Indicator(_) => "indicator".to_string(),
        AttributeKind::Text { name, .. } => name.to_string(),
        AttributeKind::Tags(_) => "tags".to_string(),
        AttributeKind::OnError(_) => "on_error".to_string(),
        AttributeKind::Deprecated(_) => "deprecated".to_string(),
    }
}
