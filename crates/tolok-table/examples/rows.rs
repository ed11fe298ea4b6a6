//! Reads a file into batches and says how long that took: `cargo run --release -p tolok-table --example rows -- ads.csv`.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a measurement for people")]

use std::sync::Arc;
use std::time::Instant;

use tolok_table::{File, ReadSeek, Role, SourceRequest, Table, Term, Vocabulary, Wanted};

#[derive(Debug)]
struct Path(String);

impl File for Path {
    fn name(&self) -> &str {
        &self.0
    }

    fn open(&self) -> std::io::Result<Box<dyn ReadSeek + Send>> {
        Ok(Box::new(std::fs::File::open(&self.0)?))
    }
}

/// Every second argument after the path is a needed flow, if it is given.
fn main() {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().unwrap();
    let terms = arguments.map(|name| Term {
        key: name.as_str().into(),
        name: name.as_str().into(),
        names: Vec::new(),
        role: Role::Input,
        kind: None,
        members: Vec::new(),
        is_flow: true,
        is_needed: true,
    });
    let vocabulary = Vocabulary { terms: terms.collect() };
    let start = Instant::now();
    let table = Table::open(&SourceRequest::new("source", Arc::new(Path(path))), &vocabulary);
    let table = match table {
        Ok(table) => table,
        Err(problems) => {
            for problem in problems {
                println!("{}: {}", problem.place, problem.message);
            }
            return;
        }
    };
    let opened = start.elapsed();
    let wanted: Vec<Wanted> = (table.columns().iter().enumerate()).map(|(column, of)| Wanted { column, kind: of.kind.clone() }).collect();
    let rows: usize = table.batches(&wanted).map(|batch| batch.unwrap().row_count).sum();
    println!("{rows} rows of {} columns: opened in {opened:.2?}, read after {:.2?}", wanted.len(), start.elapsed());
}
