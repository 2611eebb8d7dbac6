//! Many short lists in one long one.

/// The number at a place; 0 where there is none.
pub(crate) fn at(list: &[u32], place: u32) -> u32 {
    list.get(place as usize).copied().unwrap_or(0)
}

/// Lists by number: list `n` lies from offset `n` up to offset `n + 1`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Flat {
    offsets: Vec<u32>,
    items: Vec<u32>,
}

impl Default for Flat {
    fn default() -> Self {
        Self { offsets: vec![0], items: Vec::new() }
    }
}

impl Flat {
    /// From what [`Self::offsets`] and [`Self::items`] gave; whether it fits is asked by [`Self::fits`].
    pub(crate) const fn of_parts(offsets: Vec<u32>, items: Vec<u32>) -> Self {
        Self { offsets, items }
    }

    pub(crate) fn offsets(&self) -> &[u32] {
        &self.offsets
    }

    pub(crate) fn items(&self) -> &[u32] {
        &self.items
    }

    /// The list with this number.
    pub(crate) fn of(&self, number: u32) -> &[u32] {
        let (from, to) = (number as usize, number as usize + 1);
        match (self.offsets.get(from), self.offsets.get(to)) {
            (Some(from), Some(to)) => self.items.get(*from as usize..*to as usize).unwrap_or(&[]),
            _ => &[],
        }
    }

    /// Appends an item to the list that is open.
    pub(crate) fn add(&mut self, item: u32) {
        self.items.push(item);
    }

    /// Ends the list that is open, and opens the next.
    pub(crate) fn close(&mut self) {
        self.offsets.push(u32::try_from(self.items.len()).unwrap_or(u32::MAX));
    }

    /// Appends lists, their items changed on the way.
    pub(crate) fn append(&mut self, other: &Self, change: impl Fn(u32) -> Option<u32>) {
        self.items.reserve(other.items.len());
        self.offsets.reserve(other.offsets.len());
        for ends in other.offsets.windows(2) {
            if let [from, to] = ends {
                let list = other.items.get(*from as usize..*to as usize).unwrap_or(&[]);
                self.items.extend(list.iter().filter_map(|item| change(*item)));
                self.close();
            }
        }
    }

    /// The lists in another order, their items changed on the way.
    pub(crate) fn arranged(&self, order: &[u32], change: impl Fn(u32) -> u32) -> Self {
        let mut out = Self {
            offsets: Vec::with_capacity(self.offsets.len()),
            items: Vec::with_capacity(self.items.len()),
        };
        out.offsets.push(0);
        for number in order {
            out.items.extend(self.of(*number).iter().map(|item| change(*item)));
            out.close();
        }
        out
    }

    /// Puts the items of each list in order.
    pub(crate) fn sort_each(&mut self) {
        for ends in self.offsets.windows(2) {
            if let [from, to] = ends
                && let Some(list) = self.items.get_mut(*from as usize..*to as usize)
            {
                list.sort_unstable();
            }
        }
    }

    /// For each of `keys` keys the numbers of the lists that hold it, in order, each once.
    pub(crate) fn inverted(&self, keys: u32, key: impl Fn(u32) -> u32) -> Self {
        let mut counts = vec![0_u32; keys as usize];
        let lists = u32::try_from(self.offsets.len().saturating_sub(1)).unwrap_or(u32::MAX);
        let each = |then: &mut dyn FnMut(u32, u32)| {
            for number in 0..lists {
                let list = self.of(number);
                for (place, item) in list.iter().enumerate() {
                    let wanted = key(*item);
                    let earlier = list.get(..place).unwrap_or(&[]);
                    if !earlier.iter().any(|other| key(*other) == wanted) {
                        then(wanted, number);
                    }
                }
            }
        };
        each(&mut |wanted, _| {
            if let Some(count) = counts.get_mut(wanted as usize) {
                *count += 1;
            }
        });
        let mut offsets = Vec::with_capacity(counts.len() + 1);
        let mut sum = 0_u32;
        offsets.push(0);
        for count in &mut counts {
            let first = sum;
            sum += *count;
            offsets.push(sum);
            *count = first;
        }
        let mut items = vec![0; sum as usize];
        each(&mut |wanted, number| {
            if let Some(next) = counts.get_mut(wanted as usize) {
                if let Some(place) = items.get_mut(*next as usize) {
                    *place = number;
                }
                *next += 1;
            }
        });
        Self { offsets, items }
    }

    /// Whether this is `lists` lists that lie one after the other.
    pub(crate) fn fits(&self, lists: usize) -> bool {
        self.offsets.len() == lists + 1
            && self.offsets.first() == Some(&0)
            && self.offsets.is_sorted()
            && self.offsets.last().is_some_and(|last| *last as usize == self.items.len())
    }
}
