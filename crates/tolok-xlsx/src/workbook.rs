//! The workbook: its sheets, names, texts and formats, and the way to its parts.

mod part;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

pub use part::DefinedName;
pub(crate) use part::is_true;

use crate::package::{ContentTypes, Package, PartName};
use crate::strings::SharedStrings;
use crate::styles::Styles;
use crate::worksheet::{Inventory, Search, Stocktaking, tour};
use crate::{
    Address, Cell, CellAccount, CellValue, Edits, Engine, Epoch, FileBytes, Limits, Note, Output, Passage, Sheet, SheetKind, Table,
    Worksheet, XlsxError,
};

/// A workbook that was opened, ready to be read and edited.
///
/// ```no_run
/// use tolok_xlsx::{Limits, Workbook};
/// # fn example(bytes: Vec<u8>) -> Result<(), tolok_xlsx::XlsxError> {
/// let workbook = Workbook::open(bytes, &Limits::default())?;
/// for sheet in workbook.sheets() {
///     println!("{}", sheet.name());
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Workbook {
    pub(crate) package: Package,
    pub(crate) part: PartName,
    sheets: Vec<Sheet>,
    names: Vec<DefinedName>,
    epoch: Epoch,
    calculated_by_hand: bool,
    /// True if formulas calculate with what the cells show.
    pub(crate) precision_as_shown: bool,
    pub(crate) strings: Arc<SharedStrings>,
    styles: Arc<Styles>,
    /// What is on each sheet, once somebody went through it.
    inventories: Vec<OnceLock<Inventory>>,
}

impl Workbook {
    /// Opens a workbook from the bytes of its file.
    ///
    /// # Errors
    /// E0601 for what is no workbook, E0602 with a password, E0603 for `.xls`, `.xlsb` and `.ods`, E0604 where something is cut off, missing or
    /// unreadable, E0605 over a limit.
    pub fn open(bytes: impl Into<FileBytes>, limits: &Limits) -> Result<Self, XlsxError> {
        let package = Package::open(bytes.into(), limits)?;
        let part = find_workbook_part(&package)?;
        let relationships = package.relationships(part.as_str())?;
        let related = |kind: &str| match relationships.iter().find(|relationship| relationship.is(kind)) {
            Some(relationship) => {
                let missing = || XlsxError::damaged(part.as_str(), format!("the way to its {kind} leads nowhere"));
                package.target(part.as_str(), relationship).ok_or_else(missing).map(Some)
            }
            None => Ok(None),
        };
        let strings = related("sharedStrings")?.map(|part| SharedStrings::read(&package, part)).transpose()?.unwrap_or_default();
        let styles = related("styles")?.map(|part| Styles::read(&package, part)).transpose()?.unwrap_or_default();
        let listed = part::WorkbookPart::read(&package, &part)?;
        let sheets = listed.sheets.into_iter().enumerate().map(|(index, sheet)| {
            let relationship = relationships.iter().find(|relationship| relationship.id == sheet.relationship);
            Sheet {
                index,
                name: sheet.name.into(),
                part: relationship.and_then(|relationship| package.target(part.as_str(), relationship)).cloned(),
                kind: match relationship.map(crate::package::Relationship::kind) {
                    Some("worksheet") => SheetKind::Worksheet,
                    Some("chartsheet") => SheetKind::Chartsheet,
                    _ => SheetKind::Other,
                },
                visibility: sheet.visibility,
            }
        });
        let sheets: Vec<Sheet> = sheets.collect();
        Ok(Self {
            inventories: sheets.iter().map(|_| OnceLock::new()).collect(),
            sheets,
            names: listed.names,
            epoch: listed.epoch,
            calculated_by_hand: listed.calculated_by_hand,
            precision_as_shown: listed.precision_as_shown,
            strings: Arc::new(strings),
            styles: Arc::new(styles),
            package,
            part,
        })
    }

    /// The bytes of the file as it was opened.
    pub fn bytes(&self) -> &[u8] {
        self.package.bytes()
    }

    /// The sheets in their order.
    pub fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    /// The sheets that have cells, in their order.
    pub fn worksheets(&self) -> impl Iterator<Item = &Sheet> {
        self.sheets.iter().filter(|sheet| sheet.kind == SheetKind::Worksheet)
    }

