//! Data frames: columns as they lie in memory.

use arrow_array::builder::StringDictionaryBuilder;
use arrow_array::types::Int32Type;
use arrow_array::{
    BooleanArray, Date64Array, Float64Array, Int64Array, ListArray, RecordBatch, StringArray, StringViewArray, TimestampMicrosecondArray,
    TimestampMillisecondArray, TimestampNanosecondArray, TimestampSecondArray,
};
use arrow_schema::{Field as ArrowField, Schema};

use super::*;

fn batch(columns: Vec<(&str, ArrayRef)>) -> RecordBatch {
    let fields: Vec<ArrowField> = columns.iter().map(|(name, array)| ArrowField::new(*name, array.data_type().clone(), true)).collect();
    RecordBatch::try_new(Arc::new(Schema::new(fields)), columns.into_iter().map(|(_, array)| array).collect()).unwrap()
}

fn frame(batches: Vec<RecordBatch>, terms: &str) -> Result<Table, Vec<Diagnostic>> {
    Table::from_batches("df", "df", batches, &vocabulary(terms), &[], &[])
}

#[test]
fn arrays_are_shared_and_nan_is_blank() {
    let spend: ArrayRef = Arc::new(Float64Array::from(vec![0.1, f64::NAN, f64::INFINITY]));
    let channels: ArrayRef = Arc::new(StringArray::from(vec![Some("A"), None, Some("C")]));
    let table = frame(vec![batch(vec![("channel", channels.clone()), ("Spend", spend)])], "channel:dimension; spend:number*").unwrap();
    assert_eq!(rows(&table), "A,0.1\nblank,blank\nC,#NUM!\n");
    let wanted = [Wanted { column: 0, kind: Kind::Text }];
    let given = table.batches(&wanted).next().unwrap().unwrap();
    assert!(given.columns[0].to_data().ptr_eq(&channels.to_data()), "texts are not copied");
    assert_eq!(table.place(2, 1).to_string(), "df, row 3");
}

#[test]
fn several_batches_and_types() {
    let mut members = StringDictionaryBuilder::<Int32Type>::new();
    members.extend(["A", "B", "A"].map(Some));
    let first = batch(vec![
        ("channel", Arc::new(members.finish())),
        ("date", Arc::new(TimestampMillisecondArray::from(vec![1_769_814_000_000, 1_769_817_599_999, 0]).with_timezone("+07:00"))),
        ("n", Arc::new(Int64Array::from(vec![1, 2, 3]))),
        ("ok", Arc::new(BooleanArray::from(vec![true, false, true]))),
    ]);
    let table = frame(vec![first.clone(), first], "channel:dimension; date:time; n:number; ok:bool").unwrap();
    // Python: datetime.fromtimestamp(1769814000, timezone(timedelta(hours=7))).date()
    let once = "A,2026-01-31,1,true\nB,2026-01-31,2,false\nA,1970-01-01,3,true\n";
    assert_eq!((rows(&table), table.row_count()), (format!("{once}{once}"), Some(6)));
}

#[test]
fn moments_of_every_unit_are_days() {
    // Python: [(date(1970, 1, 1) + timedelta(microseconds=us)) for us in …]
    let seconds = [0, 86_399, 86_400, -1, -86_400, -86_401, 1_782_777_600, 253_402_300_799, -62_135_596_800];
    let want =
        ["1970-01-01", "1970-01-01", "1970-01-02", "1969-12-31", "1969-12-31", "1969-12-30", "2026-06-30", "9999-12-31", "0001-01-01"];
    // Nanoseconds reach from 1677 to 2262.
    let (near, near_want) = (&seconds[..7], &want[..7]);
    let of = |scale: i64, seconds: &[i64]| seconds.iter().map(|second| Some(second * scale)).chain([None]).collect::<Vec<_>>();
    let arrays: Vec<(ArrayRef, &[&str])> = vec![
        (Arc::new(TimestampSecondArray::from(of(1, &seconds))), &want),
        (Arc::new(TimestampMillisecondArray::from(of(1_000, &seconds))), &want),
        (Arc::new(Date64Array::from(of(1_000, &seconds))), &want),
        (Arc::new(TimestampMicrosecondArray::from(of(1_000_000, &seconds))), &want),
        (Arc::new(TimestampNanosecondArray::from(of(1_000_000_000, near))), near_want),
    ];
    for (array, want) in arrays {
        let shown: String = want.iter().map(|day| format!("{day}\n")).collect();
        assert_eq!(rows(&frame(vec![batch(vec![("d", array)])], "d:time").unwrap()), format!("{shown}blank\n"));
    }
    let far: ArrayRef = Arc::new(TimestampSecondArray::from(vec![i64::MAX, i64::MIN, 0]));
    assert_eq!(rows(&frame(vec![batch(vec![("d", far)])], "d:time").unwrap()), "blank\nblank\n1970-01-01\n");
}

