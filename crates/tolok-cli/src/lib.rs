//! The tolok command.
