//! Random definitions, one function for each form.

use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;

use super::expression::{arithmetic, clause};
use super::{Tokens, grain, keyword, name, one, separated, sequence, text};

/// A definition in any form.
pub(super) fn definition() -> impl Strategy<Value = Tokens> {
    prop_oneof![
        6 => metric(),
        2 => param(),
        2 => function(),
        3 => input(),
        2 => dimension(),
        1 => (keyword("time"), name(), grain()).prop_map(|(word, name, grain)| vec![word, name, ":".into(), grain]),
        2 => source(),
        1 => (keyword("rates"), keyword("from"), text()).prop_map(|(rates, from, file)| vec![rates, from, file]),
        1 => (keyword("use"), prop_oneof![text(), Just("std.marketing".to_string())]).prop_map(|(word, path)| vec![word, path]),
        2 => report(),
        2 => test(),
        1 => (keyword("currency"), "[A-Za-z]{3}").prop_map(|(word, code)| vec![word, code]),
        1 => calendar(),
    ]
}

fn metric() -> BoxedStrategy<Tokens> {
    (of(keyword("override")), name(), of(annotation()), any::<bool>(), clause(), of(attributes()))
        .prop_map(|(word, name, annotation, excel, formula, attributes)| {
            // After `override` a first word that begins other forms would begin one here.
            let word = word.filter(|_| !name.eq_ignore_ascii_case("param"));
            let sign = if excel { vec!["=".to_string(), "=".to_string()] } else { one("=") };
            sequence(vec![
                word.into_iter().collect(),
                one(name),
                annotation.unwrap_or_default(),
                sign,
                formula,
                attributes.unwrap_or_default(),
            ])
        })
        .boxed()
}

fn param() -> BoxedStrategy<Tokens> {
    (of(keyword("override")), keyword("param"), name(), of(annotation()), clause(), of(attributes()))
        .prop_map(|(overrides, word, name, annotation, formula, attributes)| {
            let head = sequence(vec![overrides.into_iter().collect(), vec![word, name], annotation.unwrap_or_default()]);
            sequence(vec![head, one("="), formula, attributes.unwrap_or_default()])
        })
        .boxed()
}

fn function() -> BoxedStrategy<Tokens> {
    (keyword("fn"), name(), vec(name(), 0..3), clause(), of(attributes()))
        .prop_map(|(word, name, parameters, body, attributes)| {
            let parameters = separated(parameters.into_iter().map(one).collect(), ",");
            sequence(vec![vec![word, name, "(".into()], parameters, vec![")".into(), "=".into()], body, attributes.unwrap_or_default()])
        })
        .boxed()
}

fn input() -> BoxedStrategy<Tokens> {
    let fill = (keyword("fill"), arithmetic()).prop_map(|(word, value)| sequence(vec![one(word), value]));
    (keyword("input"), name(), of(annotation()), of(rollup()), of(fill), any::<bool>(), of(attributes()))
        .prop_map(|(word, name, annotation, rollup, fill, fill_first, attributes)| {
            let mut options: Vec<Tokens> = rollup.into_iter().chain(fill).collect();
            if fill_first {
                options.reverse();
            }
            let options = options.into_iter().map(|option| sequence(vec![one(","), option])).collect();
            sequence(vec![vec![word, name], annotation.unwrap_or_default(), sequence(options), attributes.unwrap_or_default()])
        })
        .boxed()
}

fn annotation() -> impl Strategy<Value = Tokens> {
    let kind = prop_oneof![keyword("number"), keyword("count"), keyword("percent"), keyword("text"), Just("anything".to_string())];
    let money = (keyword("money"), of("[A-Za-z]{3}")).prop_map(|(word, code)| match code {
        None => one(word),
        Some(code) => vec![word, "[".into(), code, "]".into()],
    });
    prop_oneof![kind.prop_map(one), money].prop_map(|kind| sequence(vec![one(":"), kind]))
}

fn rollup() -> impl Strategy<Value = Tokens> {
    let flow = (keyword("flow"), of(keyword("overlapping")))
        .prop_map(|(word, overlapping)| sequence(vec![one(word), overlapping.into_iter().collect()]));
    let keys = prop_oneof![
        (keyword("per"), name()).prop_map(|(word, key)| vec![word, key]),
        (keyword("per"), vec(name(), 1..3)).prop_map(|(word, keys)| {
            sequence(vec![vec![word, "(".into()], separated(keys.into_iter().map(one).collect(), ","), one(")")])
        }),
    ];
    let within = (keyword("within"), keyword("period")).prop_map(|(within, period)| vec![within, period]);
    let stock = (keyword("stock"), of(keys), of(within), of(keyword("first"))).prop_map(|(word, keys, within, first)| {
        sequence(vec![one(word), keys.unwrap_or_default(), within.unwrap_or_default(), first.into_iter().collect()])
    });
    let rate = (keyword("rate"), keyword("weighted"), keyword("by"), name(), of(name())).prop_map(|(rate, weighted, by, name, column)| {
        vec![rate, weighted, by, column.map_or_else(|| name.clone(), |column| format!("{name}.{column}"))]
    });
    prop_oneof![flow, stock, rate, keyword("single").prop_map(one), keyword("constant").prop_map(one)]
}

