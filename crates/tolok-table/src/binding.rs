//! Binding: which heading is which term. Bindings by hand come first; the rest by name, label and alias, and only where there is one way.

use std::collections::BTreeMap;
use std::sync::Arc;

use tolok_diagnostics::suggestion::{listed, nearest};
use tolok_diagnostics::{Diagnostic, Place};
use tolok_value::fold;

use crate::names::{LooseNames, loosened};
use crate::{Binding, Term, Vocabulary, codes};

/// How well a heading fits a term: the smaller the better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// The name itself.
    Name,
    /// A label or an alias.
    Label,
    /// One of them, but for case, accents, spacing and units.
    Loose,
}

/// What has to be bound.
pub(crate) struct Binder<'a> {
    pub headings: &'a [Arc<str>],
    pub vocabulary: &'a Vocabulary,
    pub bindings: &'a [Binding],
    /// Headings that are asked for by themselves.
    pub columns: &'a [Arc<str>],
    /// Where a heading stands.
    pub place: &'a dyn Fn(usize) -> Place,
    /// The source as messages call it.
    pub label: &'a str,
}

impl Binder<'_> {
    /// For each column its heading and the term it is. A heading that is bound by hand to several terms gives several columns.
    pub(crate) fn bind(&self) -> Result<Vec<(usize, Option<usize>)>, Vec<Diagnostic>> {
        let mut problems = Vec::new();
        let by_hand = self.by_hand(&mut problems);
        let by_name = self.by_name(&by_hand, &mut problems);
        self.asked_twice(&mut problems);
        self.tell_once(&mut problems);
        if !problems.is_empty() {
            return Err(problems);
        }
        let mut columns: Vec<(usize, Option<usize>)> = Vec::with_capacity(self.headings.len());
        for heading in 0..self.headings.len() {
            let terms: Vec<usize> = by_hand.iter().filter(|(bound, _)| *bound == heading).map(|(_, term)| *term).collect();
            match terms.as_slice() {
                [] => columns.push((heading, by_name.get(&heading).copied())),
                terms => columns.extend(terms.iter().map(|term| (heading, Some(*term)))),
            }
        }
        Ok(columns)
    }

    fn by_hand(&self, problems: &mut Vec<Diagnostic>) -> Vec<(usize, usize)> {
        let mut bound = Vec::new();
        for binding in self.bindings {
            let Some(term) = self.vocabulary.terms.iter().position(|term| term.key == binding.key) else { continue };
            match self.headings_like(&binding.heading).as_slice() {
                [heading] => bound.push((*heading, term)),
                [] => problems.push(self.no_heading(binding)),
                [first, second, ..] => problems.push(self.twice(*first, *second)),
            }
        }
        bound
    }

    /// The headings that a text names: exactly, else loosely.
    fn headings_like(&self, text: &str) -> Vec<usize> {
        let places = |accept: &dyn Fn(&str) -> bool| -> Vec<usize> {
            (self.headings.iter().enumerate()).filter(|(_, heading)| accept(heading)).map(|(place, _)| place).collect()
        };
        let exact = places(&|heading| heading.trim() == text.trim());
        if !exact.is_empty() {
            return exact;
        }
        let folded = fold(text.trim());
        let folds = places(&|heading| fold(heading.trim()) == folded);
        if !folds.is_empty() {
            return folds;
        }
        let loose = loosened(text);
        places(&|heading| loosened(heading) == loose)
    }

    fn by_name(&self, by_hand: &[(usize, usize)], problems: &mut Vec<Diagnostic>) -> BTreeMap<usize, usize> {
        let terms = Names::of(self.vocabulary, by_hand);
        // For each term the headings that fit it, and how well.
        let mut found: BTreeMap<usize, Vec<(Fit, usize)>> = BTreeMap::new();
        for (heading, text) in self.headings.iter().enumerate() {
            if text.trim().is_empty() || by_hand.iter().any(|(bound, _)| *bound == heading) {
                continue;
            }
            let (fit, fitting) = terms.find(text);
            let needed: Vec<usize> = fitting.iter().copied().filter(|term| self.term(*term).is_some_and(|term| term.is_needed)).collect();
            match (needed.as_slice(), fitting.as_slice()) {
                ([term], _) | ([], [term, ..]) => found.entry(*term).or_default().push((fit, heading)),
                ([], []) => {}
                (several, _) => {
                    let names = several.iter().filter_map(|term| self.term(*term)).map(|term| term.key.as_ref());
                    let words = format!("the heading `{}` could be {}", crate::shown(text), listed(names));
                    let problem = Diagnostic::new(&codes::AMBIGUOUS_HEADING, words).at((self.place)(heading));
                    let example = several.first().and_then(|term| self.term(*term)).map_or("", |term| term.name.as_ref());
                    problems.push(problem.help(format!("say which in the `source` block: {example} = `{text}`")));
                }
            }
        }
        let mut bound = BTreeMap::new();
        for (term, mut headings) in found {
            headings.sort_unstable();
            let best = headings.first().map(|(fit, _)| *fit);
            let tied: Vec<usize> = headings.iter().filter(|(fit, _)| Some(*fit) == best).map(|(_, heading)| *heading).collect();
            match (tied.as_slice(), self.term(term)) {
                ([heading], _) => {
                    bound.insert(*heading, term);
                }
                ([first, second, ..], Some(known)) if known.is_needed => {
                    if self.text(*first).trim() == self.text(*second).trim() {
                        problems.push(self.twice(*first, *second));
                        continue;
                    }
                    let names = tied.iter().map(|heading| self.text(*heading));
                    let words = format!("`{}` could be the column {}", known.name, listed(names));
                    let problem = Diagnostic::new(&codes::AMBIGUOUS_HEADING, words).at((self.place)(*second));
                    problems.push(problem.help(format!("say which in the `source` block: {} = `{}`", known.name, self.text(*first))));
                }
                _ => {}
            }
        }
        bound
    }

    /// Where one heading comes again, the others of a second table do as well: one problem with one cause.
    fn tell_once(&self, problems: &mut Vec<Diagnostic>) {
        let is_twice = |problem: &Diagnostic| std::ptr::eq(problem.code, &codes::HEADING_TWICE);
        let more = problems.iter().filter(|problem| is_twice(problem)).count().saturating_sub(1);
        if more == 0 {
            return;
        }
        let mut is_first = true;
        problems.retain(|problem| !is_twice(problem) || std::mem::take(&mut is_first));
        if let Some(first) = problems.iter_mut().find(|problem| is_twice(problem)) {
            let others = if more == 1 { "does 1 other".to_string() } else { format!("do {more} others") };
            first.message.push_str(&format!(", and so {others}"));
        }
    }

    /// A heading that is asked for by itself has to stand there once.
    fn asked_twice(&self, problems: &mut Vec<Diagnostic>) {
        for column in self.columns {
            if let [first, second, ..] = self.headings_like(column).as_slice()
                && self.text(*first).trim() == self.text(*second).trim()
            {
                let problem = self.twice(*first, *second);
                if !problems.contains(&problem) {
                    problems.push(problem);
                }
            }
        }
    }

    fn twice(&self, first: usize, second: usize) -> Diagnostic {
        let words = format!("the heading `{}` stands twice", crate::shown(self.text(second)));
        let problem = Diagnostic::new(&codes::HEADING_TWICE, words).at((self.place)(second));
        let help = match self.range_before(second) {
            Some(range) => format!("rename one of the two, or take only the columns of one table: `--data {range}`"),
            None => "rename one of the two".to_string(),
        };
        problem.related((self.place)(first), "first here").help(help)
    }

    /// The columns of a sheet before a heading, as `--data` writes them: where headings come again, another table begins.
    fn range_before(&self, second: usize) -> Option<String> {
        let cell = |heading: usize| match (self.place)(heading) {
            Place::Cell { file, sheet, cell } => {
                let column: String = cell.chars().take_while(char::is_ascii_alphabetic).collect();
                (!sheet.is_empty() && !column.is_empty()).then_some((file, sheet, column))
            }
            _ => None,
        };
        let ((file, sheet, first), (_, _, last)) = (cell(0)?, cell(second.checked_sub(1)?)?);
        // A shell would take what follows the exclamation mark for a command of before.
        Some(format!("'{file}#{sheet}!{first}:{last}'"))
    }

    fn no_heading(&self, binding: &Binding) -> Diagnostic {
        let words = format!("`{}` has no column `{}`", self.label, binding.heading);
        let problem = Diagnostic::new(&codes::NO_HEADING, words).at(binding.place.clone());
        match nearest(&binding.heading, self.headings.iter().map(AsRef::as_ref)) {
            Some(near) => problem.help(format!("did you mean `{near}`?")),
            None => {
                let headings: Vec<&str> =
                    self.headings.iter().map(AsRef::as_ref).filter(|heading| !heading.trim().is_empty()).take(8).collect();
                problem.help(format!("its columns are {}", listed(headings)))
            }
        }
    }

    fn term(&self, term: usize) -> Option<&Term> {
        self.vocabulary.terms.get(term)
    }

    fn text(&self, heading: usize) -> &str {
        self.headings.get(heading).map_or("", AsRef::as_ref)
    }
}

