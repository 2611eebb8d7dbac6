//! Gateways that tests play.

use crate::house::House;
use office::post::{Carrier, Found, Item, Message, Receipt, Word};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

/// Gateways that a test plays.
#[derive(Default)]
pub struct Played {
    pub items: Vec<Item>,
    pub receipts: BTreeMap<String, Receipt>,
    pub messages: BTreeMap<String, Message>,
    pub aside: Vec<String>,
    pub broken: bool,
}

#[derive(Clone, Default)]
pub struct Gateways(pub Arc<Mutex<Played>>);

impl Carrier for Gateways {
    fn ways(&self) -> BTreeSet<String> {
        ["e-address", "registered-post", "post"].into_iter().map(str::to_owned).collect()
    }
    fn hand_over(&self, item: &Item) -> Result<(), String> {
        let mut played = self.0.lock().unwrap();
        if played.broken {
            return Err("the disk is full".to_owned());
        }
        if !played.items.iter().any(|known| known.id == item.id) {
            played.items.push(item.clone());
        }
        Ok(())
    }
    fn receipts(&self) -> Result<Vec<Receipt>, String> {
        Ok(self.0.lock().unwrap().receipts.values().cloned().collect())
    }
    fn message(&self) -> Result<Option<Found>, String> {
        let played = self.0.lock().unwrap();
        let first = played.messages.iter().next();
        Ok(first.map(|(place, message)| Found { place: place.clone(), message: Ok(message.clone()) }))
    }
    fn taken(&self, place: &str) -> Result<(), String> {
        let mut played = self.0.lock().unwrap();
        played.receipts.remove(place);
        played.messages.remove(place);
        Ok(())
    }
    fn set_aside(&self, place: &str, why: &str) -> Result<(), String> {
        self.0.lock().unwrap().aside.push(why.to_owned());
        self.taken(place)
    }
}

impl Gateways {
    pub fn items(&self) -> Vec<Item> {
        self.0.lock().unwrap().items.clone()
    }

    /// Lays a word on an item down; what it says is what sets one receipt apart from another.
    pub fn says(&self, item: &Item, word: Word) -> Receipt {
        let receipt = Receipt {
            place: format!("{}:{word:?}", item.id),
            item: item.id.clone(),
            hash: format!("{word:?}"),
            said: Ok((item.files[0].sha256.clone(), word)),
        };
        self.lays(receipt.clone());
        receipt
    }

    pub fn lays(&self, receipt: Receipt) {
        self.0.lock().unwrap().receipts.insert(receipt.place.clone(), receipt);
    }

    pub fn brings(&self, message: Message) {
        self.0.lock().unwrap().messages.insert(message.id.clone(), message);
    }

    pub fn aside(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap().aside)
    }
}

pub fn connected(house: &House) -> Gateways {
    let gateways = Gateways::default();
    house.office.connect_post(Arc::new(gateways.clone()));
    gateways
}

pub async fn work(house: &House) {
    while house.office.run_due_jobs().await.unwrap() > 0 {}
    while house.office.collect_post().await.unwrap() > 0 {}
}

pub async fn proved(house: &House) {
    assert_eq!(house.office.store().verify().await.unwrap().faults, Vec::<String>::new());
    assert_eq!(house.office.store().rebuild().await.unwrap().differing(), Vec::<&str>::new());
}
