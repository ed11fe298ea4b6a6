//! Real workbooks: each sheet is a table, or a problem that says why not.

use tolok_xlsx::testing::real_workbooks;

use super::*;
use crate::Memory;

#[test]
fn every_real_workbook_is_a_table_or_a_problem() {
    let (mut wide, mut long, mut problems) = (0_usize, 0_usize, 0_usize);
    let mut vocabulary = vocabulary();
    vocabulary.terms.push(term("amount", &["amount", "total", "cost", "price", "value", "name", "hours"], Role::Input, &[]));
    vocabulary.terms.push(term("category", &["category", "type", "product", "item"], Role::Dimension, &[]));
    for path in real_workbooks() {
        let bytes = std::fs::read(&path).unwrap();
        let names: Vec<String> = match tolok_xlsx::Workbook::open(bytes.clone(), &tolok_xlsx::Limits::default()) {
            Ok(workbook) => workbook.sheets().iter().map(|sheet| sheet.name().to_string()).collect(),
            Err(_) => Vec::new(),
        };
        let file = Memory::new(path.file_name().unwrap().to_string_lossy().as_ref(), bytes);
        for sheet in names.iter().map(|name| Some(name.as_str())).chain([None]) {
            let found = crate::sheet::open(&file, sheet, None).map_err(|problem| vec![problem]).and_then(|cells| {
                let layout = recognise(&cells, &vocabulary, &request()).map_err(|problem| vec![problem])?;
                let count = if matches!(layout, Layout::Wide(_)) { &mut wide } else { &mut long };
                *count += 1;
                layout.into_body(cells, &vocabulary, &request())
            });
            match found {
                Ok(body) => assert!(body.rows.iter().all(|row| row.len() == body.headings.len()), "{}", path.display()),
                Err(found) => {
                    assert!(!found.is_empty() && found.iter().all(|problem| !problem.message.is_empty()), "{}", path.display());
                    problems += 1;
                }
            }
        }
    }
    println!("{wide} wide, {long} long, {problems} problems");
}
