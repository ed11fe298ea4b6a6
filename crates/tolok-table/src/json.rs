//! Json lines: an object in each line, whose keys are headings.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read};
use std::sync::Arc;

use serde::de::{MapAccess, Visitor};
use serde_json::value::RawValue;
use tolok_diagnostics::{Diagnostic, Place};

use crate::field::{Field, Rows, Stop};
use crate::text::{Decoded, Encoding, RecordError, encoding_of, unreadable};
use crate::{File, Note, ReadSeek, SourceRequest, codes};

/// The longest line, in bytes.
const LONGEST: u64 = 16 * 1024 * 1024;

/// A file of json lines, with all keys that its objects have.
#[derive(Debug)]
pub(crate) struct JsonPart {
    pub file: Arc<dyn File>,
    pub name: Arc<str>,
    encoding: Encoding,
    pub headings: Vec<Arc<str>>,
    places: BTreeMap<Arc<str>, usize>,
}

impl JsonPart {
    /// Looks through the file for its keys.
    pub(crate) fn open(
        file: &Arc<dyn File>,
        request: &SourceRequest,
        notes: &mut Vec<Note>,
        warnings: &mut Vec<Diagnostic>,
    ) -> Result<Self, Vec<Diagnostic>> {
        let name: Arc<str> = file.name().into();
        let encoding = encoding_of(file.as_ref(), &name, request, notes, warnings).map_err(|problem| vec![problem])?;
        let mut part = JsonPart { file: Arc::clone(file), name, encoding, headings: Vec::new(), places: BTreeMap::new() };
        let mut lines = part.lines().map_err(|problem| vec![problem])?;
        let mut problems = Vec::new();
        loop {
            match lines.advance() {
                Ok(true) => {}
                Ok(false) => break,
                Err(Stop::End(problem)) => return Err(vec![*problem]),
                Err(Stop::Row(problem)) => {
                    problems.push(*problem);
                    if problems.len() >= 10 {
                        break;
                    }
                }
            }
            for (key, _) in &lines.pairs {
                if !part.places.contains_key(key.as_str()) {
                    let key: Arc<str> = key.as_str().into();
                    part.places.insert(Arc::clone(&key), part.headings.len());
                    part.headings.push(key);
                }
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        if part.headings.is_empty() {
            let problem = Diagnostic::new(&codes::NO_TABLE, format!("`{}` has no rows", part.name)).at(Place::File(Arc::clone(&part.name)));
            return Err(vec![problem.help("write an object in each line: `{\"channel\": \"Email\", \"spend\": 10}`")]);
        }
        Ok(part)
    }

    fn lines(&self) -> Result<Lines, Diagnostic> {
        let reader = self.file.open().and_then(|reader| self.encoding.reader(reader));
        let reader = reader.map_err(|error| unreadable(&self.name, RecordError::Io(error)))?;
        Ok(Lines {
            name: Arc::clone(&self.name),
            reader: BufReader::with_capacity(128 * 1024, reader),
            text: Vec::new(),
            line: 0,
            pairs: Vec::new(),
        })
    }

    pub(crate) fn rows(&self) -> Result<JsonRows<'_>, Diagnostic> {
        Ok(JsonRows { part: self, lines: self.lines()?, row: Vec::new() })
    }
}

/// A value of a row.
#[derive(Debug, Clone, PartialEq)]
enum Json {
    Null,
    Bool(bool),
    Number(String),
    Text(String),
}

/// Objects line by line.
struct Lines {
    name: Arc<str>,
    reader: BufReader<Decoded<Box<dyn ReadSeek + Send>>>,
    text: Vec<u8>,
    line: u64,
    pairs: Vec<(String, Json)>,
}

impl Lines {
    fn advance(&mut self) -> Result<bool, Stop> {
        self.pairs.clear();
        loop {
            self.text.clear();
            let count = self.reader.by_ref().take(LONGEST).read_until(b'\n', &mut self.text);
            let count = count.map_err(|error| Stop::End(Box::new(unreadable(&self.name, RecordError::Io(error)))))?;
            if count == 0 {
                return Ok(false);
            }
            self.line = self.line.saturating_add(1);
            if u64::try_from(count).unwrap_or(u64::MAX) >= LONGEST && self.text.last() != Some(&b'\n') {
                return Err(Stop::End(Box::new(self.problem("the line is longer than 16 MB"))));
            }
            if !self.text.trim_ascii().is_empty() {
                break;
            }
        }
        let parsed = serde_json::from_slice::<Pairs<'_>>(self.text.trim_ascii());
        let read = match parsed {
            Ok(Pairs(pairs)) => {
                pairs.into_iter().map(|(key, value)| Ok((key, Json::read(value.get())?))).collect::<Result<Vec<_>, Nested>>()
            }
            Err(error) => {
                let words = if self.text.trim_ascii().first() == Some(&b'{') {
                    // serde_json ends its words with a position in the line; the line itself is known better.
                    let words = error.to_string();
                    let words = words.split(" at line ").next().unwrap_or_default().to_string();
                    format!("the line is no json: {words}, near character {}", error.column())
                } else {
                    "the line is no json object".to_string()
                };
                return Err(Stop::Row(Box::new(self.problem(&words))));
            }
        };
        match read {
            Ok(pairs) => self.pairs = pairs,
            Err(Nested) => return Err(Stop::Row(Box::new(self.problem("the row holds a list or an object inside")))),
        }
        let mut keys: Vec<&str> = self.pairs.iter().map(|(key, _)| key.as_str()).collect();
        keys.sort_unstable();
        let twice = keys.windows(2).find_map(|pair| match pair {
            [first, second] if first == second => Some((*first).to_string()),
            _ => None,
        });
        match twice {
            Some(key) => Err(Stop::Row(Box::new(self.problem(&format!("`{key}` stands twice in the row"))))),
            None => Ok(true),
        }
    }

