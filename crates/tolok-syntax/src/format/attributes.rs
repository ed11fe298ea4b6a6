//! Attributes in canonical form, each on a line.

use super::expression::{quoted, render};
use crate::tree::{Attribute, AttributeKind, Better, Bound, Indicator, OnError, Path, Target};

/// The text of an attribute.
pub(super) fn attribute(attribute: &Attribute, rename: &dyn Fn(&Path) -> Option<String>) -> String {
    match &attribute.kind {
        AttributeKind::Label { language, text } => in_language("label", language.as_deref(), text),
        AttributeKind::Description { language, text } => in_language("description", language.as_deref(), text),
        AttributeKind::Alias { language, aliases } => {
            let language = language.as_ref().map_or_else(String::new, |code| format!(" {code}"));
            format!("alias{language} {}", aliases.iter().map(|(alias, _)| quoted(alias)).collect::<Vec<_>>().join(", "))
        }
        AttributeKind::Format(format) => format!("format {}", quoted(format)),
        AttributeKind::Better(Better::Higher) => "better higher".to_string(),
        AttributeKind::Better(Better::Lower) => "better lower".to_string(),
        AttributeKind::Indicator(Indicator::Leading) => "indicator leading".to_string(),
        AttributeKind::Indicator(Indicator::Lagging) => "indicator lagging".to_string(),
        AttributeKind::Target(target) => self::target(target, rename),
        AttributeKind::Text { name, text, dated: false } => format!("{name} {}", quoted(text)),
        AttributeKind::Text { name, text, dated: true } => format!("{name} {text}"),
        AttributeKind::Tags(tags) => format!("tags {}", tags.iter().map(|tag| quoted(tag)).collect::<Vec<_>>().join(", ")),
        AttributeKind::OnError(OnError::Blank) => "on_error blank".to_string(),
        AttributeKind::OnError(OnError::Text(text)) => format!("on_error {}", quoted(text)),
        AttributeKind::OnError(OnError::Number(spelling)) => format!("on_error {spelling}"),
        AttributeKind::Deprecated(None) => "deprecated".to_string(),
        AttributeKind::Deprecated(Some(text)) => format!("deprecated {}", quoted(text)),
    }
}

fn in_language(word: &str, language: Option<&str>, text: &str) -> String {
    match language {
        Some(language) => format!("{word} {language} {}", quoted(text)),
        None => format!("{word} {}", quoted(text)),
    }
}

fn target(target: &Target, rename: &dyn Fn(&Path) -> Option<String>) -> String {
    let mut text = "target ".to_string();
    if let Some(member) = &target.member {
        text.push_str(&format!("for {} {} ", member.dimension, quoted(&member.member)));
    }
    text.push_str(&bound(&target.good, rename));
    if let Some(warn) = &target.warn {
        text.push_str(", warn ");
        text.push_str(&bound(warn, rename));
    }
    text
}

fn bound(bound: &Bound, rename: &dyn Fn(&Path) -> Option<String>) -> String {
    let value = |expression| render(expression, rename, super::WIDTH);
    match bound {
        Bound::Compare(comparison, expression) => format!("{} {}", comparison.text(), value(expression)),
        Bound::Between(low, high) => format!("between {} and {}", value(low), value(high)),
    }
}
