//! Text to tree with spans, and back.