fn attributes() -> impl Strategy<Value = Tokens> {
    vec((attribute(), prop_oneof![Just(""), Just(","), Just(";")]), 0..4).prop_map(|attributes| {
        let attributes = attributes.into_iter().map(|(attribute, separator)| {
            let separator = if separator.is_empty() { Vec::new() } else { one(separator) };
            sequence(vec![attribute, separator])
        });
        sequence(vec![one("{"), sequence(attributes.collect()), one("}")])
    })
}

fn attribute() -> BoxedStrategy<Tokens> {
    let language = || prop_oneof![Just("id".to_string()), Just("PL".to_string())];
    let in_language = (prop_oneof![keyword("label"), keyword("description")], of(language()), text())
        .prop_map(|(word, language, text)| sequence(vec![one(word), language.into_iter().collect(), one(text)]));
    let alias = (keyword("alias"), of(language()), vec(text(), 1..3)).prop_map(|(word, language, texts)| {
        sequence(vec![one(word), language.into_iter().collect(), separated(texts.into_iter().map(one).collect(), ",")])
    });
    let tags = (keyword("tags"), vec(text(), 1..3))
        .prop_map(|(word, tags)| sequence(vec![one(word), separated(tags.into_iter().map(one).collect(), ";")]));
    let plain_tags = (keyword("tags"), vec("t[a-z]{1,4}x", 1..3))
        .prop_map(|(word, tags)| sequence(vec![one(word), separated(tags.into_iter().map(one).collect(), ",")]));
    let spoken = (prop_oneof![keyword("category"), keyword("owner"), keyword("source"), keyword("cadence"), keyword("format")], text())
        .prop_map(|(word, text)| vec![word, text]);
    let dated = (keyword("since"), prop_oneof![Just("@2026-01".to_string()), Just("@2026-01-31".to_string())])
        .prop_map(|(word, date)| vec![word, date]);
    let better = (keyword("better"), prop_oneof![keyword("higher"), keyword("lower")]).prop_map(|(word, way)| vec![word, way]);
    let indicator = (keyword("indicator"), prop_oneof![keyword("leading"), keyword("lagging")]).prop_map(|(word, kind)| vec![word, kind]);
    let on_error = (keyword("on_error"), prop_oneof![text(), keyword("blank"), Just("0.5".to_string())])
        .prop_map(|(word, instead)| vec![word, instead]);
    let deprecated =
        (keyword("deprecated"), of(text())).prop_map(|(word, instead)| sequence(vec![one(word), instead.into_iter().collect()]));
    prop_oneof![in_language, alias, tags, plain_tags, spoken, dated, better, indicator, on_error, deprecated, target()].boxed()
}

fn target() -> impl Strategy<Value = Tokens> {
    let member = (keyword("for"), name(), text()).prop_map(|(word, dimension, member)| vec![word, dimension, member]);
    let warn = (any::<bool>(), keyword("warn"), bound())
        .prop_map(|(comma, word, bound)| sequence(vec![if comma { one(",") } else { Vec::new() }, one(word), bound]));
    (keyword("target"), of(member), bound(), of(warn))
        .prop_map(|(word, member, good, warn)| sequence(vec![one(word), member.unwrap_or_default(), good, warn.unwrap_or_default()]))
}

fn bound() -> impl Strategy<Value = Tokens> {
    let compared = (proptest::sample::select(vec!["<=", ">=", "<", ">", "=", "<>"]), arithmetic())
        .prop_map(|(sign, value)| sequence(vec![one(sign), value]));
    let between = (keyword("between"), arithmetic(), keyword("and"), arithmetic())
        .prop_map(|(between, low, and, high)| sequence(vec![one(between), low, one(and), high]));
    prop_oneof![2 => compared, 1 => between]
}

fn dimension() -> BoxedStrategy<Tokens> {
    let labels = (keyword("label"), of(Just("id".to_string())), text())
        .prop_map(|(word, language, text)| sequence(vec![one(word), language.into_iter().collect(), one(text)]));
    let aliases = (keyword("alias"), text()).prop_map(|(word, text)| vec![word, text]);
    let member = (keyword("member"), text(), vec(prop_oneof![labels, aliases], 0..3))
        .prop_map(|(word, member, said)| sequence(vec![vec![word, member], sequence(said)]));
    let group = (text(), vec(text(), 1..3)).prop_map(|(group, members)| {
        sequence(vec![vec![group, "=".into()], separated(members.into_iter().map(one).collect(), ","), one(";")])
    });
    let block = vec(prop_oneof![2 => member, 2 => group, 1 => attribute()], 0..4)
        .prop_map(|entries| sequence(vec![one("{"), sequence(entries), one("}")]));
    (keyword("dimension"), name(), of((keyword("from"), name())), of(block))
        .prop_map(|(word, name, from, block)| {
            let from = from.map_or_else(Vec::new, |(word, other)| vec![word, other]);
            sequence(vec![vec![word, name], from, block.unwrap_or_default()])
        })
        .boxed()
}

