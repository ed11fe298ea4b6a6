//! The rows of a data frame that are labelled as totals: only its texts are looked at, and those of a dictionary once.

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, StringViewArray};
use arrow_schema::DataType;

use super::Frame;
use super::look::Look;
use crate::field::{Field, Kept};
use crate::totals::{begin_no_total, is_surely_no_total, is_total};

impl Frame {
    /// The rows in which one of these columns has a word for total, at most so many, each with its cells in the order of the columns.
    pub(crate) fn labelled(&self, columns: &[Option<usize>], most: usize) -> Vec<(u64, Vec<Kept>)> {
        let mut found = Vec::new();
        let mut before = 0u64;
        for batch in &self.batches {
            let mut rows = Vec::new();
            for array in columns.iter().flatten().filter_map(|column| batch.columns().get(*column)) {
                labelled(array, &mut |row| rows.push(row));
            }
            rows.sort_unstable();
            rows.dedup();
            rows.truncate(most.saturating_sub(found.len()));
            if !rows.is_empty() {
                let looks: Vec<Look<'_>> = batch.columns().iter().map(|array| Look::at(array.as_ref())).collect();
                for row in rows {
                    let field =
                        |column: &Option<usize>| column.and_then(|column| looks.get(column)).map_or(Field::Empty, |look| look.field(row));
                    let number = before.saturating_add(u64::try_from(row).unwrap_or(u64::MAX));
                    found.push((number, columns.iter().map(|column| Kept::from(field(column))).collect()));
                }
            }
            before = before.saturating_add(u64::try_from(batch.num_rows()).unwrap_or(0));
        }
        found
    }
}

/// Calls with every row that has a word for total.
fn labelled(array: &ArrayRef, take: &mut dyn FnMut(usize)) {
    if let Some(dictionary) = array.as_any_dictionary_opt() {
        let mut labels = vec![false; dictionary.values().len()];
        labelled(dictionary.values(), &mut |key| labels.iter_mut().skip(key).take(1).for_each(|label| *label = true));
        if labels.contains(&true) {
            let keys = dictionary.normalized_keys();
            keys.iter()
                .enumerate()
                .filter(|(row, key)| array.is_valid(*row) && labels.get(**key) == Some(&true))
                .for_each(|(row, _)| take(row));
        }
        return;
    }
    match array.data_type() {
        DataType::Utf8 => each(array.as_string::<i32>(), take),
        DataType::LargeUtf8 => each(array.as_string::<i64>(), take),
        DataType::Utf8View => each_view(array.as_string_view(), take),
        _ => {}
    }
}

/// The same for texts that lie elsewhere, of which their views know the first letters.
fn each_view(texts: &StringViewArray, take: &mut dyn FnMut(usize)) {
    for (row, view) in texts.views().iter().enumerate() {
        let [_, _, _, _, first, second, ..] = view.to_le_bytes();
        let is_long_enough = view & u128::from(u32::MAX) >= 2;
        if (is_long_enough && begin_no_total(first, second)) || texts.is_null(row) {
            continue;
        }
        if matches!(Field::of_text(texts.value(row)), Field::Text(text) if is_total(text)) {
            take(row);
        }
    }
}

fn each<'a, A>(texts: &'a A, take: &mut dyn FnMut(usize))
where
    &'a A: IntoIterator<Item = Option<&'a str>>,
{
    for (row, text) in texts.into_iter().enumerate() {
        let Some(text) = text.filter(|text| !is_surely_no_total(text)) else { continue };
        if matches!(Field::of_text(text), Field::Text(text) if is_total(text)) {
            take(row);
        }
    }
}
