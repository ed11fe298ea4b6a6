//! How a value is shown: by its own format, or else by its type, in a language.

use std::sync::LazyLock;

use tolok_model::{About, Entity, EntityKind, Formula, OnError, Quantity, Type};
use tolok_plan::Kind;
use tolok_value::{Language, Number, NumberFormat, Value};

/// The value of a definition as people read it.
pub(crate) fn display_of(value: &Value, entity: &Entity, language: Language) -> String {
    match &entity.kind {
        EntityKind::Metric(metric) if is_year(&metric.formula) => display_year(value, &entity.ty(), Some(&entity.about), language),
        _ => display(value, &entity.ty(), Some(&entity.about), language),
    }
}

/// The value of a formula that stands by itself.
pub(crate) fn display_formula(value: &Value, formula: &Formula, ty: &Type, language: Language) -> String {
    if is_year(formula) { display_year(value, ty, None, language) } else { display(value, ty, None, language) }
}

/// True for the year of a date, whose digits nobody groups.
fn is_year(formula: &Formula) -> bool {
    matches!(&formula.kind, Kind::Call { function, .. } if function.name() == "year")
}

fn display_year(value: &Value, ty: &Type, about: Option<&About>, language: Language) -> String {
    match value {
        Value::Number(year) if *ty == Type::PLAIN && about.is_none_or(|about| about.format.is_none()) => year.to_string(),
        _ => display(value, ty, about, language),
    }
}

/// A value as people read it. A blank shows as nothing, an error as itself, unless the definition says otherwise.
pub(crate) fn display(value: &Value, ty: &Type, about: Option<&About>, language: Language) -> String {
    match (value, about.and_then(|about| about.on_error.as_ref())) {
        (Value::Error(_), Some(OnError::Blank)) => String::new(),
        (Value::Error(_), Some(OnError::Text(text) | OnError::Number(text))) => text.to_string(),
        (Value::Error(error), None) => error.kind().text().to_string(),
        (Value::Blank(_), _) => String::new(),
        _ => match about.and_then(|about| about.format.as_ref()) {
            Some(format) => format.show(value, language),
            None => by_type(value, ty, language),
        },
    }
}

/// The format of a value as a spreadsheet writes it: its own, or that of its type, with the sign of a currency where the language puts it.
pub(crate) fn format_text(ty: &Type, about: Option<&About>, language: Language) -> String {
    if let Some(format) = about.and_then(|about| about.format.as_ref()) {
        return format.written().to_string();
    }
    match ty {
        Type::Date => "yyyy-mm-dd".to_string(),
        Type::Text | Type::Bool => "General".to_string(),
        Type::Number(Quantity::Percent) => "0.0%".to_string(),
        Type::Number(Quantity::Ratio) => "0.00".to_string(),
        Type::Number(quantity) if quantity.is_money() => {
            let currency = quantity.currencies().first().and_then(|currency| currency.as_deref());
            let Some(code) = currency else { return "#,##0.00".to_string() };
            let sign = match code {
                "PLN" => "zł",
                "IDR" => "Rp",
                code => symbol(code).unwrap_or(code),
            };
            match (code, language) {
                ("PLN", _) | (_, Language::Polish) => format!("#,##0.00\u{a0}\"{sign}\""),
                ("IDR", _) => format!("\"{sign}\"\u{a0}#,##0.00"),
                _ if symbol(code).is_some() => format!("\"{sign}\"#,##0.00"),
                _ => format!("\"{sign}\"\u{a0}#,##0.00"),
            }
        }
        Type::Number(quantity) if quantity.is_count() => "#,##0".to_string(),
        Type::Number(quantity) if quantity.is_duration() => "[h]:mm:ss".to_string(),
        _ => "#,##0.##".to_string(),
    }
}

/// The format of a cell for the value of a definition, unless it shows by itself: texts, conditions and years.
pub(crate) fn format_of(value: &Value, entity: &Entity, language: Language) -> Option<String> {
    let is_year = matches!(&entity.kind, EntityKind::Metric(metric) if is_year(&metric.formula));
    cell_format(value, &entity.ty(), Some(&entity.about), is_year, language)
}

/// The format of a cell for the value of a formula that stands by itself.
pub(crate) fn format_of_formula(value: &Value, formula: &Formula, ty: &Type, language: Language) -> Option<String> {
    cell_format(value, ty, None, is_year(formula), language)
}

fn cell_format(value: &Value, ty: &Type, about: Option<&About>, is_year: bool, language: Language) -> Option<String> {
    let has_own = about.is_some_and(|about| about.format.is_some());
    if !matches!(value, Value::Number(_) | Value::Date(_)) || (is_year && !has_own) {
        return None;
    }
    let format = format_text(ty, about, language);
    // A spreadsheet shows a decimal sign with no digit behind it, `5.`, where people read `5`.
    let is_whole = |number: Number| number.round(2).is_ok_and(Number::is_integer);
    let bare = !has_own && format.ends_with(".##") && matches!(value, Value::Number(number) if is_whole(*number));
    Some(if bare { format.trim_end_matches(".##").to_string() } else { format })
}

/// The formats of [`by_type`], read once: reading one takes longer than computing most KPIs.
static USUAL: LazyLock<Vec<(&'static str, NumberFormat)>> = LazyLock::new(|| {
    let written = ["yyyy-mm-dd", "0.0%", "0.00", "#,##0.00", "#,##0", "[h]:mm:ss", "#,##0.##"];
    written.into_iter().filter_map(|written| Some((written, NumberFormat::parse(written).ok()?.tidy()))).collect()
});

/// The formats that a value has without one of its own.
fn by_type(value: &Value, ty: &Type, language: Language) -> String {
    let show = |format: &str| match USUAL.iter().find(|(written, _)| *written == format) {
        Some((_, format)) => format.show(value, language),
        None => value.to_string(),
    };
    match (value, ty) {
        (Value::Date(_), _) => show("yyyy-mm-dd"),
        (Value::Bool(truth), _) => truth.to_string(),
        (Value::Text(text), _) => text.to_string(),
        (_, Type::Number(Quantity::Percent)) => show("0.0%"),
        (_, Type::Number(Quantity::Ratio)) => show("0.00"),
        (_, Type::Number(quantity)) if quantity.is_money() => {
            let currency = quantity.currencies().first().and_then(|currency| currency.as_deref());
            money(show("#,##0.00"), currency, language)
        }
        (_, Type::Number(quantity)) if quantity.is_count() => show("#,##0"),
        (_, Type::Number(quantity)) if quantity.is_duration() => show("[h]:mm:ss"),
        _ => show("#,##0.##"),
    }
}

/// An amount with the sign of its currency where the language puts it.
fn money(amount: String, currency: Option<&str>, language: Language) -> String {
    let Some(code) = currency else { return amount };
    let (sign, digits) = match amount.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", amount.as_str()),
    };
    match (code, language) {
        ("PLN", _) => format!("{amount}\u{a0}zł"),
        (code, Language::Polish) => format!("{amount}\u{a0}{}", symbol(code).unwrap_or(code)),
        ("IDR", _) => format!("{sign}Rp\u{a0}{digits}"),
        (code, _) => match symbol(code) {
            Some(symbol) => format!("{sign}{symbol}{digits}"),
            None => format!("{sign}{code}\u{a0}{digits}"),
        },
    }
}

fn symbol(code: &str) -> Option<&'static str> {
    Some(match code {
        "USD" => "$",
        "EUR" => "€",
        "GBP" => "£",
        "JPY" => "¥",
        "INR" => "₹",
        "KRW" => "₩",
        _ => return None,
    })
}
