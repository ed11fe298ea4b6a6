//! The one canonical form of a text of definitions. Comments are kept; formatting twice changes nothing more.

mod attributes;
mod comments;
mod definition;
mod expression;

use crate::tree::{Definition, Expression, File, Item, Path, Trivia};

/// Lines are broken so that they fit this many columns where they can.
const WIDTH: usize = 100;

/// The canonical text of a file. A definition that could not be read stands as it was.
///
/// ```
/// let parsed = tolok_syntax::parse("a.kpi", "a=SUM( 1;2 )   # why\n\n\n\nb==a!=3\n");
/// assert_eq!(tolok_syntax::format::format(&parsed.file), "a = sum(1, 2)  # why\n\nb = a <> 3\n");
/// ```
pub fn format(file: &File) -> String {
    format_with(file, &|_| None)
}

/// The canonical text, with references renamed: what an alias stands for is known only to whoever knows the names.
pub fn format_with(file: &File, rename: &dyn Fn(&Path) -> Option<String>) -> String {
    let mut out = String::new();
    for item in &file.items {
        trivia(&item.leading, &mut out);
        self::item(item, rename, &mut out);
    }
    trivia(&file.trailing, &mut out);
    let end = out.trim_end().len();
    out.truncate(end);
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

/// A formula in canonical form, on one line.
pub fn formula(expression: &Expression) -> String {
    expression::render(expression, &|_| None, usize::MAX)
}

fn trivia(lines: &[Trivia], out: &mut String) {
    for line in lines {
        match line {
            Trivia::Blank if out.is_empty() => {}
            Trivia::Blank => out.push('\n'),
            Trivia::Comment(text) => {
                out.push_str(text);
                out.push('\n');
            }
        }
    }
}

fn item(item: &Item, rename: &dyn Fn(&Path) -> Option<String>, out: &mut String) {
    let mut block = String::new();
    let hoisted = match &item.definition {
        Definition::Broken(_) => {
            block.push_str(&item.source);
            block.push('\n');
            Vec::new()
        }
        definition => comments::place(definition::lines(definition, rename), item, &mut block),
    };
    for comment in hoisted {
        out.push_str(&comment);
        out.push('\n');
    }
    for line in &item.documentation {
        out.push_str(format!("## {line}").trim_end());
        out.push('\n');
    }
    out.push_str(&block);
}
