//! All the files of a run: the one that was asked for, and what it takes in, directly or by way of others.

use std::sync::Arc;

use tolok_diagnostics::suggestion::{listed, nearest};
use tolok_diagnostics::{Diagnostic, Sources};
use tolok_syntax::tree::{Definition, File, Item, Use, UsePath};

use crate::files::{FileProblem, Files};
use crate::{codes, library};

/// The files of a run; the first is the one that was asked for.
#[derive(Debug, Clone)]
pub(crate) struct Program {
    pub(crate) files: Vec<SourceFile>,
}

/// A file with what it takes in.
#[derive(Debug, Clone)]
pub(crate) struct SourceFile {
    pub(crate) tree: File,
    pub(crate) is_library: bool,
    /// The files it uses, with where it says so.
    pub(crate) uses: Vec<(usize, std::ops::Range<usize>)>,
}

impl SourceFile {
    pub(crate) fn name(&self) -> &Arc<str> {
        &self.tree.name
    }

    /// True if no input is declared, so that unknown names are inputs.
    pub(crate) fn is_quick(&self) -> bool {
        !self.tree.items.iter().any(|item| matches!(item.definition, Definition::Input(_)))
    }
}

impl Program {
    /// Reads the text and everything it uses.
    pub(crate) fn load(name: &str, text: &str, files: &dyn Files, sources: &mut Sources) -> (Self, Vec<Diagnostic>) {
        let mut program = Program { files: Vec::new() };
        let mut diagnostics = Vec::new();
        program.add(name, text, false, sources, &mut diagnostics);
        let mut next = 0;
        while let Some(file) = program.files.get(next) {
            let from = Arc::clone(file.name());
            let in_library = file.is_library;
            let wanted: Vec<Use> = file.tree.items.iter().filter_map(used).cloned().collect();
            for used in wanted {
                match program.find(&from, in_library, &used, files, sources, &mut diagnostics) {
                    Ok(found) => {
                        if let Some(file) = program.files.get_mut(next) {
                            file.uses.push((found, used.span.range()));
                        }
                    }
                    Err(problem) => diagnostics.push(problem),
                }
            }
            next += 1;
        }
        (program, diagnostics)
    }

    /// The item that defines something.
    pub(crate) fn item(&self, file: usize, item: usize) -> Option<&Item> {
        self.files.get(file)?.tree.items.get(item)
    }

    fn add(&mut self, name: &str, text: &str, is_library: bool, sources: &mut Sources, diagnostics: &mut Vec<Diagnostic>) -> usize {
        let parsed = tolok_syntax::parse(name, text);
        sources.add(Arc::clone(&parsed.file.name), text);
        diagnostics.extend(parsed.diagnostics);
        self.files.push(SourceFile { tree: parsed.file, is_library, uses: Vec::new() });
        self.files.len() - 1
    }

    fn find(
        &mut self,
        from: &Arc<str>,
        in_library: bool,
        used: &Use,
        files: &dyn Files,
        sources: &mut Sources,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<usize, Diagnostic> {
        let problem = |words: String, help: String| Diagnostic::new(&codes::USE, words).in_text(from, used.span.range()).help(help);
        match &used.path {
            UsePath::Library(path) => {
                let name = path.key();
                if let Some(known) = self.files.iter().position(|file| file.is_library && **file.name() == *name) {
                    return Ok(known);
                }
                let Some(text) = library::text(&name) else {
                    let help = match (nearest(&name, library::names()), path.single()) {
                        (Some(near), _) => format!("did you mean `{near}`?"),
                        (None, Some(_)) => format!("a file stands in quotation marks: `use \"{path}.kpi\"`"),
                        (None, None) if path.last().is_some_and(|last| &*last.key == "kpi") => {
                            format!("a file stands in quotation marks: `use \"{path}\"`")
                        }
                        (None, None) => format!("there is {}", listed(library::names())),
                    };
                    return Err(problem(format!("there is no library `{path}`"), help));
                };
                Ok(self.add(&name, text, true, sources, diagnostics))
            }
            UsePath::File(_) if in_library => Err(problem("a library cannot use files".to_string(), "use another library".to_string())),
            UsePath::File(path) => {
                let opened = files.open(from, path).map_err(|reason| {
                    let (words, help) = explained(path, &reason);
                    problem(words, help)
                })?;
                match self.files.iter().position(|file| !file.is_library && *file.name() == opened.name) {
                    Some(known) => Ok(known),
                    None => Ok(self.add(&opened.name, &opened.text, false, sources, diagnostics)),
                }
            }
        }
    }
}

fn used(item: &Item) -> Option<&Use> {
    match &item.definition {
        Definition::Use(used) => Some(used),
        _ => None,
    }
}

fn explained(path: &str, reason: &FileProblem) -> (String, String) {
    match reason {
        FileProblem::Missing => (format!("there is no file `{path}`"), "paths are relative to the file that says `use`".to_string()),
        FileProblem::Outside => (
            format!("`{path}` lies outside the folder of the definitions"),
            "move it below that folder, or allow it with `--allow-outside`".to_string(),
        ),
        FileProblem::NotUtf8(offset) => (format!("`{path}` is not UTF-8 at byte {offset}"), "save it again as UTF-8".to_string()),
        FileProblem::Unreadable(why) => (format!("`{path}` cannot be read: {why}"), "check the file and its permissions".to_string()),
    }
}