    /// The sheet of this name; letters compare without regard to case, as in formulas.
    pub fn sheet(&self, name: &str) -> Option<&Sheet> {
        let wanted = name.to_lowercase();
        self.sheets.iter().find(|sheet| sheet.name.to_lowercase() == wanted)
    }

    /// The defined names.
    pub fn defined_names(&self) -> &[DefinedName] {
        &self.names
    }

    /// The number format of a cell style; General for one that is not there.
    pub fn number_format(&self, style: u32) -> &str {
        self.styles.number_format(style)
    }

    /// How the workbook counts days.
    pub fn epoch(&self) -> Epoch {
        self.epoch
    }

    /// True if formulas are only computed when a person asks for it.
    pub fn is_calculated_by_hand(&self) -> bool {
        self.calculated_by_hand
    }

    /// True if the package carries a digital signature, which any edit makes invalid.
    pub fn is_signed(&self) -> bool {
        self.package.names().any(|name| name.as_str().to_lowercase().starts_with("_xmlsignatures/"))
    }

    /// Unpacks a sheet.
    ///
    /// # Errors
    /// E0608 for a sheet without cells, E0604 where its part is missing or damaged.
    pub fn worksheet(&self, sheet: &Sheet) -> Result<Worksheet, XlsxError> {
        let part = self.part_of(sheet)?.clone();
        Ok(Worksheet {
            sheet: sheet.clone(),
            source: self.package.read_text(&part)?,
            part,
            strings: Arc::clone(&self.strings),
            styles: Arc::clone(&self.styles),
        })
    }

