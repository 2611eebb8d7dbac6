//! How somebody uses a page: with a pointer, or with nothing but the keyboard.

use crate::browser::Browser;
use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};
use fantoccini::key::Key;
use serde_json::{Value, json};

/// With what a browser is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hands {
    Pointer,
    /// Tab, Enter, space bar and arrows; wherever the focus comes to rest it can be seen.
    Keys,
}

/// Steps of the Tab key after which an element counts as out of reach.
const STEPS: usize = 600;

impl Browser {
    async fn key(&self, key: Key) {
        self.type_in(&char::from(key).to_string()).await;
    }

    /// Goes on with Tab until the element has the focus; of radio buttons until their group has it.
    pub async fn reach(&self, css: &str) {
        let there = "const t = document.querySelector(arguments[0]), a = document.activeElement; \
                     const radio = e => e && e.type === 'radio'; \
                     return a === t || (radio(t) && radio(a) && a.name === t.name && a.form === t.form);";
        for _ in 0..STEPS {
            if self.script(there, vec![json!(css)]).await == json!(true) {
                return self.focus_is_seen(css).await;
            }
            self.key(Key::Tab).await;
        }
        panic!("{css} cannot be reached with the Tab key on {}", self.path().await);
    }

    /// WCAG 2.2, 2.4.7 and 2.4.11: a line is drawn around what has the focus, and nothing is in front of all of it.
    async fn focus_is_seen(&self, css: &str) {
        let seen = "const a = document.activeElement, r = a.getBoundingClientRect(), s = getComputedStyle(a); \
                    const drawn = s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0 || s.boxShadow !== 'none'; \
                    const inside = r.bottom > 0 && r.top < innerHeight && r.right > 0 && r.left < innerWidth; \
                    return [drawn, inside];";
        let told = self.script(seen, vec![]).await;
        assert_eq!(
            told,
            json!([true, true]),
            "the focus on {css} is not drawn or not in sight: {}",
            self.path().await
        );
    }

    /// What a press of the pointer would do.
    pub async fn press_by_keys(&self, css: &str) {
        let kind = "const t = document.querySelector(arguments[0]); \
                    return t ? (t.tagName === 'INPUT' ? t.type : t.tagName.toLowerCase()) : '';";
        match self.script(kind, vec![json!(css)]).await.as_str().unwrap_or_default() {
            "radio" => {
                self.reach(css).await;
                self.turn(css, "return document.activeElement === document.querySelector(arguments[0]);")
                    .await;
                // The first of a group has the focus before it is chosen.
                let chosen = "return document.querySelector(arguments[0]).checked;";
                if self.script(chosen, vec![json!(css)]).await != json!(true) {
                    self.type_in(" ").await;
                }
            }
            "checkbox" => {
                self.reach(css).await;
                self.type_in(" ").await;
            }
            "option" => {
                let select = "const o = document.querySelector(arguments[0]); return '#' + CSS.escape(o.closest('select').id);";
                let select = self.script(select, vec![json!(css)]).await;
                self.reach(select.as_str().unwrap()).await;
                self.turn(css, "return document.querySelector(arguments[0]).selected;").await;
            }
            _ => {
                self.reach(css).await;
                self.key(Key::Enter).await;
            }
        }
    }

    /// Goes down with the arrow until `done` says so of `css`.
    async fn turn(&self, css: &str, done: &str) {
        for _ in 0..STEPS {
            if self.script(done, vec![json!(css)]).await == json!(true) {
                return;
            }
            self.key(Key::Down).await;
        }
        panic!("{css} cannot be chosen with the arrows on {}", self.path().await);
    }

    /// Chooses the option of a list with this value.
    pub async fn choose_by_keys(&self, css: &str, value: &str) {
        self.reach(css).await;
        let first = "const s = document.activeElement; return s.value;";
        if self.script(first, vec![]).await == json!(value) {
            return;
        }
        // From the top, whatever is chosen.
        self.key(Key::Home).await;
        let chosen = format!("return document.querySelector(arguments[0]).value === {};", Value::from(value));
        self.turn(css, &chosen).await;
    }

    /// Writes over what stands in a field.
    pub async fn write_by_keys(&self, css: &str, text: &str) {
        self.reach(css).await;
        self.select_all().await;
        self.type_in(&format!("{}{text}", char::from(Key::Delete))).await;
    }

    /// Presses keys one after the other, wherever the focus is.
    async fn type_in(&self, text: &str) {
        let keys = text.chars().flat_map(|value| [KeyAction::Down { value }, KeyAction::Up { value }]);
        let actions = keys.fold(KeyActions::new("keyboard".to_owned()), KeyActions::then);
        self.client().perform_actions(actions).await.unwrap();
    }

    async fn select_all(&self) {
        let (held, value) = (char::from(Key::Control), 'a');
        let actions = KeyActions::new("keyboard".to_owned())
            .then(KeyAction::Down { value: held })
            .then(KeyAction::Down { value })
            .then(KeyAction::Up { value })
            .then(KeyAction::Up { value: held });
        self.client().perform_actions(actions).await.unwrap();
    }

    /// Opens the folded part around an element.
    pub async fn unfold_by_keys(&self, css: &str) {
        let folded = "const e = document.querySelector(arguments[0]); \
                      const d = e && e.closest('details:not([open])'); if (!d) return ''; \
                      d.querySelector('summary').setAttribute('data-to-reach', ''); return 'yes';";
        if self.script(folded, vec![json!(css)]).await == json!("yes") {
            self.reach("[data-to-reach]").await;
            self.key(Key::Enter).await;
            let clean = "document.querySelector('[data-to-reach]').removeAttribute('data-to-reach');";
            self.script(clean, vec![]).await;
        }
    }
}
