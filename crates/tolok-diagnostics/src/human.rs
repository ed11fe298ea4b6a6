//! Problems for people: the text with the place underlined, in the look that compilers have made familiar.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use crate::{Diagnostic, Place, Severity, Sources};

/// How long a suggestion may be to stand beside the underlined text.
const SUGGESTION: usize = 60;

/// The problem as several lines of text, ending without a newline.
///
/// `width` is the number of columns to fit; `color` adds ANSI colours.
pub fn render(diagnostic: &Diagnostic, sources: &Sources, width: usize, color: bool) -> String {
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.id);
    let mut group = title.elements(Vec::<annotate_snippets::Message<'_>>::new());
    // A suggestion of a few words stands best beside what it corrects.
    let suggestion = diagnostic.help.as_deref().filter(|help| help.starts_with("did you mean") && help.len() <= SUGGESTION);
    let hint = diagnostic.hint.as_deref().or(suggestion);
    let mut help: Vec<&str> = [diagnostic.hint.as_deref(), diagnostic.help.as_deref()].into_iter().flatten().collect();
    match &diagnostic.place {
        Place::Text { file, span } if sources.get(file).is_some() => {
            let text = sources.get(file).map_or("", |text| text);
            let mut annotation = AnnotationKind::Primary.span(clamp(text, span.start, span.end));
            if let Some(hint) = hint {
                annotation = annotation.label(hint);
            }
            let mut snippet = Snippet::source(text).path(file.as_ref()).annotation(annotation);
            for related in &diagnostic.related {
                if let Place::Text { file: other, span } = &related.place
                    && other == file
                {
                    let span = clamp(text, span.start, span.end);
                    snippet = snippet.annotation(AnnotationKind::Context.span(span).label(related.text.as_str()));
                }
            }
            group = group.element(snippet);
            help.retain(|words| Some(*words) != hint);
        }
        Place::Nowhere => {}
        other => group = group.element(annotate_snippets::Origin::path(other.to_string())),
    }
    for related in &diagnostic.related {
        if related.place.file() != diagnostic.place.file() || !matches!(related.place, Place::Text { .. }) {
            group = group.element(Level::NOTE.message(format!("{}: {}", related.text, sources.describe(&related.place))));
        }
    }
    for words in help {
        group = group.element(Level::HELP.message(words));
    }
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let text = renderer.term_width(width).decor_style(DecorStyle::Ascii).render(&[group]);
    match diagnostic.place {
        Place::Nowhere => without_bar(&text),
        _ => text,
    }
}

/// Where nothing is underlined there is nothing that a bar could lead to.
fn without_bar(text: &str) -> String {
    text.lines().filter(|line| uncoloured(line).trim() != "|").collect::<Vec<_>>().join("\n")
}

fn uncoloured(line: &str) -> String {
    let mut parts = line.split('\u{1b}');
    let first = parts.next().unwrap_or_default();
    std::iter::once(first).chain(parts.map(|part| part.split_once('m').map_or(part, |(_, rest)| rest))).collect()
}

/// The span on character boundaries inside the text, so that no renderer can be surprised.
fn clamp(text: &str, start: usize, end: usize) -> std::ops::Range<usize> {
    let start = text.floor_char_boundary(start);
    start..text.ceil_char_boundary(end).max(start)
}
