//! What is said of a definition: labels, aliases, format, direction and the rest of its attributes.

use std::collections::BTreeMap;
use std::sync::Arc;

use tolok_diagnostics::Diagnostic;
use tolok_syntax::tree::{self, Attribute, AttributeKind, Better, Indicator};
use tolok_value::{NumberFormat, fold};

use crate::codes;

/// What is said of a definition.
#[derive(Debug, Clone, Default)]
pub struct About {
    /// Labels by language; the empty key is the one without a language.
    pub labels: BTreeMap<Arc<str>, Arc<str>>,
    /// Descriptions by language; the empty key is the one without a language, or the `##` documentation.
    pub descriptions: BTreeMap<Arc<str>, Arc<str>>,
    /// Other names, in whatever language.
    pub aliases: Vec<Arc<str>>,
    /// Those of them whose language is said, by language.
    pub aliases_in: BTreeMap<Arc<str>, Vec<Arc<str>>>,
    /// How its value is shown.
    pub format: Option<NumberFormat>,
    /// Which direction is good.
    pub better: Option<Better>,
    /// Whether it tells of what comes or of what was.
    pub indicator: Option<Indicator>,
    /// `category`, `owner`, `source`, `cadence`, `since`.
    pub texts: BTreeMap<Arc<str>, Arc<str>>,
    /// Tags.
    pub tags: Vec<Arc<str>>,
    /// How an error is shown.
    pub on_error: Option<OnError>,
    /// Set if it should no longer be used, with what to use instead.
    pub deprecated: Option<Option<Arc<str>>>,
}

/// How an error is shown.
pub type OnError = tree::OnError;

impl About {
    /// The label in a language, or else the one without a language, or else the name in words.
    pub fn label<'a>(&'a self, language: &str, name: &'a str) -> &'a str {
        self.labels.get(language).or_else(|| self.labels.get("")).map_or(name, |label| label)
    }

    /// What is said of a report; what is wrong with it was reported when its file was checked.
    pub fn of_report(report: &tree::Report, documentation: &[Arc<str>]) -> Self {
        let attributes: Vec<&Attribute> = report.attributes().collect();
        Self::read(documentation, &attributes, &"".into(), &mut Vec::new())
    }

    pub(crate) fn read(documentation: &[Arc<str>], attributes: &[&Attribute], file: &Arc<str>, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut about = About::default();
        let mut seen: Vec<(String, tree::Span)> = Vec::new();
        if !documentation.is_empty() {
            let text = documentation.iter().map(|line| line.trim()).collect::<Vec<_>>().join("\n");
            about.descriptions.insert("".into(), text.trim().into());
        }
        for attribute in attributes {
            if let Some(key) = unique_key(&attribute.kind) {
                if let Some((_, first)) = seen.iter().find(|(other, _)| *other == key) {
                    let problem = Diagnostic::new(&codes::ATTRIBUTE_TWICE, format!("`{key}` is said twice"))
                        .in_text(file, attribute.span.range())
                        .help("keep one of the two")
                        .related(tolok_diagnostics::Place::text(Arc::clone(file), first.range()), "first said here");
                    diagnostics.push(problem);
                    continue;
                }
                seen.push((key, attribute.span));
            }
            about.take(attribute, file, diagnostics);
        }
        about
    }

    /// Takes over from a definition that this one replaces what it does not say itself: names and what kind of number it is, and where it
    /// `is_the_same` but for what it says, the rest too. Labels give way to any of its own, and are understood all the same.
    pub(crate) fn take_over(&mut self, original: &About, is_the_same: bool) {
        if self.labels.is_empty() {
            self.labels.clone_from(&original.labels);
        } else {
            self.aliases.extend(original.labels.values().cloned());
        }
        self.aliases.extend(original.aliases.iter().cloned());
        for (language, aliases) in &original.aliases_in {
            self.aliases_in.entry(Arc::clone(language)).or_default().extend(aliases.iter().cloned());
        }
        self.better = self.better.or(original.better);
        self.indicator = self.indicator.or(original.indicator);
        let of_kind = |name: &Arc<str>| matches!(&**name, "category" | "cadence");
        for (name, text) in original.texts.iter().filter(|(name, _)| is_the_same || of_kind(name)) {
            self.texts.entry(Arc::clone(name)).or_insert_with(|| Arc::clone(text));
        }
        if self.tags.is_empty() {
            self.tags.clone_from(&original.tags);
        }
        if is_the_same {
            if self.descriptions.is_empty() {
                self.descriptions.clone_from(&original.descriptions);
            }
            self.format = self.format.take().or_else(|| original.format.clone());
            self.on_error = self.on_error.take().or_else(|| original.on_error.clone());
        }
    }

    fn take(&mut self, attribute: &Attribute, file: &Arc<str>, diagnostics: &mut Vec<Diagnostic>) {
        let language = |language: &Option<Arc<str>>| language.clone().unwrap_or_else(|| "".into());
        match &attribute.kind {
            AttributeKind::Label { language: code, text } => {
                self.labels.insert(language(code), Arc::clone(text));
            }
            AttributeKind::Description { language: code, text } => {
                self.descriptions.insert(language(code), Arc::clone(text));
            }
            AttributeKind::Alias { language, aliases } => {
                let aliases = || aliases.iter().map(|(alias, _)| Arc::clone(alias));
                self.aliases.extend(aliases());
                if let Some(code) = language {
                    self.aliases_in.entry(Arc::clone(code)).or_default().extend(aliases());
                }
            }
            AttributeKind::Format(text) => match NumberFormat::parse(text) {
                Ok(format) => self.format = Some(format),
                Err(error) => {
                    let problem = Diagnostic::new(&codes::FORMAT, error.to_string());
                    let help = "formats are written as in a spreadsheet: `#,##0.00`, `0.0%`, `$#,##0`, `yyyy-mm-dd`";
                    diagnostics.push(problem.in_text(file, attribute.span.range()).help(help));
                }
            },
            AttributeKind::Better(better) => self.better = Some(*better),
            AttributeKind::Indicator(indicator) => self.indicator = Some(*indicator),
            AttributeKind::Text { name, text, .. } => {
                self.texts.insert(Arc::clone(name), Arc::clone(text));
            }
            AttributeKind::Tags(tags) => self.tags.extend(tags.iter().cloned()),
            AttributeKind::OnError(on_error) => self.on_error = Some(on_error.clone()),
            AttributeKind::Deprecated(instead) => self.deprecated = Some(instead.clone()),
            AttributeKind::Target(_) => {}
        }
    }
}

/// The word, with its language, of an attribute that can be said only once.
fn unique_key(kind: &AttributeKind) -> Option<String> {
    let in_language = |word: &str, language: &Option<Arc<str>>| match language {
        Some(code) => format!("{word} {code}"),
        None => word.to_string(),
    };
    Some(match kind {
        AttributeKind::Label { language, .. } => in_language("label", language),
        AttributeKind::Description { language, .. } => in_language("description", language),
        AttributeKind::Format(_) => "format".to_string(),
        AttributeKind::Better(_) => "better".to_string(),
        AttributeKind::Indicator(_) => "indicator".to_string(),
        AttributeKind::Text { name, .. } => name.to_string(),
        AttributeKind::OnError(_) => "on_error".to_string(),
        AttributeKind::Deprecated(_) => "deprecated".to_string(),
        AttributeKind::Target(target) => match &target.member {
            Some(member) => format!("target for {} \"{}\"", member.dimension.key, fold(member.member.trim())),
            None => "target".to_string(),
        },
        AttributeKind::Alias { .. } | AttributeKind::Tags(_) => return None,
    })
}
