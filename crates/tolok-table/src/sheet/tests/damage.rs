//! Damaged files: a table or a problem, and never more.

use proptest::prelude::*;

use super::*;

/// Everything that a workbook can be asked for; what comes of it does not matter here.
fn exercise(bytes: &[u8]) {
    for (sheet, range) in
        [(None, None), (Some("My data"), None), (None, Some("Ads")), (None, Some("Costs")), (Some("Notes"), Some("A1:C9"))]
    {
        if let Err(problem) = read(bytes.to_vec(), sheet, range) {
            assert!(!problem.message.is_empty());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn damaged_bytes_never_make_it_stop(flips in prop::collection::vec((any::<usize>(), any::<u8>()), 1..8), cut in any::<usize>()) {
        let mut bytes = book_of_names();
        let length = bytes.len();
        exercise(&bytes[..cut % length]);
        for (at, with) in flips {
            bytes[at % length] ^= with;
        }
        exercise(&bytes);
    }

    /// Damage inside the parts, where a zip's checksums do not find it.
    #[test]
    fn damaged_parts_never_make_it_stop(which in any::<usize>(), flips in prop::collection::vec((any::<usize>(), any::<u8>()), 1..6)) {
        let mut parts = Parts::unzipped(&book_of_names());
        let count = parts.0.len();
        let bytes = &mut parts.0[which % count].1;
        let length = bytes.len();
        for (at, with) in flips {
            bytes[at % length] = with;
        }
        exercise(&parts.zipped());
    }
}