#[test]
fn texts_in_columns_of_numbers_are_read() {
    let columns = vec![
        ("x", Arc::new(StringArray::from(vec!["$1,000.50", "n/a"])) as ArrayRef),
        ("d", Arc::new(StringArray::from(vec!["2026-01", "2026-02"]))),
    ];
    let table = frame(vec![batch(columns)], "x:number; d:time").unwrap();
    assert_eq!(rows(&table), "1000.5,2026-01-31\nblank,2026-02-28\n");
    let broken = batch(vec![("x", Arc::new(StringArray::from(vec!["1", "x"])) as ArrayRef)]);
    fails(frame(vec![broken], "x:number"), &["E0502 df, row 2: `x` is a number, but `x` is not a number"]);
}

/// The column before it lies in memory as it is wanted, so the error's place is counted among all columns, not among those that are read.
#[test]
fn errors_in_texts_are_errors() {
    let columns = vec![
        ("n", Arc::new(Int64Array::from(vec![1, 2, 3])) as ArrayRef),
        ("x", Arc::new(StringArray::from(vec!["10", "#DIV/0!", "#REF!"]))),
    ];
    let table = frame(vec![batch(columns)], "n:number; x:number").unwrap();
    assert_eq!(rows(&table), "1,10\n2,#DIV/0!\n3,#N/A\n");
}

#[test]
fn total_rows_are_left_out_without_copying_the_others() {
    let columns = vec![
        ("channel", Arc::new(StringArray::from(vec!["A", "Total", "B"])) as ArrayRef),
        ("x", Arc::new(Float64Array::from(vec![0.1, 0.30000000000000004, 0.2]))),
    ];
    let table = frame(vec![batch(columns)], "channel:dimension; x:number*").unwrap();
    assert_eq!(rows(&table), "A,0.1\nB,0.2\n");
    assert_eq!((table.place(1, 0).to_string().as_str(), table.warnings().len()), ("df, row 3", 1));
}

#[test]
fn total_rows_are_found_in_views_as_in_other_texts() {
    let words = [Some("A"), Some("Total"), None, Some("Grand total of the year"), Some("T"), Some(""), Some("grand-total"), Some("Tools")];
    let numbers: ArrayRef = Arc::new(Float64Array::from(vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]));
    let kept = |channels: ArrayRef| {
        let columns = vec![("channel", channels), ("x", Arc::clone(&numbers))];
        let table = Table::of_batches(
            &SourceRequest { totals: Some(crate::Totals::Drop), ..SourceRequest::of_memory("df") },
            vec![batch(columns)],
            &vocabulary("channel:dimension; x:number*"),
        );
        rows(&table.unwrap())
    };
    let shown = kept(Arc::new(StringArray::from(words.to_vec())));
    assert_eq!(shown, "A,1\nblank,3\nGrand total of the year,4\nT,5\n,6\nTools,8\n");
    assert_eq!(kept(Arc::new(StringViewArray::from(words.to_vec()))), shown);
}

#[test]
fn what_cannot_be_a_column_is_told_if_needed() {
    let lists: ArrayRef = Arc::new(ListArray::from_iter_primitive::<arrow_array::types::Int64Type, _, _>([Some([Some(1)])]));
    let one: ArrayRef = Arc::new(Int64Array::from(vec![1]));
    let columns = || vec![("x", lists.clone()), ("n", one.clone())];
    assert!(frame(vec![batch(columns())], "n:number").is_ok());
    let problems = frame(vec![batch(columns())], "x:number").unwrap_err();
    assert_eq!(problems[0].code.id, "E0543");
    fails(frame(vec![batch(vec![("n", one.clone()), ("n", one.clone())])], "n:number"), &["E0525 df: the heading `n` stands twice"]);
    fails(
        frame(vec![batch(vec![("n", one.clone())]), batch(vec![("m", one.clone())])], "n:number"),
        &["E0543 df: the batches of `df` have different columns"],
    );
    assert_eq!(frame(Vec::new(), "n:number").unwrap().row_count(), Some(0));
}
