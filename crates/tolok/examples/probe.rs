#![allow(missing_docs)]
use tolok::{Definitions, Request};
fn main() {
    let mut args = std::env::args().skip(1);
    let pattern: usize = args.next().unwrap().parse().unwrap();
    let n: usize = args.next().unwrap().parse().unwrap();
    let stack: usize = args.next().map_or(2048, |a| a.parse().unwrap());
    let run = 16;
    let (minus, percent, not) = ("-".repeat(run), "%".repeat(run), "not ".repeat(run));
    let conditions = " where true".repeat(run);
    let nest = |open: &str, close: &str| format!("a = {}1{}\n", open.repeat(n), close.repeat(n));
    let text = match pattern {
        0 => nest("(1 + 2 * ", ")"),
        1 => nest(&format!("{minus}("), &format!("){percent}")),
        2 => nest(&format!("{not}("), ")"),
        3 => nest("if(x > 1 and y + 2 * ", " > 1, 1, 2)"),
        4 => {
            let mut t = String::from("fn f0(x) = x + 1\n");
            for i in 1..n {
                t += &format!("fn f{i}(x) = f{}(x * 2 + 1) + 1\n", i - 1);
            }
            t + &format!("a = f{}(z)\n", n - 1)
        }
        5 => {
            let mut t = String::from("m0 = z + 1\n");
            for i in 1..n {
                t += &format!("m{i} = 2 * (m{} + 1)\n", i - 1);
            }
            t + &format!("a = sum(m{})\n", n - 1)
        }
        6 => {
            let mut t = String::from("a0 = z + 1\n");
            for i in 1..n {
                t += &format!("a{i} = a{} + 1\n", i - 1);
            }
            t
        }
        7 => nest("sum(x where 1 = ", ")"),
        8 => nest("(x + (1 ", &conditions.clone().add(")) ")),
        9 => format!("fn g(x) = x + x\na = {}z{}\n", "g(".repeat(n), ")".repeat(n)),
        10 => {
            let mut t = String::from("fn f0(x) = x + x\n");
            for i in 1..n {
                t += &format!("fn f{i}(x) = f{}(x) + f{}(x)\n", i - 1, i - 1);
            }
            t + &format!("a = f{}(z)\n", n - 1)
        }
        11 => {
            let mut t = String::from("m0 = z + 1\n");
            for i in 1..n {
                t += &format!("m{i} = m{} + m{}\n", i - 1, i - 1);
            }
            t + &format!("a = sum(m{})\n", n - 1)
        }
        12 => nest("(y + rolling(", ", 3 months))"),
        13 => format!("dimension d\n{}", nest("(", " where d = \"x\")")),
        _ => nest("coalesce(x, ", ")"),
    };
    use std::ops::Add;
    let t0 = std::time::Instant::now();
    std::thread::Builder::new()
        .stack_size(stack * 1024)
        .spawn(move || {
            let d = Definitions::inspect("x.kpi", &text, &tolok_model::NoFiles);
            println!(
                "checked {:?} {:?}",
                t0.elapsed(),
                d.diagnostics().iter().filter(|d| d.code.id.starts_with('E')).map(|d| (d.code.id, d.message.clone())).next()
            );
            let _ = d.formatted();
            match d.evaluate(&["x", "y", "z"].iter().filter(|n| d.model().find(n).is_some()).fold(Request::new(), |r, n| r.set(n, "2"))) {
                Ok(e) => println!("{:?} {:?}", t0.elapsed(), e.kpis.last().map(|k| (k.name.clone(), k.value.to_string()))),
                Err(e) => println!("err {:?}", e.diagnostics.iter().find(|d| d.code.id.starts_with("E")).map(|d| d.code.id)),
            }
        })
        .unwrap()
        .join()
        .unwrap();
}