    fn problem(&self, words: &str) -> Diagnostic {
        let problem = Diagnostic::new(&codes::JSON_LINE, words).at(Place::line(Arc::clone(&self.name), self.line));
        problem.help("write an object in each line: `{\"channel\": \"Email\", \"spend\": 10}`")
    }
}

struct Nested;

impl Json {
    fn read(text: &str) -> Result<Self, Nested> {
        Ok(match text.as_bytes() {
            [b'n', ..] => Json::Null,
            [b't', ..] => Json::Bool(true),
            [b'f', ..] => Json::Bool(false),
            [b'"', ..] => Json::Text(serde_json::from_str(text).map_err(|_| Nested)?),
            [b'{' | b'[', ..] => return Err(Nested),
            _ => Json::Number(text.to_string()),
        })
    }
}

/// An object as its keys and the texts of its values, in their order.
struct Pairs<'a>(Vec<(String, &'a RawValue)>);

impl<'a> serde::Deserialize<'a> for Pairs<'a> {
    fn deserialize<D: serde::Deserializer<'a>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'a> Visitor<'a> for Reader {
            type Value = Pairs<'a>;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(Reader)
    }
}

/// Rows of a file of json lines as they are read.
pub(crate) struct JsonRows<'a> {
    part: &'a JsonPart,
    lines: Lines,
    row: Vec<Json>,
}

impl Rows for JsonRows<'_> {
    fn advance(&mut self) -> Result<bool, Stop> {
        if !self.lines.advance()? {
            return Ok(false);
        }
        self.row.clear();
        self.row.resize(self.part.headings.len(), Json::Null);
        for (key, value) in self.lines.pairs.drain(..) {
            if let Some(place) = self.part.places.get(key.as_str()).and_then(|place| self.row.get_mut(*place)) {
                *place = value;
            }
        }
        Ok(true)
    }

    fn field(&self, column: usize) -> Field<'_> {
        match self.row.get(column) {
            None | Some(Json::Null) => Field::Empty,
            Some(Json::Bool(truth)) => Field::Bool(*truth),
            Some(Json::Number(text)) => Field::Exact(text),
            Some(Json::Text(text)) => Field::of_text(text),
        }
    }

    fn line(&self) -> Option<u64> {
        Some(self.lines.line)
    }
}
