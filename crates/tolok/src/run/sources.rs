//! Where the rows of a run come from: files that were named, files that `source` blocks name, exchange rates.

use std::fs::File as DiskFile;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_array::RecordBatch;
use tolok_diagnostics::suggestion::listed;
use tolok_diagnostics::{Diagnostic, Place};
use tolok_eval::Given;
use tolok_model::SourceDefinition;
use tolok_table::{Binding, File, Memory, ReadSeek, Role, SourceRequest, Table, Totals, Vocabulary};
use tolok_value::fold;

use super::asked::Asked;
use super::computed::bound_terms;
use super::needs::Needs;
use super::{DataPath, DataSource, RunRequest};
use crate::labelled::{LabelledData, Reading};
use crate::{Definitions, codes};

/// The sources of a run before they are opened.
pub(crate) struct Located {
    pub(crate) sources: Vec<LocatedSource>,
    /// Every file that is read: of sources, and of exchange rates.
    pub(crate) files: Vec<PathBuf>,
}

/// A source before it is opened.
pub(crate) struct LocatedSource {
    /// What it is called and how it is read, with its files.
    request: SourceRequest,
    /// Its rows, where they are in memory instead.
    batches: Option<Vec<RecordBatch>>,
}

impl LocatedSource {
    /// The table of the source.
    ///
    /// # Errors
    ///
    /// What opening the table reports.
    pub(crate) fn open(&self, vocabulary: &Vocabulary) -> Result<Table, Vec<Diagnostic>> {
        match &self.batches {
            Some(batches) => Table::of_batches(&self.request, batches.clone(), vocabulary),
            None => Table::open(&self.request, vocabulary),
        }
    }
}

impl LocatedSource {
    /// The workbooks of the source, if it may be worksheets in which labels name inputs: nothing says where in them a table is, and no formula
    /// wants a column of it.
    pub(crate) fn worksheets(&self, needs: &Needs) -> Option<&SourceRequest> {
        let request = &self.request;
        let key = fold(&request.name);
        let is_plain = request.range.is_none() && request.bindings.is_empty() && request.totals.is_none();
        let is_wanted_as_table = needs.columns.iter().any(|(source, _)| **source == *key);
        let are_workbooks = !request.files.is_empty() && request.files.iter().all(|file| tolok_table::is_workbook(file.name()));
        (is_plain && !is_wanted_as_table && are_workbooks && self.batches.is_none()).then_some(request)
    }

    /// The source read by its labels, where it is no table, or the labels say all that the table does; the problems of sheets that contradict
    /// each other.
    pub(crate) fn labelled(
        &self,
        opened: &Result<Table, Vec<Diagnostic>>,
        definitions: &Definitions,
        (asked, all, words): (&Asked, &Needs, &Vocabulary),
        reading: &Reading<'_>,
        given: &mut Given,
    ) -> Option<Result<Vec<LabelledData>, Vec<Diagnostic>>> {
        let request = self.worksheets(all)?;
        let has = |table: &Table, role: Role| bound_terms(table, words).any(|term| term.role == role);
        // The period of a worksheet may stand in its title, and its member in a heading.
        let says_enough = |table: &Table| {
            (asked.timeline.is_none() || has(table, Role::Time)) && (asked.dimensions.is_empty() || has(table, Role::Dimension))
        };
        let is_table = match opened {
            Ok(table) => !table.is_labelled() && has(table, Role::Input) && says_enough(table),
            Err(_) => !tolok_table::is_no_table(request, words),
        };
        if is_table {
            return None;
        }
        let mut params = given.clone();
        let read = |file: &Arc<dyn File>| {
            LabelledData::read(definitions, &request.name, file.as_ref(), request.sheet.as_ref(), reading, &mut params)
        };
        let found = match request.files.iter().map(read).collect::<Option<Result<Vec<LabelledData>, Vec<Diagnostic>>>>()? {
            Ok(found) => found,
            Err(problems) => return Some(Err(problems)),
        };
        if let Ok(table) = opened
            && !found.iter().all(|data| data.covers(definitions, table, words))
        {
            return None;
        }
        *given = params;
        Some(Ok(found))
    }
}

/// A file on disk.
#[derive(Debug)]
struct OnDisk {
    name: String,
    path: PathBuf,
}

impl File for OnDisk {
    fn name(&self) -> &str {
        &self.name
    }

    fn open(&self) -> std::io::Result<Box<dyn ReadSeek + Send>> {
        let file = DiskFile::open(&self.path)?;
        if file.metadata()?.is_dir() {
            return Err(std::io::Error::from(std::io::ErrorKind::IsADirectory));
        }
        Ok(Box::new(BufReader::with_capacity(256 * 1024, file)))
    }
}

