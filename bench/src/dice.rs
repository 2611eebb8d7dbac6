//! Chance that is the same in every run.

/// Small, fast, and the same everywhere (SplitMix64).
pub struct Dice(u64);

impl Dice {
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, bound: usize) -> usize {
        (self.roll() % bound.max(1) as u64) as usize
    }

    pub fn share(&mut self) -> f64 {
        (self.roll() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// Chooses by Zipf's law.
pub struct Ranked<T> {
    items: Vec<T>,
    sums: Vec<f64>,
}

impl<T> Ranked<T> {
    pub fn new(items: Vec<T>, flat: f64) -> Self {
        let mut sum = 0.0;
        let sums = (0..items.len()).map(|rank| {
            sum += 1.0 / (rank as f64 + flat);
            sum
        });
        let sums = sums.collect();
        Self { items, sums }
    }

    pub fn draw(&self, dice: &mut Dice) -> &T {
        let at = dice.share() * self.sums.last().copied().unwrap_or(1.0);
        let place = self.sums.partition_point(|sum| *sum < at).min(self.items.len() - 1);
        &self.items[place]
    }
}
