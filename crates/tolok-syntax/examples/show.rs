use std::io::Read;
fn main() {
    let mut t = String::new();
    std::io::stdin().read_to_string(&mut t).unwrap();
    let p = tolok_syntax::parse("in.kpi", &t);
    let mut s = tolok_diagnostics::Sources::new();
    s.add("in.kpi", t);
    for d in &p.diagnostics { println!("{}", tolok_diagnostics::short::render(d, &s)); }
    print!("{}", tolok_syntax::format::format(&p.file));
}
