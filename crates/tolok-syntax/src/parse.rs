//! From text to a file of definitions, each by itself.

use std::sync::Arc;

use pest::Parser as _;
use tolok_diagnostics::{Diagnostic, Place, has_errors, sort};

use crate::examine::examine;
use crate::explain::explain;
use crate::grammar::{Grammar, Rule};
use crate::limits::{MAX_DIAGNOSTICS, MAX_FILE_BYTES};
use crate::lower::{self, Lowering};
use crate::scan::{Chunk, chunks};
use crate::tree::{Broken, Comment, Definition, Expression, File, Item, Span};
use crate::{codes, depth, form};

/// What could be read of a text, and every problem in it.
#[derive(Debug, Clone)]
pub struct Parsed {
    /// The definitions; one that cannot be read is a [`Definition::Broken`].
    pub file: File,
    /// All problems, in reading order.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a text of definitions. `name` is the file's name as the person gave it.
///
/// ```
/// let parsed = tolok_syntax::parse("demo.kpi", "a = (1\nb = 2\n");
/// assert_eq!(parsed.diagnostics.len(), 1);
/// assert_eq!(parsed.file.items.len(), 2);
/// ```
pub fn parse(name: &str, text: &str) -> Parsed {
    let name: Arc<str> = name.into();
    let mut diagnostics = Vec::new();
    if text.len() > MAX_FILE_BYTES {
        let words = format!("the file is larger than the {} MiB that are read", MAX_FILE_BYTES / (1024 * 1024));
        let problem = Diagnostic::new(&codes::LIMIT, words).at(Place::File(Arc::clone(&name)));
        diagnostics.push(problem.help("split it into files that `use` each other"));
        return Parsed { file: File { name, items: Vec::new(), trailing: Vec::new() }, diagnostics };
    }
    let (chunks, trailing) = chunks(text);
    if chunks.is_empty() {
        let problem = Diagnostic::new(&codes::EMPTY, "nothing is defined here").at(Place::File(Arc::clone(&name)));
        diagnostics.push(problem.help("a first definition can be as short as `cac = spend / new_customers`"));
    }
    let mut items = Vec::new();
    for chunk in chunks {
        items.push(item(&name, chunk, &mut diagnostics));
        if diagnostics.len() > MAX_DIAGNOSTICS {
            let words = format!("more than {MAX_DIAGNOSTICS} problems; the rest of the file was not read");
            diagnostics.push(Diagnostic::new(&codes::LIMIT, words).at(Place::File(Arc::clone(&name))));
            break;
        }
    }
    sort(&mut diagnostics);
    Parsed { file: File { name, items, trailing }, diagnostics }
}

/// Reads a formula that stands by itself, as in a worksheet's placeholder. Spans count from its first byte.
///
/// # Errors
///
/// Every syntax problem (E01), in reading order.
pub fn parse_formula(file: &Arc<str>, text: &str) -> Result<Expression, Vec<Diagnostic>> {
    let trimmed = text.trim_end();
    let comments = examine(file, trimmed, 0).map_err(|problem| vec![problem])?;
    let mut pairs = Grammar::parse(Rule::formula_entry, trimmed).map_err(|error| vec![explain(file, trimmed, 0, &error)])?;
    let mut lowering = Lowering::new(file, trimmed, 0, &comments);
    let formula = pairs.next().and_then(|entry| lower::expression::formula_in(entry, &mut lowering));
    if let Some(formula) = &formula {
        depth::check_formula(formula, &mut lowering);
    }
    match formula {
        Some(formula) if !has_errors(&lowering.diagnostics) => Ok(formula),
        _ => Err(lowering.diagnostics),
    }
}

fn item(file: &Arc<str>, chunk: Chunk<'_>, diagnostics: &mut Vec<Diagnostic>) -> Item {
    let span = Span::new(chunk.start, chunk.start + chunk.text.len());
    let (definition, comments) = match definition(file, &chunk) {
        Ok((definition, comments, problems)) => {
            let broken = has_errors(&problems);
            diagnostics.extend(problems);
            // A definition with an error keeps its name, so that whatever uses it is not blamed too.
            let definition = if broken { Definition::Broken(Broken { name: definition.name().cloned() }) } else { definition };
            (definition, comments)
        }
        Err(problem) => {
            diagnostics.push(problem);
            (Definition::Broken(Broken { name: form::defined_name(chunk.text, chunk.start) }), Vec::new())
        }
    };
    // What continues nothing stays indented, or the formatter would make a definition of it.
    let source = format!("{}{}", chunk.indentation, chunk.text).into();
    Item { leading: chunk.leading, documentation: chunk.documentation, definition, comments, source, span }
}

type Read = (Definition, Vec<Comment>, Vec<Diagnostic>);

fn definition(file: &Arc<str>, chunk: &Chunk<'_>) -> Result<Read, Diagnostic> {
    if !chunk.indentation.is_empty() {
        let first = chunk.text.chars().next().map_or(1, char::len_utf8);
        let problem = Diagnostic::new(&codes::INDENTATION, "this line is indented, but there is no definition before it to continue");
        return Err(problem.in_text(file, chunk.start..chunk.start + first).help("begin the definition in the first column"));
    }
    let comments = examine(file, chunk.text, chunk.start)?;
    let rule = form::rule(chunk.text);
    let mut pairs = Grammar::parse(rule, chunk.text).map_err(|error| explain(file, chunk.text, chunk.start, &error))?;
    let mut lowering = Lowering::new(file, chunk.text, chunk.start, &comments);
    let definition = pairs.next().and_then(|pair| lower::definition(pair, &mut lowering));
    if let Some(definition) = &definition {
        depth::check(definition, &mut lowering);
    }
    let definition = definition.unwrap_or(Definition::Broken(Broken { name: form::defined_name(chunk.text, chunk.start) }));
    let problems = lowering.diagnostics;
    Ok((definition, comments, problems))
}