    /// Shows the cells of a sheet whose text or formula has a piece of text in it, in the order in which they stand. The sheet is not unpacked
    /// as a whole, and only the rows that may have such cells are read cell by cell, so this is much faster than [`Worksheet::cells`].
    ///
    /// ```no_run
    /// # fn example(workbook: &tolok_xlsx::Workbook) -> Result<(), tolok_xlsx::XlsxError> {
    /// for sheet in workbook.worksheets() {
    ///     workbook.search(sheet, "{{", &mut |cell| println!("{}!{}", sheet.name(), cell.address()))?;
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// E0608 for a sheet without cells, E0604 where its part is missing or damaged; cells were shown before.
    pub fn search(&self, sheet: &Sheet, piece: &str, look: &mut dyn FnMut(&Cell<'_>)) -> Result<(), XlsxError> {
        let mut search = Search::new(piece, &self.strings, look);
        tour(&self.package, self.part_of(sheet)?, &self.strings, &mut search)?;
        self.keep_inventory(sheet, search.inventory);
        Ok(())
    }

    /// How many bytes a sheet unpacks to; nothing for one that leads to no part. A cell takes some twenty to eighty of them.
    pub fn unpacked_size(&self, sheet: &Sheet) -> Option<u64> {
        self.package.size(sheet.part.as_ref()?)
    }

    /// Keeps what somebody found who went through all rows of a sheet that may have formulas, and what is behind them.
    pub(crate) fn keep_inventory(&self, sheet: &Sheet, inventory: Inventory) {
        if let Some(place) = self.inventories.get(sheet.index) {
            // Whoever went through the sheet before found the same.
            let _ = place.set(inventory);
        }
    }

    /// True if it is known that no cell of a sheet has a formula.
    pub(crate) fn is_without_formulas(&self, sheet: &Sheet) -> bool {
        self.inventories.get(sheet.index).and_then(|place| place.get()).is_some_and(|inventory| !inventory.formulas)
    }

    /// What is on a sheet besides the contents of its cells.
    pub(crate) fn inventory(&self, sheet: &Sheet) -> Result<&Inventory, XlsxError> {
        let missing = || XlsxError::NoSuchSheet(sheet.name.to_string());
        let place = self.inventories.get(sheet.index).ok_or_else(missing)?;
        if place.get().is_none() {
            let mut stocktaking = Stocktaking::default();
            tour(&self.package, self.part_of(sheet)?, &self.strings, &mut stocktaking)?;
            self.keep_inventory(sheet, stocktaking.inventory);
        }
        place.get().ok_or_else(missing)
    }

    /// The part that holds a sheet's cells.
    pub(crate) fn part_of<'a>(&self, sheet: &'a Sheet) -> Result<&'a PartName, XlsxError> {
        if sheet.kind != SheetKind::Worksheet {
            return Err(XlsxError::NoSuchSheet(sheet.name.to_string()));
        }
        let missing = || XlsxError::damaged(self.part.as_str(), format!("the sheet `{}` leads to no part", sheet.name));
        sheet.part.as_ref().ok_or_else(missing)
    }

    /// The tables of a sheet.
    ///
    /// # Errors
    /// E0604 where a table's part is damaged.
    pub fn tables(&self, sheet: &Sheet) -> Result<Vec<Table>, XlsxError> {
        let Some(part) = &sheet.part else { return Ok(Vec::new()) };
        let relationships = self.package.relationships(part.as_str())?;
        let parts = relationships.iter().filter(|relationship| relationship.is("table"));
        let parts = parts.filter_map(|relationship| self.package.target(part.as_str(), relationship));
        parts.filter_map(|part| crate::table::read(&self.package, part).transpose()).collect()
    }

    /// The notes on the cells of a sheet.
    ///
    /// # Errors
    /// E0604 where their part is damaged.
    pub fn notes(&self, sheet: &Sheet) -> Result<Vec<Note>, XlsxError> {
        let Some(part) = &sheet.part else { return Ok(Vec::new()) };
        let relationships = self.package.relationships(part.as_str())?;
        let parts = relationships.iter().filter(|relationship| relationship.is("comments"));
        let parts = parts.filter_map(|relationship| self.package.target(part.as_str(), relationship));
        let notes: Result<Vec<_>, _> = parts.map(|part| Note::read(&self.package, part)).collect();
        Ok(notes?.into_iter().flatten().collect())
    }

    /// The texts outside the cells that have a mark in them, such as `{{`, sheet by sheet: names of sheets, shapes, charts, headers, notes,
    /// links and validations. Those of hidden sheets are among them. With an empty mark, all of them but such names of sheets as formulas
    /// write without quotes.
    ///
    /// ```
    /// use tolok_xlsx::{Edits, Limits, Replacement, Workbook};
    /// # use tolok_xlsx::testing::Parts;
    /// # let bytes = Parts::book(&[("Report {{ month }}", "")]).zipped();
    /// let workbook = Workbook::open(bytes, &Limits::default()).unwrap();
    /// let mut edits = Edits::default();
    /// for passage in workbook.texts("{{").unwrap() {
    ///     assert_eq!(passage.text(), "Report {{ month }}");
    ///     edits.replace_in(&passage, vec![Replacement { range: 7..18, text: "July".to_owned() }]);
    /// }
    /// let output = workbook.edit(&edits).unwrap();
    /// let renamed = Workbook::open(output.bytes, &Limits::default()).unwrap();
    /// assert_eq!(renamed.sheets()[0].name().as_ref(), "Report July");
    /// ```
    ///
    /// # Errors
    /// E0604 where a part is damaged.
    pub fn texts(&self, mark: &str) -> Result<Vec<Passage>, XlsxError> {
        crate::texts::find(self, mark)
    }

    /// The cells among these edits that [`Workbook::edit`] would refuse, since they belong to something else; nothing is edited.
    pub fn check(&self, edits: &Edits) -> Vec<XlsxError> {
        crate::write::check(self, edits)
    }

    /// What became of some cells, each on a sheet by its position, in an edit of this workbook, and why: whether they were set, or depend on
    /// cells that were, and through which formulas.
    ///
    /// ```
    /// use tolok_xlsx::{Address, CellValue, Content, Edits, Fate, Limits, Workbook};
    /// # use tolok_xlsx::testing::Parts;
    /// # let rows = "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><f>A1*2</f><v>2</v></c></row>";
    /// # let bytes = Parts::book(&[("Data", rows)]).zipped();
    /// let workbook = Workbook::open(bytes, &Limits::default()).unwrap();
    /// let mut edits = Edits::default();
    /// edits.set(0, Address::A1, Content::Number(4.0));
    /// let output = workbook.edit(&edits).unwrap();
    /// let accounts = workbook.accounts(&edits, &output, &[(0, Address::parse("B1").unwrap())]).unwrap();
    /// assert_eq!(accounts[0].fate, Fate::Recalculated);
    /// assert_eq!((&accounts[0].before, &accounts[0].after), (&Some(CellValue::Number(2.0)), &Some(CellValue::Number(8.0))));
    /// assert_eq!(accounts[0].from[0].cell, Address::A1);
    /// ```
    ///
    /// # Errors
    /// E0604 where a part is damaged.
    pub fn accounts(&self, edits: &Edits, output: &Output, cells: &[(usize, Address)]) -> Result<Vec<CellAccount>, XlsxError> {
        crate::write::accounts(self, edits, output, cells)
    }

    /// The formulas that depend on some cells, each with the result that it has once these are set; none where that is not known for sure.
    ///
    /// ```
    /// # use tolok_xlsx::testing::Parts;
    /// use tolok_xlsx::{Address, CellValue, Content, Edits, Limits, Workbook};
    /// # let rows = "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><f>A1*2</f><v>2</v></c></row>";
    /// # let workbook = Workbook::open(Parts::book(&[("Plan", rows)]).zipped(), &Limits::default()).unwrap();
    /// let mut edits = Edits::default();
    /// edits.set(0, Address::A1, Content::Number(4.0));
    /// let results = workbook.results(&edits).unwrap();
    /// assert_eq!(results[&(0, Address::parse("B1").unwrap())], Some(CellValue::Number(8.0)));
    /// ```
    ///
    /// # Errors
    /// E0604 where a part is damaged.
    pub fn results(&self, edits: &Edits) -> Result<BTreeMap<(usize, Address), Option<CellValue>>, XlsxError> {
        crate::write::results(self, edits)
    }

    /// The workbook with some cells set, marked so that it is calculated when it is opened. Formulas that depend on those cells are
    /// calculated where it is known for sure what Excel gives; the results of the others are taken out, since they are out of date. No edits at all give the bytes that were opened.
    ///
    /// # Errors
    /// All problems of all edits: E0606 for cells that belong to something else, E0607 for contents no cell can hold, E0608 for sheets that
    /// have no cells, E0611 for texts that have no room, E0612 for names that no sheet can have; E0604 where a part is damaged.
    pub fn edit(&self, edits: &Edits) -> Result<Output, Vec<XlsxError>> {
        crate::write::edit(self, edits, None)
    }

    /// The same, with the help of another engine for formulas that are not calculated here. Where it does not take the workbook, they lose
    /// their results as in [`Workbook::edit`], and [`Output::refused`] says why.
    ///
    /// # Errors
    /// The same as of [`Workbook::edit`].
    pub fn edit_with(&self, edits: &Edits, engine: &dyn Engine) -> Result<Output, Vec<XlsxError>> {
        crate::write::edit(self, edits, Some(engine))
    }
}

