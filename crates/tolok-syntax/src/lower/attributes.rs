//! What stands between the braces of a definition.

use std::sync::Arc;

use crate::grammar::{Pair, Rule};
use crate::lower::{Lowering, target, unquoted};
use crate::tree::{Attribute, AttributeKind, Better, Indicator, OnError};

/// The attributes of a block.
pub(super) fn attributes(pair: Pair<'_>, lowering: &mut Lowering<'_>) -> Vec<Attribute> {
    let parts: Vec<Pair<'_>> = pair.into_inner().filter(|part| part.as_rule() == Rule::attribute).collect();
    parts.into_iter().filter_map(|part| attribute(part, lowering)).collect()
}

/// One attribute.
pub(super) fn attribute(pair: Pair<'_>, lowering: &mut Lowering<'_>) -> Option<Attribute> {
    pair.into_inner().next().and_then(|inner| said(inner, lowering))
}

/// What one of the attribute rules says.
pub(super) fn said(pair: Pair<'_>, lowering: &mut Lowering<'_>) -> Option<Attribute> {
    let span = lowering.span(&pair);
    let kind = match pair.as_rule() {
        Rule::label => {
            let (language, text) = in_language(pair);
            AttributeKind::Label { language, text }
        }
        Rule::description => {
            let (language, text) = in_language(pair);
            AttributeKind::Description { language, text }
        }
        Rule::alias => {
            let (mut language, mut aliases) = (None, Vec::new());
            for part in pair.into_inner() {
                match part.as_rule() {
                    Rule::language => language = Some(code(&part)),
                    Rule::text => aliases.push((unquoted(&part), lowering.span(&part))),
                    _ => {}
                }
            }
            AttributeKind::Alias { language, aliases }
        }
        Rule::format => AttributeKind::Format(first_text(pair)),
        Rule::better => AttributeKind::Better(if word(&pair).eq_ignore_ascii_case("lower") { Better::Lower } else { Better::Higher }),
        Rule::indicator => {
            let leading = word(&pair).eq_ignore_ascii_case("leading");
            AttributeKind::Indicator(if leading { Indicator::Leading } else { Indicator::Lagging })
        }
        Rule::tags => {
            let tags = pair.into_inner().filter(|part| part.as_rule() == Rule::tag);
            AttributeKind::Tags(tags.filter_map(|tag| tag.into_inner().next()).map(|tag| unquoted(&tag)).collect())
        }
        Rule::on_error => on_error(pair),
        Rule::deprecated => AttributeKind::Deprecated(pair.into_inner().next().map(|text| unquoted(&text))),
        Rule::target => AttributeKind::Target(Box::new(target::target(pair, lowering)?)),
        Rule::text_attribute => {
            let mut inner = pair.into_inner();
            let name = inner.next()?.as_str().trim().to_lowercase().into();
            let value = inner.next()?;
            let dated = value.as_rule() == Rule::date;
            AttributeKind::Text { name, text: unquoted(&value), dated }
        }
        _ => return None,
    };
    Some(Attribute { kind, span })
}

fn in_language(pair: Pair<'_>) -> (Option<Arc<str>>, Arc<str>) {
    let mut language = None;
    let mut text: Arc<str> = "".into();
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::language => language = Some(code(&part)),
            _ => text = unquoted(&part),
        }
    }
    (language, text)
}

/// The code of a language.
fn code(pair: &Pair<'_>) -> Arc<str> {
    pair.as_str().trim().to_lowercase().into()
}

fn first_text(pair: Pair<'_>) -> Arc<str> {
    pair.into_inner().next().map_or("".into(), |text| unquoted(&text))
}

fn word<'text>(pair: &Pair<'text>) -> &'text str {
    pair.clone().into_inner().next().map_or("", |word| word.as_str().trim())
}

fn on_error(pair: Pair<'_>) -> AttributeKind {
    AttributeKind::OnError(match pair.into_inner().next() {
        Some(part) if part.as_rule() == Rule::text => OnError::Text(unquoted(&part)),
        Some(part) if part.as_rule() == Rule::number => OnError::Number(part.as_str().trim().into()),
        _ => OnError::Blank,
    })
}
