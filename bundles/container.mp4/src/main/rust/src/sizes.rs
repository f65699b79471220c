//! The sizes of a track's samples: most of what an index keeps in memory.

/// So many sizes share a width. Small enough that a large sample makes few others wide.
const BLOCK: usize = 4096;

/// Sizes in order, each in as few bytes as the largest of its block takes: one for the packets of a
/// voice, two for most pictures. Blocks have no room to grow, as one long vector would.
#[derive(Default)]
pub(crate) struct Sizes {
    blocks: Vec<Block>,
    /// The sizes behind the last full block.
    open: Vec<u32>,
}

/// Sizes of `width` bytes each, little-endian.
struct Block {
    width: usize,
    bytes: Box<[u8]>,
}

impl Block {
    fn of(sizes: &[u32]) -> Self {
        let bits = sizes.iter().fold(0, |all, size| all | size);
        let width = (u32::BITS - bits.leading_zeros()).div_ceil(8).max(1) as usize;
        let bytes = sizes.iter().flat_map(|size| size.to_le_bytes().into_iter().take(width));
        Self { width, bytes: bytes.collect() }
    }

    fn iter(&self) -> impl Iterator<Item = u32> {
        self.bytes
            .chunks_exact(self.width)
            .map(|bytes| bytes.iter().rev().fold(0, |size, byte| size << 8 | u32::from(*byte)))
    }
}

impl Sizes {
    pub(crate) fn len(&self) -> usize {
        self.blocks.len() * BLOCK + self.open.len()
    }

    pub(crate) fn push(&mut self, size: u32) {
        self.open.push(size);
        if self.open.len() == BLOCK {
            self.blocks.push(Block::of(&self.open));
            self.open.clear();
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = u32> {
        self.blocks.iter().flat_map(Block::iter).chain(self.open.iter().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As many as fill a block of each width, and some.
    fn sizes() -> Vec<u32> {
        let widest = [0, 0xff, 0x100, 0xffff, 0x1_0000, 0xff_ffff, 0x100_0000, u32::MAX];
        let block = |most: u32| (0..BLOCK as u32).map(move |i| if i == 17 { most } else { i % 7 });
        widest.into_iter().flat_map(block).chain([5, u32::MAX, 0]).collect()
    }

    #[test]
    fn sizes_come_back_as_they_went() {
        let mut packed = Sizes::default();
        for (count, size) in sizes().into_iter().enumerate() {
            assert_eq!(count, packed.len());
            packed.push(size);
        }
        assert_eq!(sizes(), packed.iter().collect::<Vec<_>>());
    }

    #[test]
    fn packets_of_a_voice_take_a_byte_each() {
        let mut packed = Sizes::default();
        (0..10 * BLOCK as u32).for_each(|i| packed.push(i % 200));
        assert_eq!(10 * BLOCK, packed.blocks.iter().map(|block| block.bytes.len()).sum::<usize>());
    }
}
