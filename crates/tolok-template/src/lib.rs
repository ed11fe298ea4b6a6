//! What goes where in a worksheet.