/// The spellings of all terms that are not bound yet.
struct Names {
    names: BTreeMap<String, Vec<usize>>,
    labels: BTreeMap<String, Vec<usize>>,
    loose: LooseNames<usize>,
}

impl Names {
    fn of(vocabulary: &Vocabulary, by_hand: &[(usize, usize)]) -> Self {
        let mut all = Self { names: BTreeMap::new(), labels: BTreeMap::new(), loose: LooseNames::default() };
        let add = |map: &mut BTreeMap<String, Vec<usize>>, key: String, term: usize| {
            let terms = map.entry(key).or_default();
            if !terms.contains(&term) {
                terms.push(term);
            }
        };
        for (place, term) in vocabulary.terms.iter().enumerate() {
            if by_hand.iter().any(|(_, bound)| *bound == place) {
                continue;
            }
            for name in [&term.key, &term.name] {
                add(&mut all.names, fold(name), place);
                all.loose.add(name, place);
            }
            for label in &term.names {
                add(&mut all.labels, fold(label.trim()), place);
                all.loose.add(label, place);
            }
        }
        all
    }

    fn find(&self, heading: &str) -> (Fit, Vec<usize>) {
        let folded = fold(heading.trim());
        if let Some(terms) = self.names.get(&folded) {
            return (Fit::Name, terms.clone());
        }
        if let Some(terms) = self.labels.get(&folded) {
            return (Fit::Label, terms.clone());
        }
        (Fit::Loose, self.loose.find(heading).into_iter().flatten().copied().collect())
    }
}
