//! The workbook as a zip of parts: cells read and patched, everything else byte for byte.
