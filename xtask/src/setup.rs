//! `cargo xtask setup`: what the tests need beyond Rust, Python, Node and a C compiler. Quick where all is there.

use crate::command::{answers, cargo, in_root, run, run_patiently};
use crate::workspace::root;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What the tests want.
const REQUIREMENTS: &str = "tests/python/requirements.txt";

/// What the tests of the Python package want.
const PACKAGE: &str = "python/requirements-package.txt";

/// What a comparison with other libraries wants beyond that.
const PEERS: &str = "tests/python/requirements-peers.txt";

/// The virtual environment in the checkout.
pub(crate) const ENVIRONMENT: &str = ".venv";

/// The folder of the package that brings the validator of workbooks.
const VALIDATOR: &str = "tests/validator";

/// Programs that Debian has, of which any will do: what they are for, the package, what to call them by.
const PROGRAMS: &[(&str, &str, &[&str])] = &[
    ("the tests that recalculate workbooks", "libreoffice-calc", &["soffice", "libreoffice"]),
    ("the test that opens a notebook", "chromium", &["chromium", "chromium-browser", "google-chrome"]),
];

/// Installs the test runner, the Python packages, the validator of workbooks, LibreOffice and a browser where they are missing.
pub(crate) fn setup() -> Result<(), String> {
    test_runner()?;
    python_packages(REQUIREMENTS)?;
    python_packages(PACKAGE)?;
    type_checker()?;
    validator()?;
    programs()
}

/// Installs the libraries that ours are compared with, too.
pub(crate) fn setup_with_peers() -> Result<(), String> {
    setup()?;
    python_packages(PEERS)
}

fn test_runner() -> Result<(), String> {
    if answers(cargo().args(["nextest", "--version"])) {
        return Ok(());
    }
    run_patiently(cargo().args(["install", "--locked", "cargo-nextest"]))
}

/// A virtual environment in the checkout; the copy of the requirements in it says that they are all there.
fn python_packages(requirements: &str) -> Result<(), String> {
    let folder = root().join(ENVIRONMENT);
    let stamp = Stamp::new(requirements, folder.join(requirements.rsplit('/').next().unwrap_or(requirements)))?;
    let python = python_of(&folder);
    if stamp.is_there() && answers(in_root(&python).arg("--version")) {
        return Ok(());
    }
    let mut base = system_python().ok_or("no Python 3.10 or later on the PATH")?;
    run(base.args(["-m", "venv", ENVIRONMENT]))?;
    run_patiently(in_root(&python).args(["-m", "pip", "install", "--quiet", "--requirement", requirements]))?;
    stamp.leave()
}

/// Pyright is a Node package, which its Python package fetches when it is called first.
fn type_checker() -> Result<(), String> {
    let python = python_of(&root().join(ENVIRONMENT));
    if answers(in_root(&python).args(["-m", "pyright", "--version"])) {
        Ok(())
    } else {
        run_patiently(in_root(&python).args(["-m", "pyright", "--version"]))
    }
}

/// The Open XML SDK's validator, a program that a Node package brings.
fn validator() -> Result<(), String> {
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    if !on_path("npm") && !cfg!(windows) {
        println!("npm is not installed; the validator of filled workbooks wants it");
        return Ok(());
    }
    let folder = root().join(VALIDATOR);
    let stamp = Stamp::new(&format!("{VALIDATOR}/package.json"), folder.join("node_modules").join(".installed"))?;
    if stamp.is_there() {
        return Ok(());
    }
    // A list of all platforms' builds cannot be held on a machine that sees only its own: versions are exact in `package.json`.
    run_patiently(in_root(npm).args(["install", "--prefix", VALIDATOR, "--no-package-lock", "--no-audit", "--no-fund"]))?;
    stamp.leave()
}

/// A copy of a list, left beside what was installed by it once all of it is.
struct Stamp {
    wanted: String,
    copy: PathBuf,
}

impl Stamp {
    fn new(list: &str, copy: PathBuf) -> Result<Self, String> {
        let wanted = std::fs::read_to_string(root().join(list)).map_err(|error| format!("{list}: {error}"))?;
        Ok(Self { wanted, copy })
    }

    fn is_there(&self) -> bool {
        std::fs::read_to_string(&self.copy).is_ok_and(|installed| installed == self.wanted)
    }

    fn leave(&self) -> Result<(), String> {
        std::fs::write(&self.copy, &self.wanted).map_err(|error| format!("{}: {error}", self.copy.display()))
    }
}

fn system_python() -> Option<Command> {
    ["python3", "python", "py"].into_iter().find_map(|name| {
        let is_recent = ["-c", "import sys, venv; sys.exit(sys.version_info < (3, 10))"];
        answers(in_root(name).args(is_recent)).then(|| in_root(name))
    })
}

pub(crate) fn python_of(environment: &Path) -> PathBuf {
    if cfg!(windows) { environment.join("Scripts").join("python.exe") } else { environment.join("bin").join("python") }
}

/// Programs that no registry of a language has. Elsewhere than on Debian as root they are the person's to install, and the tests that
/// want them say so.
fn programs() -> Result<(), String> {
    let missing: Vec<_> = PROGRAMS.iter().filter(|(_, _, names)| !names.iter().any(|name| on_path(name))).collect();
    if missing.is_empty() {
        return Ok(());
    }
    if !on_path("apt-get") || !is_root() {
        for (purpose, package, _) in missing {
            println!("{package} is not installed; {purpose} wants it");
        }
        return Ok(());
    }
    run_patiently(apt().args(["update", "--quiet"]))?;
    let packages = missing.iter().map(|(_, package, _)| *package);
    run_patiently(apt().args(["install", "--quiet", "--yes", "--no-install-recommends"]).args(packages))
}

fn apt() -> Command {
    let mut command = in_root("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}

fn is_root() -> bool {
    crate::command::output(in_root("id").arg("-u")).is_ok_and(|user| user.trim() == "0")
}

fn on_path(program: &str) -> bool {
    let name = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    let folders = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&folders).any(|folder| folder.join(&name).is_file())
}
