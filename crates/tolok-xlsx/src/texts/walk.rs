//! The way from a sheet to the parts with its texts.

use std::collections::BTreeSet;

use memchr::{memchr_iter, memmem};

use super::{id, may_hold, passage, scan};
use crate::package::{Package, PartName, Relationship, relationships_name};
use crate::part_text::PartText;
use crate::passage::Source;
use crate::xml::{Node, XmlReader};
use crate::{Address, Passage, Sheet, Workbook, XlsxError};

/// How many bytes of a sheet are looked at together, and how many of them again with the next.
const PIECE: usize = 1 << 16;
const OVERLAP: usize = 16;
/// The element that the cells stand in.
const CELLS: &[u8] = b"sheetData";

/// The passages that have a mark, found part by part.
pub(super) struct Walk<'a> {
    workbook: &'a Workbook,
    mark: &'a str,
    /// Parts that were looked at: two sheets may lead to one.
    seen: BTreeSet<PartName>,
}

/// What a part's passages are called beside their own names, and whether another part says the same.
#[derive(Default)]
struct Role {
    /// What all of them are called, for parts that do not say.
    name: Option<&'static str>,
    is_copy: bool,
}

impl<'a> Walk<'a> {
    pub(super) fn new(workbook: &'a Workbook, mark: &'a str) -> Self {
        Self { workbook, mark, seen: BTreeSet::new() }
    }

