//! Markdown split into sections, their prose and their fences, without knowing what a fence means.

use crate::loader::LoadError;

/// A section of a case file: from one `## ` heading to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Section {
    pub(crate) title: String,
    pub(crate) line: usize,
    pub(crate) prose: Vec<String>,
    pub(crate) fences: Vec<Fence>,
}

/// A fenced block: its kind, the name after the kind, and its text with every line ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fence {
    pub(crate) kind: String,
    pub(crate) name: Option<String>,
    pub(crate) body: String,
    pub(crate) line: usize,
}

/// The sections of a file in order; what stands before the first heading is the topic's prose.
///
/// # Errors
///
/// A fence that is never closed, one that cannot be read, or one before the first section: each would
/// otherwise be a case that silently does not run.
pub(crate) fn sections(file: &str, text: &str) -> Result<Vec<Section>, LoadError> {
    let mut found: Vec<Section> = Vec::new();
    let mut open: Option<Fence> = None;
    for (index, line) in text.split('\n').enumerate() {
        let number = index.saturating_add(1);
        let bare = line.trim_end_matches('\r');
        let title = found.last().map(|section| section.title.clone());
        if let Some(mut fence) = open.take() {
            if bare != "```" {
                fence.body.push_str(line);
                fence.body.push('\n');
                open = Some(fence);
            } else if let Some(section) = found.last_mut() {
                section.fences.push(fence);
            }
        } else if bare.starts_with("```") {
            let problem = if title.is_none() {
                format!("line {number}: a fence before the first `## ` section")
            } else if let Some(fence) = opening(bare, number) {
                open = Some(fence);
                continue;
            } else {
                format!("line {number}: `{bare}` does not open a fence: wanted its kind and at most one name")
            };
            return Err(LoadError::new(file, title, problem));
        } else if let Some(heading) = line.strip_prefix("## ") {
            found.push(Section { title: heading.trim().to_owned(), line: number, prose: Vec::new(), fences: Vec::new() });
        } else if let Some(section) = found.last_mut() {
            section.prose.push(bare.to_owned());
        }
    }
    match open {
        Some(fence) => Err(LoadError::new(
            file,
            found.last().map(|section| section.title.clone()),
            format!("line {}: the fence `{}` is never closed", fence.line, fence.kind),
        )),
        None => Ok(found),
    }
}

/// Reads "```kind" or "```kind name", the opening line of a fence.
fn opening(line: &str, number: usize) -> Option<Fence> {
    let rest = line.strip_prefix("```")?.trim_end();
    let (kind, name) = match rest.split_once(' ') {
        Some((kind, name)) => (kind, Some(name)),
        None => (rest, None),
    };
    let readable = !kind.is_empty() && kind.chars().all(|c| c.is_alphanumeric() || c == '_');
    let one_word = name.is_none_or(|name| !name.is_empty() && !name.contains(char::is_whitespace));
    (readable && one_word).then(|| Fence { kind: kind.to_owned(), name: name.map(str::to_owned), body: String::new(), line: number })
}

#[cfg(test)]
mod tests;