/// A file on disk under the name that a person knows it by.
pub(crate) fn on_disk(name: &str, path: &Path) -> Arc<dyn File> {
    Arc::new(OnDisk { name: name.to_string(), path: path.to_path_buf() })
}

impl Definitions {
    /// The sources that a request and the definitions name.
    ///
    /// # Errors
    ///
    /// E0501 for a file that is not there, E0505 where there is no data at all.
    pub(crate) fn located(
        &self,
        request: &RunRequest,
        needs: &Needs,
        by: &[String],
        has_worksheet: bool,
    ) -> Result<Located, Vec<Diagnostic>> {
        let blocks = self.model.data_sources();
        let rates: Vec<PathBuf> = self.model.rates().iter().filter_map(|rates| self.path_of(&rates.file, rates.place.file).ok()).collect();
        let mut located = Located { sources: Vec::new(), files: rates.clone() };
        let mut problems = Vec::new();
        let mut taken: Vec<String> = Vec::new();
        for data in &request.data {
            match self.source_of(data, request, &blocks, &rates) {
                Ok(None) => {}
                Ok(Some((source, files))) => {
                    let name = &source.request.name;
                    if taken.contains(&fold(name)) {
                        let words = format!("two sources are called `{name}`");
                        let problem = Diagnostic::new(&codes::SOURCES, words).at(Place::Argument("--data".into()));
                        problems.push(problem.help("name them: `--data a=first.csv --data b=second.csv`; a pattern such as `data/*.csv` makes one source of several files"));
                    }
                    taken.push(fold(name));
                    located.sources.push(source);
                    located.files.extend(files);
                }
                Err(problem) => problems.push(problem),
            }
        }
        for block in blocks.iter().filter(|block| !taken.contains(&block.key.to_string())) {
            match self.of_block(block, request) {
                Ok((source, path)) => {
                    located.sources.push(LocatedSource { request: source, batches: None });
                    located.files.push(path);
                }
                Err(problem) => problems.push(problem),
            }
        }
        for source in located.sources.iter_mut().map(|source| &mut source.request) {
            let key = fold(&source.name);
            let named = needs.columns.iter().filter(|(source, heading)| **source == *key && &**heading != "*");
            source.columns = named.map(|(_, heading)| Arc::clone(heading)).chain(by.iter().map(|name| name.as_str().into())).collect();
        }
        problems.extend(self.unknown_sources(needs, &located.sources));
        if problems.is_empty() && located.sources.is_empty() && !has_worksheet {
            let problem = Diagnostic::new(&codes::KIND_OF_DATA, "there is no data to compute from").at(Place::Argument("--data".into()));
            problems.push(problem.help("name a file: `--data ads.csv`, `--data ads.xlsx#Sheet1`, `--data -` for standard input"));
        }
        if problems.is_empty() { Ok(located) } else { Err(problems) }
    }

    /// A source that the request names; nothing for the file of the exchange rates.
    fn source_of(
        &self,
        data: &DataSource,
        request: &RunRequest,
        blocks: &[SourceDefinition],
        rates: &[PathBuf],
    ) -> Result<Option<(LocatedSource, Vec<PathBuf>)>, Diagnostic> {
        let mut batches = None;
        let (mut source, files) = match data {
            DataSource::Text { name, label, bytes } => {
                let file: Arc<dyn File> = Arc::new(Memory::new(label.as_str(), bytes.to_vec()));
                (SourceRequest::new(name.as_deref().unwrap_or("data"), file), Vec::new())
            }
            DataSource::Batches { name, batches: given } => {
                batches = Some(given.clone());
                (SourceRequest::of_memory(name.as_str()), Vec::new())
            }
            DataSource::Named(path) => {
                let paths = found(path)?;
                let is_rates = |path: &PathBuf| rates.iter().any(|rates| same_file(rates, path));
                if !paths.is_empty() && paths.iter().all(is_rates) {
                    return Ok(None);
                }
                let mut files = paths.iter().map(|path| on_disk(&path.to_string_lossy(), path));
                let Some(first) = files.next() else { return Ok(None) };
                let stem = path.path.file_stem().map(|stem| stem.to_string_lossy().to_string()).unwrap_or_default();
                let mut source = SourceRequest::new(path.name.clone().unwrap_or(stem), first);
                source.files.extend(files);
                source.sheet = path.sheet.as_deref().map(Into::into);
                source.range = path.range.as_deref().map(Into::into);
                (source, paths)
            }
        };
        source.locale = request.request.locale;
        source.is_locale_given = request.request.is_locale_given;
        if let Some(block) = blocks.iter().find(|block| *block.key == *fold(&source.name)) {
            self.apply(block, &mut source);
        }
        Ok(Some((LocatedSource { request: source, batches }, files)))
    }