    fn package(&self) -> &'a Package {
        &self.workbook.package
    }

    /// The passages of a sheet and of all that it leads to.
    pub(super) fn sheet(&mut self, sheet: &Sheet, passages: &mut Vec<Passage>) -> Result<(), XlsxError> {
        let Some(part) = sheet.part.as_ref().filter(|part| self.package().find(part.as_str()).is_some()) else { return Ok(()) };
        let relationships = self.package().relationships(part.as_str())?;
        self.own_part(sheet, part, passages)?;
        self.links(sheet, part, passages)?;
        for relationship in &relationships {
            let Some(target) = self.package().target(part.as_str(), relationship) else { continue };
            match relationship.kind() {
                "drawing" => self.drawing(sheet, target, passages)?,
                "comments" => self.part(sheet, target, Source::Notes, &Role::default(), passages)?,
                "threadedComment" => self.part(sheet, target, Source::Threads, &Role::default(), passages)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn own_part(&mut self, sheet: &Sheet, part: &PartName, passages: &mut Vec<Passage>) -> Result<(), XlsxError> {
        if self.may_be_behind_cells(part)? {
            let text = self.package().read_text(part)?.text;
            self.found(sheet, part, &text, Source::Sheet, &Role::default(), passages)?;
        }
        Ok(())
    }

    /// True if the mark may stand behind the cells of a sheet's part, which is looked through without ever being held as a whole. Cells may well
    /// have it, and are none of these texts.
    fn may_be_behind_cells(&self, part: &PartName) -> Result<bool, XlsxError> {
        let Some(first) = self.mark.as_bytes().first() else { return Ok(true) };
        // A run or a code of a header may stand between the characters of the mark.
        let behind = [self.mark.as_bytes().get(1..).unwrap_or_default(), b"<", b"&amp;"];
        let mut expanded = self.package().expand(part)?;
        let (mut piece, mut is_first, mut is_there) = (Vec::new(), true, false);
        loop {
            let more = expanded.read(&mut piece, PIECE)?;
            if std::mem::take(&mut is_first) && !PartText::is_unmarked_utf8(&piece) {
                return Ok(true);
            }
            let end_of_cells = memmem::rfind(&piece, CELLS);
            is_there &= end_of_cells.is_none();
            let from = end_of_cells.unwrap_or(0);
            let mut places = memchr_iter(*first, piece.get(from..).unwrap_or_default()).map(|at| from + at + 1);
            is_there |= places.any(|at| behind.iter().any(|behind| piece.get(at..).is_some_and(|rest| rest.starts_with(behind))));
            if !more {
                return Ok(is_there);
            }
            // What the mark begins with may end this piece and go on in the next.
            piece.drain(..piece.len().saturating_sub(OVERLAP));
        }
    }

    /// Where the links of a sheet or a drawing lead.
    fn links(&mut self, sheet: &Sheet, from: &PartName, passages: &mut Vec<Passage>) -> Result<(), XlsxError> {
        let Some(part) = self.package().find(&relationships_name(from.as_str())).cloned() else { return Ok(()) };
        if !self.seen.insert(part.clone()) {
            return Ok(());
        }
        let text = self.package().read_text(&part)?.text;
        if !may_hold(&text, self.mark) && !text.contains('%') {
            return Ok(());
        }
        let links = scan(self.workbook, Source::Links, part.as_str(), &text)?;
        let links: Vec<_> = links.into_iter().enumerate().filter(|(_, link)| link.text().contains(self.mark)).collect();
        if links.is_empty() {
            return Ok(());
        }
        // The sheet says which cell has the link.
        let source = self.package().read_text(from)?.text;
        let cells =
            if sheet.part.as_ref() == Some(from) { scan(self.workbook, Source::Sheet, from.as_str(), &source)? } else { Vec::new() };
        for (ordinal, mut link) in links {
            let cell = |id: &str| -> Option<Address> { cells.iter().find(|found| found.relationship.as_deref() == Some(id))?.cell };
            link.cell = link.relationship.as_deref().and_then(cell);
            let text = link.text();
            passages.push(passage(sheet, id(&part, Source::Links, ordinal), link, &text));
        }
        Ok(())
    }

    /// A drawing, the charts on it and the shapes on those.
    fn drawing(&mut self, sheet: &Sheet, part: &PartName, passages: &mut Vec<Passage>) -> Result<(), XlsxError> {
        self.part(sheet, part, Source::Drawing, &Role::default(), passages)?;
        self.links(sheet, part, passages)?;
        for relationship in self.package().relationships(part.as_str())? {
            let Some(target) = self.package().target(part.as_str(), &relationship) else { continue };
            let diagram = |is_copy| Role { name: Some("diagram"), is_copy };
            match relationship.kind() {
                "chart" | "chartEx" => self.chart(sheet, part, &relationship, target, passages)?,
                "diagramData" => self.part(sheet, target, Source::Drawing, &diagram(false), passages)?,
                "diagramDrawing" => self.part(sheet, target, Source::Drawing, &diagram(true), passages)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn chart(
        &mut self,
        sheet: &Sheet,
        drawing: &PartName,
        relationship: &Relationship,
        part: &PartName,
        passages: &mut Vec<Passage>,
    ) -> Result<(), XlsxError> {
        let before = passages.len();
        self.part(sheet, part, Source::Chart, &Role::default(), passages)?;
        for relationship in self.package().relationships(part.as_str())?.iter().filter(|relationship| relationship.is("chartUserShapes")) {
            if let Some(target) = self.package().target(part.as_str(), relationship) {
                self.part(sheet, target, Source::Drawing, &Role::default(), passages)?;
            }
        }
        if passages.len() > before
            && let Some(name) = self.frame(drawing, &relationship.id)?
        {
            for passage in passages.iter_mut().skip(before) {
                passage.name = format!("{} of \"{name}\"", passage.name);
            }
        }
        Ok(())
    }

    /// The name of the frame that shows a chart.
    fn frame(&self, drawing: &PartName, id: &str) -> Result<Option<String>, XlsxError> {
        let text = self.package().read_text(drawing)?.text;
        let mut reader = XmlReader::new(drawing.as_str(), &text);
        let mut name = None;
        loop {
            match reader.next()? {
                Node::Open(element) if element.local == "cNvPr" => {
                    name = element.attribute(drawing.as_str(), "name")?.filter(|name| !name.is_empty()).map(|name| name.into_owned());
                }
                Node::Open(element) if element.local == "chart" => {
                    let attributes = element.attributes(drawing.as_str())?;
                    if attributes.iter().any(|attribute| attribute.name.ends_with(":id") && attribute.value == id) {
                        return Ok(name);
                    }
                }
                Node::End => return Ok(None),
                _ => {}
            }
        }
    }

    fn part(&mut self, sheet: &Sheet, part: &PartName, source: Source, role: &Role, passages: &mut Vec<Passage>) -> Result<(), XlsxError> {
        if !self.seen.insert(part.clone()) {
            return Ok(());
        }
        let text = self.package().read_text(part)?.text;
        if !may_hold(&text, self.mark) {
            return Ok(());
        }
        self.found(sheet, part, &text, source, role, passages)
    }

    fn found(
        &mut self,
        sheet: &Sheet,
        part: &PartName,
        text: &str,
        source: Source,
        role: &Role,
        passages: &mut Vec<Passage>,
    ) -> Result<(), XlsxError> {
        for (ordinal, mut found) in scan(self.workbook, source, part.as_str(), text)?.into_iter().enumerate() {
            let text = found.text();
            if text.is_empty() || !text.contains(self.mark) {
                continue;
            }
            found.is_copy |= role.is_copy;
            found.name = role.name.map_or(found.name, str::to_owned);
            passages.push(passage(sheet, id(part, source, ordinal), found, &text));
        }
        Ok(())
    }
}
