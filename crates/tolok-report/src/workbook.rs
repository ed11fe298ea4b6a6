//! A new workbook: sheets in, the bytes of a file out.

use std::collections::BTreeSet;

use rust_xlsxwriter::{DocProperties, ExcelDateTime};

use crate::style::Styles;
use crate::{Sheet, WorkbookError, sheet_name, writing};

/// A new workbook.
#[derive(Debug, Clone)]
pub struct Workbook {
    sheets: Vec<Sheet>,
}

impl Workbook {
    /// A workbook of these sheets, in their order.
    pub fn new(sheets: Vec<Sheet>) -> Self {
        Self { sheets }
    }

    /// The file. The same sheets give the same bytes, so it says nothing of when it was made.
    ///
    /// # Errors
    ///
    /// Where a sheet holds more than a worksheet can.
    pub fn to_xlsx(&self) -> Result<Vec<u8>, WorkbookError> {
        let mut workbook = rust_xlsxwriter::Workbook::new();
        let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
        workbook.set_properties(&DocProperties::new().set_author("Tolok").set_creation_datetime(&made));
        let mut names = BTreeSet::new();
        let mut styles = Styles::default();
        for sheet in &self.sheets {
            let worksheet = workbook.add_worksheet();
            worksheet.set_name(sheet_name::fitting(&sheet.name, &mut names))?;
            writing::write(sheet, worksheet, &mut styles)?;
        }
        Ok(workbook.save_to_buffer()?)
    }
}
