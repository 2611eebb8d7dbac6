//! What all letters share: who writes, to whom, who signs.

use super::words::role;
use crate::act::Office;
use crate::actor::Officer;
use crate::register::PersonView;
use documents::letter as doc;
use kernel::Lang;

/// Who writes: the authority, and the office `unit` (by its id) that handles the matter.
pub(crate) fn letterhead(office: &Office, unit: Option<&str>, lang: Lang) -> doc::Letterhead {
    let text = |text: &kernel::Text| text.get(lang).to_owned();
    let authority = office.law().authority();
    let unit = unit.and_then(|unit| office.law().office(unit));
    doc::Letterhead {
        authority: text(&authority.name),
        parent: Some(text(&authority.parent)),
        unit: unit.map(|unit| text(&unit.name)),
        address: text(&authority.address),
        contacts: vec![authority.phone.clone(), authority.email.clone()],
        place: Some(text(&authority.place)),
    }
}

/// A person as the addressee, at the declared residence.
pub(crate) fn addressee(view: &PersonView) -> doc::Addressee {
    doc::Addressee {
        name: view.name().map(|name| name.to_string()).unwrap_or_default(),
        personal_code: view.code().map(|code| code.formatted()),
        address: view.declared_residence().map(|(_, address)| vec![address]).unwrap_or_default(),
    }
}

/// An officer who signs.
pub(crate) fn signature(officer: Officer, lang: Lang) -> doc::Signature {
    doc::Signature { role: role(&officer.roles, lang), name: officer.name }
}
