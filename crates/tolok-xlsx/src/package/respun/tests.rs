use std::io::{Read, Write};

use flate2::bufread::DeflateDecoder;
use flate2::write::DeflateEncoder;
use proptest::prelude::*;

use super::*;

/// Rows much like those of a sheet, and as many bytes.
fn rows(length: usize, seed: u64) -> String {
    let (mut text, mut random) = (String::new(), seed | 1);
    while text.len() < length {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        text += &format!("<row><c><v>{}</v></c><c t=\"s\"><v>{}</v></c></row>", random >> 40, random >> 61);
    }
    text.truncate(length);
    text
}

fn deflated(text: &str, level: u32, flushed: usize) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::new(level));
    for piece in text.as_bytes().chunks(flushed) {
        encoder.write_all(piece).unwrap();
        encoder.flush().unwrap();
    }
    encoder.finish().unwrap()
}

/// What comes of it when another unpacks it; nothing may stand behind it.
fn inflated(packed: &[u8]) -> String {
    let mut text = String::new();
    let mut decoder = DeflateDecoder::new(packed);
    decoder.read_to_string(&mut text).unwrap();
    assert_eq!(decoder.into_inner(), b"");
    text
}

fn splices(pieces: &[(Range<usize>, &str)]) -> Splices {
    let mut splices = Splices::default();
    for (range, with) in pieces {
        splices.replace(range.clone(), *with);
    }
    splices
}

fn hold(text: &str, packed: &[u8], pieces: &[(Range<usize>, &str)]) -> Packed {
    let respun = respin(Vec::new(), packed, &splices(pieces)).unwrap();
    let expected = splices(pieces).apply(text).unwrap();
    assert!(inflated(&respun.pieces.concat()) == expected, "{pieces:?}");
    assert_eq!((respun.checksum, respun.size), (crc32fast::hash(expected.as_bytes()), expected.len() as u64));
    respun
}

#[test]
fn blocks_far_from_a_change_keep_their_bytes() {
    let text = rows(1_500_000, 1);
    let packed = deflated(&text, 6, text.len());
    let respun = hold(&text, &packed, &[(700_000..700_010, "x")]).pieces.concat();
    let same = packed.iter().zip(&respun).take_while(|(one, other)| one == other).count();
    assert!(same > packed.len() / 3, "{same} of {}", packed.len());
    assert!(respun.len() < packed.len() + packed.len() / 50);
}

#[test]
fn every_kind_of_block_can_stand_before_and_behind_a_change() {
    for (level, flushed) in [(0, 200_000), (0, 1000), (1, 200_000), (6, 50_000), (6, 300), (9, 7)] {
        let text = rows(if flushed < 1000 { 40_000 } else { 200_000 }, 2);
        let packed = deflated(&text, level, flushed);
        for at in [0, text.len() / 3, text.len() - 1, text.len()] {
            hold(&text, &packed, &[(at..at, "<new/>")]);
            hold(&text, &packed, &[(at..(at + 20).min(text.len()), "")]);
        }
    }
}

#[test]
fn pieces_of_something_else_are_refused() {
    let text = rows(1000, 3);
    let packed = deflated(&text, 6, 1000);
    for pieces in [&[(0..10, ""), (5..20, "")][..], &[(990..1001, "")], &[(1001..1001, "x")]] {
        assert_eq!(respin(Vec::new(), &packed, &splices(pieces)), None);
    }
    assert_eq!(respin(Vec::new(), &packed[..packed.len() / 2], &Splices::default()), None);
    assert_eq!(respin(Vec::new(), b"", &Splices::default()), None);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn what_comes_of_it_is_the_text_with_its_pieces_replaced(
        seed in any::<u64>(),
        level in 0_u32..=9,
        flushed in 1000_usize..200_000,
        places in proptest::collection::vec((0_usize..300_000, 0_usize..40, "[a-z<>/]{0,60}"), 0..12),
    ) {
        let text = rows(300_000, seed);
        let packed = deflated(&text, level, flushed);
        let mut places = places;
        places.sort();
        let mut pieces: Vec<(Range<usize>, &str)> = Vec::new();
        for (start, length, with) in &places {
            let start = pieces.last().map_or(0, |(range, _)| range.end).max(*start);
            pieces.push((start..(start + length).min(text.len()), with));
        }
        pieces.retain(|(range, _)| range.start <= range.end);
        hold(&text, &packed, &pieces);
    }
}
