//! What goes where in a worksheet.
//!
//! [`Template::read`] finds the placeholders of a workbook, `{{ cac }}`, in cells and in texts outside of them; [`Template::fill`] asks for the
//! answer to each and decides what its cell becomes; [`Filled::apply`] gives the bytes of the filled workbook. What stands between the braces is a formula of the language, which
//! this crate hands on as it is: it knows neither formulas nor zip and XML.

mod answer;
mod asked;
pub mod codes;
mod filled;
pub mod labels;
mod marker;
mod placeholder;
mod slot;
mod spot;
mod target;
mod template;
mod text;

pub use answer::Answer;
pub use asked::cells_asked;
pub use filled::{Filled, FilledCell, Written};
pub use placeholder::Placeholder;
pub use spot::Spot;
pub use target::Target;
pub use template::Template;
