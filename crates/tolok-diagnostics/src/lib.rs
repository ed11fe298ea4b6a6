//! What a problem is: a stable code, a severity, a place, one sentence in plain words, and a fix.
//!
//! This crate knows nothing of the language. Every phase describes its problems as [`Diagnostic`]s whose [`Code`]s it owns;
//! renderers turn them into text for people ([`human`], [`short`]) or records for programs ([`Record`]).
//! Lines and columns exist only here, in the renderers: everything else speaks of byte spans.

mod code;
mod diagnostic;
#[cfg(feature = "render")]
pub mod human;
mod place;
mod record;
pub mod short;
mod sources;
pub mod suggestion;

pub use code::Code;
pub use diagnostic::{Diagnostic, Related, Severity, has_errors, has_warnings, once_each, sort};
pub use place::{Place, Position};
pub use record::Record;
pub use sources::Sources;
