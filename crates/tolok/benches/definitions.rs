//! How long definitions take: parsed, checked and evaluated, a thousand KPIs at a time.

use std::fmt::Write;
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use tolok::{Definitions, Request};

/// A thousand KPIs over a hundred and thirty inputs, as a large agency might have them.
fn thousand() -> String {
    let mut text = String::new();
    for index in 0..1_000 {
        let (cost, customers) = (index % 100, index % 30);
        let _ = writeln!(text, "kpi_{index} = (spend_{cost} + fees_{cost}) / customers_{customers} * 1.1");
    }
    text
}

fn definitions(criterion: &mut Criterion) {
    let text = thousand();
    let request = (0..100).fold(Request::new(), |request, index| {
        let request = request.set(&format!("spend_{index}"), "1,000.50").set(&format!("fees_{index}"), "20%");
        if index < 30 { request.set(&format!("customers_{index}"), "7") } else { request }
    });
    let mut group = criterion.benchmark_group("a thousand KPIs");
    group.bench_function("parsed", |bencher| bencher.iter(|| tolok_syntax::parse("bench.kpi", black_box(&text))));
    group.bench_function("parsed and checked", |bencher| bencher.iter(|| Definitions::parse(black_box(&text))));
    group.bench_function("parsed, checked and evaluated", |bencher| {
        bencher.iter(|| Definitions::parse(black_box(&text)).and_then(|definitions| definitions.evaluate(&request)));
    });
    let checked = Definitions::parse(&text);
    group.bench_function("evaluated", |bencher| {
        bencher.iter(|| checked.as_ref().map(|definitions| definitions.evaluate(black_box(&request)).is_ok()));
    });
    group.finish();
}

criterion_group!(benches, definitions);
criterion_main!(benches);
