//! Puts the comments of a definition back among its canonical lines.
//!
//! A comment at the end of a line stays at the end of that line; one on a line of its own stays before what it stood before; one
//! inside a formula moves above the definition, for formulas are laid out anew.

use std::iter::Peekable;
use std::slice::Iter;

use super::definition::Lines;
use crate::tree::{Comment, Item};

/// How far the entries of a block are indented.
const INDENT: &str = "  ";

/// Writes the definition with its comments, and returns those that belong above it.
pub(super) fn place(lines: Lines, item: &Item, out: &mut String) -> Vec<String> {
    let mut comments = item.comments.iter().peekable();
    let close = closing_brace(item);
    let head_end = lines.head_end.min(content_end(item));
    let mut hoisted = Vec::new();
    let inside_head = |comment: &Comment| comment.span.start < head_end;
    while let Some(comment) = comments.next_if(|comment| inside_head(comment)) {
        hoisted.push(above(comment));
    }
    out.push_str(&lines.head);
    let Some(entries) = lines.entries else {
        let mut rest = comments.collect::<Vec<_>>();
        // Only one comment fits at the end of the line.
        let last = rest.pop();
        hoisted.extend(rest.into_iter().map(above));
        end_line(last, out);
        return hoisted;
    };
    out.push_str(" {");
    let first = entries.first().map_or(close, |(_, span)| span.start);
    end_line(trailing(&mut comments, first.min(close)), out);
    for (index, (line, span)) in entries.iter().enumerate() {
        while let Some(comment) = comments.next_if(|comment| comment.span.start < span.end) {
            own_line(comment, out);
        }
        out.push_str(INDENT);
        out.push_str(&line.replace('\n', &format!("\n{INDENT}")));
        let next = entries.get(index + 1).map_or(close, |(_, span)| span.start);
        end_line(trailing(&mut comments, next), out);
    }
    while let Some(comment) = comments.next_if(|comment| comment.span.start < close) {
        own_line(comment, out);
    }
    out.push('}');
    end_line(comments.next(), out);
    hoisted
}

/// A comment as it stands above the definition, where `##` would make documentation of it.
fn above(comment: &Comment) -> String {
    match comment.text.strip_prefix("##") {
        Some(words) => format!("# {}", words.trim_start()).trim_end().to_string(),
        None => comment.text.to_string(),
    }
}

/// The comment that ends the line at hand, if it stands before `limit`.
fn trailing<'a>(comments: &mut Peekable<Iter<'a, Comment>>, limit: usize) -> Option<&'a Comment> {
    comments.next_if(|comment| !comment.own_line && comment.span.start < limit)
}

fn end_line(comment: Option<&Comment>, out: &mut String) {
    if let Some(comment) = comment {
        out.push_str("  ");
        out.push_str(&comment.text);
    }
    out.push('\n');
}

fn own_line(comment: &Comment, out: &mut String) {
    out.push_str(INDENT);
    out.push_str(&comment.text);
    out.push('\n');
}

/// Where the definition ends without the comment at the end of its last line.
fn content_end(item: &Item) -> usize {
    item.comments.last().filter(|comment| comment.span.end >= item.span.end).map_or(item.span.end, |comment| comment.span.start)
}

/// Where the last brace stands that is not part of a comment; the end of the definition if there is none.
fn closing_brace(item: &Item) -> usize {
    let in_comment = |at: usize| item.comments.iter().any(|comment| (comment.span.start..comment.span.end).contains(&at));
    let braces = item.source.rmatch_indices('}').map(|(offset, _)| item.span.start + offset);
    braces.into_iter().find(|at| !in_comment(*at)).unwrap_or(item.span.end)
}
