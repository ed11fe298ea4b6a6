//! The Markdown of `##` lines. Whoever wrote it, nothing of it can leave its place: no HTML, no pictures, no headings, only links to the web.

use pulldown_cmark::{CowStr, Event, LinkType, Parser, Tag, TagEnd};

use super::markdown::escaped;

/// The text as HTML.
pub(super) fn html(text: &str) -> String {
    let mut out = String::new();
    pulldown_cmark::html::push_html(&mut out, tame(text).into_iter());
    out
}

/// The text as Markdown that cannot reach beyond itself.
pub(super) fn markdown(text: &str) -> String {
    let mut out = String::new();
    // The numbers of lists around what is written; none for lists without numbers.
    let mut lists: Vec<Option<u64>> = Vec::new();
    let mut links: Vec<String> = Vec::new();
    for event in tame(text) {
        match event {
            Event::Start(Tag::List(first)) => {
                if lists.is_empty() {
                    block(&mut out);
                }
                lists.push(first);
            }
            Event::End(TagEnd::List(_)) => {
                lists.pop();
                block(&mut out);
            }
            Event::Start(Tag::Item) => {
                let indent = "    ".repeat(lists.len().saturating_sub(1));
                let mark = match lists.last_mut() {
                    Some(Some(number)) => {
                        let mark = format!("{number}.");
                        *number = number.saturating_add(1);
                        mark
                    }
                    _ => "-".to_string(),
                };
                if !out.ends_with('\n') {
                    out.push('\n');
                }
                out.push_str(&format!("{indent}{mark} "));
            }
            Event::End(TagEnd::Paragraph) if lists.is_empty() => block(&mut out),
            Event::Start(Tag::Emphasis) | Event::End(TagEnd::Emphasis) => out.push('*'),
            Event::Start(Tag::Strong) | Event::End(TagEnd::Strong) => out.push_str("**"),
            Event::Start(Tag::Link { dest_url, .. }) => {
                links.push(dest_url.replace(['<', '>', ' ', '\\'], ""));
                out.push('[');
            }
            Event::End(TagEnd::Link) => out.push_str(&format!("](<{}>)", links.pop().unwrap_or_default())),
            Event::Text(text) => out.push_str(&escaped(&text)),
            Event::Code(code) => out.push_str(&super::markdown::code(&code)),
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            _ => {}
        }
    }
    out.trim().to_string()
}

fn block(out: &mut String) {
    out.truncate(out.trim_end().len());
    out.push_str("\n\n");
}

/// What is left of a text: paragraphs, lists, emphasis, code and links to the web. Everything else stands there as the words it is made of.
fn tame(text: &str) -> Vec<Event<'_>> {
    let mut events = Vec::new();
    // Whether each link that is open is kept.
    let mut kept: Vec<bool> = Vec::new();
    for event in Parser::new(text) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => events.push(Event::Text(html)),
            Event::Start(Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::HtmlBlock) => events.push(Event::Start(Tag::Paragraph)),
            Event::End(TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::HtmlBlock) => events.push(Event::End(TagEnd::Paragraph)),
            Event::Start(Tag::Link { dest_url, .. }) => {
                kept.push(is_of_the_web(&dest_url));
                if kept.last() == Some(&true) {
                    let empty = || CowStr::Borrowed("");
                    events.push(Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url, title: empty(), id: empty() }));
                }
            }
            Event::End(TagEnd::Link) => events.extend(kept.pop().unwrap_or(false).then_some(Event::End(TagEnd::Link))),
            Event::Start(Tag::Paragraph | Tag::List(_) | Tag::Item | Tag::Emphasis | Tag::Strong)
            | Event::End(TagEnd::Paragraph | TagEnd::List(_) | TagEnd::Item | TagEnd::Emphasis | TagEnd::Strong)
            | Event::Text(_)
            | Event::Code(_)
            | Event::SoftBreak
            | Event::HardBreak => events.push(event),
            _ => {}
        }
    }
    events
}

fn is_of_the_web(address: &str) -> bool {
    ["https://", "http://", "mailto:"]
        .iter()
        .any(|scheme| address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
}