fn source() -> BoxedStrategy<Tokens> {
    let binding = (name(), prop_oneof![name(), text()]).prop_map(|(name, heading)| vec![name, "=".into(), heading]);
    let locale = (keyword("locale"), Just("pl".to_string())).prop_map(|(word, code)| vec![word, code]);
    let totals = (keyword("totals"), prop_oneof![keyword("keep"), keyword("drop")]).prop_map(|(word, kind)| vec![word, kind]);
    let entry = (prop_oneof![3 => binding, 1 => locale, 1 => totals], any::<bool>())
        .prop_map(|(entry, sign)| sequence(vec![entry, if sign { one(";") } else { Vec::new() }]));
    let block = vec(entry, 0..4).prop_map(|entries| sequence(vec![one("{"), sequence(entries), one("}")]));
    (keyword("source"), name(), keyword("from"), text(), of((keyword("sheet"), text())), of((keyword("range"), text())), of(block))
        .prop_map(|(word, name, from, file, sheet, range, block)| {
            let options = sheet.into_iter().chain(range).flat_map(|(word, text)| [word, text]).collect();
            sequence(vec![vec![word, name, from, file], options, block.unwrap_or_default()])
        })
        .boxed()
}

fn report() -> BoxedStrategy<Tokens> {
    let names = || vec(name(), 1..4).prop_map(|names| separated(names.into_iter().map(one).collect(), ","));
    let kpis = (keyword("kpis"), names()).prop_map(|(word, names)| sequence(vec![one(word), names]));
    let inputs = (keyword("inputs"), names()).prop_map(|(word, names)| sequence(vec![one(word), names]));
    let by = (keyword("by"), names()).prop_map(|(word, names)| sequence(vec![one(word), names]));
    let over = (keyword("over"), grain()).prop_map(|(word, grain)| vec![word, grain]);
    let sort =
        (keyword("sort"), any::<bool>(), name(), prop_oneof![Just(""), Just("asc"), Just("DESC")]).prop_map(|(word, minus, kpi, way)| {
            let minus = if minus { one("-") } else { Vec::new() };
            sequence(vec![one(word), minus, one(kpi), if way.is_empty() { Vec::new() } else { one(way) }])
        });
    let top = (keyword("top"), "[1-9][0-9]{0,2}").prop_map(|(word, count)| vec![word, count]);
    let total = keyword("total").prop_map(one);
    let condition = (keyword("where"), name(), text()).prop_map(|(word, name, text)| vec![word, name, "=".into(), text]);
    let said = (prop_oneof![keyword("label"), keyword("description")], of(Just("id".to_string())), text())
        .prop_map(|(word, language, text)| sequence(vec![one(word), language.into_iter().collect(), one(text)]));
    let entry = prop_oneof![kpis, inputs, by, over, sort, top, total, condition, said];
    (keyword("report"), text(), vec(entry, 0..5))
        .prop_map(|(word, title, entries)| {
            let entries = entries.into_iter().map(|entry| sequence(vec![entry, one(";")])).collect();
            sequence(vec![vec![word, title, "{".into()], sequence(entries), one("}")])
        })
        .boxed()
}

fn test() -> BoxedStrategy<Tokens> {
    let value = (name(), arithmetic()).prop_map(|(name, value)| sequence(vec![vec![name, "=".into()], value]));
    let given = (keyword("given"), vec(value, 1..3)).prop_map(|(word, values)| sequence(vec![one(word), separated(values, ",")]));
    let within = (keyword("within"), arithmetic()).prop_map(|(word, tolerance)| sequence(vec![one(word), tolerance]));
    let expectation = (clause(), of(within)).prop_map(|(clause, within)| sequence(vec![clause, within.unwrap_or_default()]));
    let expect =
        (keyword("expect"), vec(expectation, 1..3)).prop_map(|(word, expected)| sequence(vec![one(word), separated(expected, ",")]));
    (keyword("test"), text(), vec(prop_oneof![given, expect], 0..4))
        .prop_map(|(word, title, entries)| {
            let entries = entries.into_iter().map(|entry| sequence(vec![entry, one(";")])).collect();
            sequence(vec![vec![word, title, "{".into()], sequence(entries), one("}")])
        })
        .boxed()
}

fn calendar() -> BoxedStrategy<Tokens> {
    let week = (keyword("week"), keyword("starts"), prop_oneof![keyword("monday"), keyword("sunday")])
        .prop_map(|(week, starts, day)| vec![week, starts, day]);
    let year = (keyword("year"), keyword("starts"), prop_oneof![keyword("january"), keyword("april")])
        .prop_map(|(year, starts, month)| vec![year, starts, month]);
    (keyword("calendar"), week, year, 0u8..4)
        .prop_map(|(word, week, year, which)| {
            let settings = match which {
                0 => week,
                1 => year,
                2 => sequence(vec![week, one(","), year]),
                _ => sequence(vec![year, one(","), week]),
            };
            sequence(vec![one(word), settings])
        })
        .boxed()
}
