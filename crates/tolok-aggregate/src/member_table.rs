//! The members of a column: each once, however it is written, with its first spelling.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use tolok_plan::{Members, NO_MEMBER};
use tolok_value::fold;

use crate::short_texts::{Packed, ShortTexts};

/// The number of rows that have no member.
pub(crate) const NO_ID: u32 = 0;

/// The members of a column in the order in which they were met.
#[derive(Debug, Clone)]
pub(crate) struct MemberTable {
    /// Short spellings that were met lately.
    recent: ShortTexts,
    /// Every spelling that was met, as it is written.
    written: FxHashMap<Box<str>, u32>,
    /// Every member by what it compares as.
    by_key: FxHashMap<Box<str>, u32>,
    members: Vec<Member>,
    /// Other spellings, with the member that they mean.
    spellings: FxHashMap<Box<str>, Arc<str>>,
    /// True for a grouping, whose members are those that spellings lead to and no others.
    is_grouping: bool,
}

/// A member, with the row that it was met in first.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    pub(crate) name: Arc<str>,
    pub(crate) key: Box<str>,
    pub(crate) first_row: u64,
}

impl MemberTable {
    pub(crate) fn new(members: Option<&Members>) -> Self {
        let nobody = Member { name: NO_MEMBER.into(), key: "".into(), first_row: u64::MAX };
        let spellings = members.map(|members| members.spellings.iter().map(|(other, name)| (key(other), Arc::clone(name))).collect());
        Self {
            recent: ShortTexts::new(),
            written: FxHashMap::default(),
            by_key: FxHashMap::default(),
            members: vec![nobody],
            spellings: spellings.unwrap_or_default(),
            is_grouping: members.is_some_and(|members| members.from.is_some()),
        }
    }

    /// The groups of a grouping that has a column of its own, in which they stand by their names.
    pub(crate) fn of_groups(members: &Members) -> Self {
        let spellings = members.spellings.iter().map(|(_, group)| (key(group), Arc::clone(group))).collect();
        Self { spellings, ..Self::new(None) }
    }

    /// The number of the member that a text means. Rows are met in their order, so the first row of a member is the one that brings it.
    pub(crate) fn id(&mut self, text: &str, row: u64) -> u32 {
        self.packed_id(Packed::of(text.as_bytes(), text.len()), || text, row)
    }

    /// The same of a text that was packed already.
    #[inline]
    pub(crate) fn packed_id<'x>(&mut self, packed: Option<Packed>, text: impl FnOnce() -> &'x str, row: u64) -> u32 {
        let Self { recent, written, by_key, members, spellings, is_grouping } = self;
        recent.number(packed, || {
            let text = text();
            if let Some(id) = written.get(text) {
                return *id;
            }
            let id = Spelling { by_key, members, spellings, is_grouping: *is_grouping }.number(text, row);
            written.insert(text.into(), id);
            id
        })
    }

    /// The number of another table's member in this one, which it joins.
    pub(crate) fn join(&mut self, member: &Member) -> u32 {
        if member.key.is_empty() {
            return NO_ID;
        }
        if let Some(id) = self.by_key.get(&member.key).copied() {
            if let Some(known) = self.members.get_mut(id as usize)
                && member.first_row < known.first_row
            {
                (known.first_row, known.name) = (member.first_row, Arc::clone(&member.name));
            }
            return id;
        }
        let id = u32::try_from(self.members.len()).unwrap_or(u32::MAX);
        self.by_key.insert(member.key.clone(), id);
        self.members.push(member.clone());
        id
    }

    /// The member of a number.
    pub(crate) fn member(&self, id: u32) -> Option<&Member> {
        self.members.get(id as usize)
    }

    pub(crate) fn members(&self) -> &[Member] {
        &self.members
    }

    /// What a member is called.
    pub(crate) fn name(&self, id: u32) -> Arc<str> {
        self.member(id).map_or_else(|| NO_MEMBER.into(), |member| Arc::clone(&member.name))
    }
}

/// What a new spelling is looked up in.
struct Spelling<'t> {
    by_key: &'t mut FxHashMap<Box<str>, u32>,
    members: &'t mut Vec<Member>,
    spellings: &'t FxHashMap<Box<str>, Arc<str>>,
    is_grouping: bool,
}

impl Spelling<'_> {
    fn number(self, text: &str, row: u64) -> u32 {
        let own = key(text);
        let (name, key) = match self.spellings.get(&own) {
            Some(name) => (Arc::clone(name), key(name)),
            None if own.is_empty() || self.is_grouping => return NO_ID,
            None => (text.trim().into(), own),
        };
        if let Some(id) = self.by_key.get(&key) {
            return *id;
        }
        let id = u32::try_from(self.members.len()).unwrap_or(u32::MAX);
        self.members.push(Member { name, key: key.clone(), first_row: row });
        self.by_key.insert(key, id);
        id
    }
}

/// What a spelling compares as: trimmed, without regard to case.
fn key(text: &str) -> Box<str> {
    fold(text.trim()).into()
}
