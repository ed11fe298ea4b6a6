//! The Python package: built as a wheel, installed into an environment of its own, tested from there.

use crate::command::{in_root, locked, run};
use crate::setup::{ENVIRONMENT, python_of};
use crate::workspace::{metadata, root};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What a wheel has to do without anything else being installed.
const ALONE: &str = "\
import tolok
kpis = tolok.parse('dimension channel\\ncac = spend / new_customers')
assert str(kpis.evaluate(spend=1000, new_customers=30)['cac']) == '33.33333333333333333333333333'
rows = kpis.run({'channel': ['Email'], 'spend': [0.1], 'new_customers': [1]}, by='channel').to_dicts()
assert str(rows[0]['cac']) == '0.1', rows";

/// Builds the wheel and runs every test of it: cases, frames, bad input, examples, notebooks, stubs and types.
pub(crate) fn package() -> Result<(), String> {
    let folder = metadata()?.target.join("python");
    let wheel = wheel(&folder.join("wheels"))?;
    let python = environment(&folder.join("environment"))?;
    run(in_root(&python).args(["-m", "pip", "install", "--quiet", "--no-index", "--no-deps"]).arg(&wheel))?;
    run(in_root(&python).args(["-c", ALONE]))?;
    run(in_root(python.with_file_name(format!("tolok{}", std::env::consts::EXE_SUFFIX))).arg("--version"))?;

    lend_tools(&python)?;
    run(in_root(&python).args(["-m", "pytest", "--quiet"]))?;
    run(in_root(&python).args(["-m", "mypy.stubtest", "tolok", "--mypy-config-file", "pyproject.toml"]))?;
    run(in_root(&python).args(["-m", "mypy"]))?;
    run(in_root(&python).args(["-m", "pyright", "--pythonpath"]).arg(&python))
}

/// Builds the wheel without optimisation, which tests do not need.
fn wheel(folder: &Path) -> Result<PathBuf, String> {
    // A wheel of an earlier version would be in the way.
    let _ = std::fs::remove_dir_all(folder);
    let tools = python_of(&root().join(ENVIRONMENT));
    let mut maturin = tool(&tools, "maturin");
    maturin.args(["build", "--profile", "dev", "--quiet", "--interpreter"]).arg(&tools).arg("--out").arg(folder);
    run(maturin.args(locked()))?;
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let wheels = entries.flatten().map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|ending| ending == "whl"));
    wheels.last().ok_or_else(|| format!("maturin left no wheel in {}", folder.display()))
}

/// An environment with nothing in it.
fn environment(folder: &Path) -> Result<PathBuf, String> {
    let tools = python_of(&root().join(ENVIRONMENT));
    run(in_root(tools).args(["-m", "venv", "--clear"]).arg(folder))?;
    Ok(python_of(folder))
}

/// Lets an environment use what is installed beside the checkout, which is much to install again.
fn lend_tools(python: &Path) -> Result<(), String> {
    let packages = |python: &Path| {
        let asked = in_root(python).args(["-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]).output();
        let output = asked.map_err(|error| format!("{}: {error}", python.display()))?;
        Ok::<_, String>(PathBuf::from(String::from_utf8_lossy(&output.stdout).trim()))
    };
    let tools = packages(&python_of(&root().join(ENVIRONMENT)))?;
    let path = packages(python)?.join("tools.pth");
    std::fs::write(&path, tools.to_string_lossy().as_bytes()).map_err(|error| format!("{}: {error}", path.display()))
}

/// A program of an environment.
fn tool(python: &Path, name: &str) -> Command {
    in_root(python.with_file_name(format!("{name}{}", std::env::consts::EXE_SUFFIX)))
}
