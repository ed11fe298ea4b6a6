//! A passage as it was found in a part, and how pieces of it are replaced.

use std::ops::Range;

use super::spelling::{self, Script, Spelled};
use crate::splices::Splices;
use crate::xml::Element;
use crate::{Address, PassageKind, Replacement};

/// A passage as it was found in a part.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) kind: PassageKind,
    pub(crate) cell: Option<Address>,
    pub(crate) name: String,
    pub(crate) is_copy: bool,
    /// The relationship that the passage belongs to, where it is known by nothing else.
    pub(crate) relationship: Option<String>,
    /// How long the text is of which this is all or a piece, and how long it may be, in UTF-16 units.
    pub(crate) limit: Option<(usize, usize)>,
    pub(super) stretches: Vec<Stretch>,
}

/// A stretch of a passage that stands in one place of the part: the text of a run, the value of an attribute, or a line break.
#[derive(Debug)]
pub(super) struct Stretch {
    span: Range<usize>,
    characters: Vec<Spelled>,
    script: Script,
    /// True if the characters are spread over more than plain text, so that all of them have to be written again.
    broken: bool,
    /// Where it has to be said that white space counts, if that is not said yet.
    space_at: Option<usize>,
    /// What stands before the stretch and would swallow the first character of some texts.
    pub(super) swallows: Option<Swallows>,
}

/// What a code of a header takes the characters behind it for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Swallows {
    /// Digits, for more of a size.
    Digits,
    /// Signs, for something added to a page number.
    Signs,
}

impl Found {
    pub(super) fn new(kind: PassageKind, name: impl Into<String>) -> Self {
        Self { kind, cell: None, name: name.into(), is_copy: false, relationship: None, limit: None, stretches: Vec::new() }
    }

    /// The text, joined over its stretches.
    pub(crate) fn text(&self) -> String {
        self.stretches.iter().flat_map(|stretch| &stretch.characters).map(|(character, _)| *character).collect()
    }

    /// Replaces pieces: each new piece stands where its range begins, and the rest of the range is taken out of the stretches that it reaches
    /// into. Nothing if a range is not one of the text's.
    pub(crate) fn replace(&self, pieces: &[Replacement], splices: &mut Splices) -> Option<()> {
        let mut pieces: Vec<&Replacement> = pieces.iter().collect();
        pieces.sort_by_key(|piece| piece.range.start);
        let mut start = 0;
        for stretch in &self.stretches {
            let length: usize = stretch.characters.iter().map(|(character, _)| character.len_utf8()).sum();
            let own = start..start + length;
            let touching = pieces.iter().filter(|piece| piece.range.start < own.end && piece.range.end > own.start);
            let cut = touching.map(|piece| {
                let begins_here = piece.range.start >= own.start;
                let inside = piece.range.start.max(own.start) - own.start..piece.range.end.min(own.end) - own.start;
                let whole = piece.range.start == 0;
                (inside, if begins_here { piece.text.as_str() } else { "" }, whole)
            });
            stretch.replace(&cut.collect::<Vec<_>>(), splices)?;
            start = own.end;
        }
        pieces.iter().all(|piece| piece.range.end <= start && !piece.range.is_empty()).then_some(())
    }
}

impl Stretch {
    /// The text between two tags, or the value of an attribute.
    pub(super) fn new(source: &str, span: Range<usize>, script: Script) -> Self {
        let raw = source.get(span.clone()).unwrap_or_default();
        let characters = spelling::read(raw, span.start, script);
        Self { span, characters, script, broken: raw.contains('<'), space_at: None, swallows: None }
    }

    /// Characters of a header that were told from its codes.
    pub(super) fn of_header(characters: Vec<Spelled>, broken: bool) -> Self {
        let span = match (characters.first(), characters.last()) {
            (Some((_, first)), Some((_, last))) => first.start..last.end,
            _ => 0..0,
        };
        Self { span, characters, script: Script::Header, broken, space_at: None, swallows: None }
    }

    /// The text of an element that has to say so if white space at its ends counts.
    pub(super) fn of_element(source: &str, element: &Element<'_>, close: &Range<usize>) -> Self {
        let tag = source.get(element.span.clone()).unwrap_or_default();
        let space_at = (!tag.contains("xml:space")).then(|| element.attributes_end());
        Self { space_at, ..Self::new(source, element.span.end..close.start, Script::Escaped) }
    }

    /// An element that stands for a line break.
    pub(super) fn line_break(span: Range<usize>) -> Self {
        Self { characters: vec![('\n', span.clone())], span, script: Script::Plain, broken: false, space_at: None, swallows: None }
    }

    /// Replaces pieces, given by bytes of the stretch's text; those of a whole passage may be whole addresses.
    fn replace(&self, pieces: &[(Range<usize>, &str, bool)], splices: &mut Splices) -> Option<()> {
        if pieces.is_empty() {
            return Some(());
        }
        let mut offsets = vec![0];
        for (character, _) in &self.characters {
            offsets.push(offsets.last()? + character.len_utf8());
        }
        let text: String = self.characters.iter().map(|(character, _)| *character).collect();
        let mut after = String::new();
        let mut done = 0;
        let mut written = Vec::new();
        for (range, new, whole) in pieces {
            let first = offsets.binary_search(&range.start).ok()?;
            let last = offsets.binary_search(&range.end).ok()?;
            let bytes = self.characters.get(first)?.1.start..self.characters.get(last.checked_sub(1)?)?.1.end;
            after.push_str(text.get(done..range.start)?);
            after.push_str(new);
            done = range.end;
            written.push((bytes, spelling::write(new, self.script, *whole)));
        }
        after.push_str(text.get(done..)?);
        if self.broken {
            written = vec![(self.span.clone(), spelling::write(&after, self.script, false))];
        }
        if let Some((_, first)) = written.first_mut().filter(|(bytes, _)| bytes.start == self.span.start)
            && self.swallows.is_some_and(|swallows| swallows.takes(&after))
        {
            // Bold on and off again: nothing that shows, and nothing that swallows.
            *first = format!("&amp;B&amp;B{first}");
        }
        for (bytes, text) in written {
            splices.replace(bytes, text);
        }
        if let Some(at) = self.space_at.filter(|_| after.trim() != after || after.contains('\n')) {
            splices.insert(at, " xml:space=\"preserve\"");
        }
        Some(())
    }
}

impl Swallows {
    fn takes(self, text: &str) -> bool {
        match self {
            Swallows::Digits => text.starts_with(|first: char| first.is_ascii_digit()),
            Swallows::Signs => text.starts_with(['+', '-']),
        }
    }
}