/// The workbook part, found through the package's own relationships and never by its name.
fn find_workbook_part(package: &Package) -> Result<PartName, XlsxError> {
    if package.find("mimetype").is_some() {
        return Err(XlsxError::Unsupported("a workbook in the OpenDocument format"));
    }
    if package.find(ContentTypes::NAME).is_none() {
        return Err(XlsxError::NotAWorkbook("it is a zip archive with other things in it".to_owned()));
    }
    let types = ContentTypes::read(package)?;
    let relationships = package.relationships("")?;
    let Some(relationship) = relationships.iter().find(|relationship| relationship.is("officeDocument")) else {
        return Err(XlsxError::NotAWorkbook("it is a zip archive with other things in it".to_owned()));
    };
    let Some(part) = package.target("", relationship) else {
        return Err(XlsxError::damaged_file("it leads to a workbook that is not in it"));
    };
    match types.of(part) {
        Some(kind) if kind.contains("sheet.binary") => Err(XlsxError::Unsupported("a workbook in the binary format `.xlsb`")),
        Some(kind) if kind.contains("wordprocessingml") => Err(XlsxError::NotAWorkbook("it is a text document".to_owned())),
        Some(kind) if kind.contains("presentationml") => Err(XlsxError::NotAWorkbook("it is a presentation".to_owned())),
        _ if part.as_str().to_lowercase().ends_with(".bin") => Err(XlsxError::Unsupported("a workbook in the binary format `.xlsb`")),
        _ => Ok(part.clone()),
    }
}

#[cfg(test)]
mod tests;