    /// The source of a block, whose file lies below the folder of the definitions.
    fn of_block(&self, block: &SourceDefinition, request: &RunRequest) -> Result<(SourceRequest, PathBuf), Diagnostic> {
        let path = self.path_of(&block.file, block.place.file).map_err(|problem| {
            problem
                .at(self.place_in_text(block.place))
                .help(format!("give the file another way: `--data {}=PATH`, or allow it: `--allow-outside`", block.name))
        })?;
        if !path.exists() {
            let words = format!("there is no file `{}`", block.file);
            let problem = Diagnostic::new(&codes::UNREADABLE, words).at(self.place_in_text(block.place));
            return Err(problem.help(format!("paths are relative to the definitions; or give the file: `--data {}=PATH`", block.name)));
        }
        let mut source = SourceRequest::new(Arc::clone(&block.name), on_disk(&block.file, &path));
        source.sheet = block.sheet.clone();
        source.range = block.range.clone();
        source.locale = request.request.locale;
        source.is_locale_given = request.request.is_locale_given;
        self.apply(block, &mut source);
        Ok((source, path))
    }

    /// What a block says of its columns, numbers and totals.
    fn apply(&self, block: &SourceDefinition, source: &mut SourceRequest) {
        source.name = Arc::clone(&block.name);
        source.bindings = block
            .bindings
            .iter()
            .map(|(key, heading, place)| Binding { key: Arc::clone(key), heading: Arc::clone(heading), place: self.place_in_text(*place) })
            .collect();
        if let Some(locale) = block.locale {
            (source.locale, source.is_locale_given) = (locale, true);
        }
        source.totals = block.keeps_totals.map(|keeps| if keeps { Totals::Keep } else { Totals::Drop });
    }

    /// A file that the definitions name.
    pub(crate) fn path_of(&self, file: &str, named_in: u32) -> Result<PathBuf, Diagnostic> {
        let from = self.model.file_name(named_in).map_or("", |name| name.as_ref());
        self.folder
            .below(from, file)
            .ok_or_else(|| Diagnostic::new(&codes::UNREADABLE, format!("`{file}` lies outside the folder of the definitions")))
    }

    /// A place in the definitions.
    pub(crate) fn place_in_text(&self, place: tolok_plan::Place) -> Place {
        let bytes = |offset: u32| usize::try_from(offset).unwrap_or(usize::MAX);
        match self.model.file_name(place.file) {
            Some(file) => Place::text(Arc::clone(file), bytes(place.start)..bytes(place.end)),
            None => Place::Nowhere,
        }
    }

    /// Sources that formulas name and nobody gives.
    fn unknown_sources(&self, needs: &Needs, sources: &[LocatedSource]) -> Vec<Diagnostic> {
        let mut missing: Vec<&Arc<str>> = needs.columns.iter().map(|(source, _)| source).collect();
        missing.dedup();
        missing.retain(|source| !sources.iter().any(|known| *fold(&known.request.name) == ***source));
        let problem = |source: &&Arc<str>| {
            let words = format!("formulas name the source `{source}`, and no data is called so");
            let problem = Diagnostic::new(&codes::SOURCES, words).at(Place::Argument("--data".into()));
            let known: Vec<&str> = sources.iter().map(|source| source.request.name.as_ref()).collect();
            match known.as_slice() {
                [] => problem.help(format!("name the file: `--data {source}=PATH`")),
                _ => {
                    problem.help(format!("there is {}; name the file that is meant: `--data {source}=PATH`", listed(known.iter().copied())))
                }
            }
        };
        missing.iter().map(problem).collect()
    }
}

/// The files of a path or a pattern, in the order of their names.
fn found(data: &DataPath) -> Result<Vec<PathBuf>, Diagnostic> {
    let text = data.path.to_string_lossy().to_string();
    let problem =
        |words: String, help: &str| Diagnostic::new(&codes::UNREADABLE, words).at(Place::File(text.as_str().into())).help(help.to_string());
    if data.path.is_dir() {
        return Err(problem(format!("`{text}` is a folder"), "name a file in it, or a pattern such as `folder/*.csv`"));
    }
    if data.path.exists() || !text.contains(['*', '?', '[']) {
        if !data.path.exists() {
            return Err(problem(format!("there is no file `{text}`"), "check the name and the folder"));
        }
        return Ok(vec![data.path.clone()]);
    }
    let paths = glob::glob(&text).map_err(|error| problem(format!("`{text}` is no pattern: {error}"), "`*` stands for any characters"))?;
    let mut files: Vec<PathBuf> = paths.flatten().filter(|path| path.is_file()).collect();
    files.sort();
    if files.is_empty() {
        return Err(problem(format!("no file fits `{text}`"), "check the pattern and the folder"));
    }
    Ok(files)
}

fn same_file(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => one == other,
    }
}
