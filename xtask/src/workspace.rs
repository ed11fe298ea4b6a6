//! Where the checkout is, and what cargo knows about it.

use crate::command::{cargo, output};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// The root of the checkout.
pub(crate) fn root() -> PathBuf {
    // Cargo says at run time where the package is. What was compiled in may come from another checkout that
    // shares the target folder.
    let package = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    package.parent().map_or_else(|| package.clone(), Path::to_path_buf)
}

/// A package of the workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Package {
    pub(crate) name: String,
    /// What it is built from; what only its tests use is not among it.
    pub(crate) dependencies: Vec<String>,
    pub(crate) benches: Vec<String>,
}

/// The workspace as `cargo metadata` tells it.
#[derive(Debug)]
pub(crate) struct Workspace {
    pub(crate) packages: Vec<Package>,
    pub(crate) target: PathBuf,
}

/// Asks cargo, without resolving anything.
pub(crate) fn metadata() -> Result<Workspace, String> {
    let text = output(cargo().args(["metadata", "--no-deps", "--offline", "--format-version", "1"]))?;
    let value: Value = serde_json::from_str(&text).map_err(|error| format!("cargo metadata: {error}"))?;
    let target = value.get("target_directory").and_then(Value::as_str);
    Ok(Workspace {
        packages: list(&value, "packages").iter().map(package).collect(),
        target: PathBuf::from(target.ok_or("cargo metadata names no target folder")?),
    })
}

fn package(value: &Value) -> Package {
    let is_built_from = |dependency: &&Value| dependency.get("kind").and_then(Value::as_str) != Some("dev");
    let is_bench = |target: &&Value| list(target, "kind").iter().any(|kind| kind == "bench");
    Package {
        name: text(value, "name"),
        dependencies: (list(value, "dependencies").iter()).filter(is_built_from).map(known_as).collect(),
        benches: (list(value, "targets").iter()).filter(is_bench).map(|target| text(target, "name")).collect(),
    }
}

/// The name by which sources know a dependency.
fn known_as(dependency: &Value) -> String {
    Some(text(dependency, "rename")).filter(|name| !name.is_empty()).unwrap_or_else(|| text(dependency, "name"))
}

fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn text(value: &Value, name: &str) -> String {
    value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}
