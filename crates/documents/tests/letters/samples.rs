//! Sample letters of an invented lending library, one of every kind in both languages.

#[path = "extract.rs"]
mod extract;
#[path = "findings.rs"]
mod findings;
#[path = "invoice.rs"]
mod invoice;
#[path = "statement.rs"]
mod statement;

use findings::findings;
pub use statement::statement;

use documents::Many;
use documents::letter::*;
use kernel::{Day, Lang, Minute, Money, Term, TermUnit};

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub fn pick(lang: Lang, lv: &str, en: &str) -> String {
    if lang == Lang::LV { lv.to_owned() } else { en.to_owned() }
}

pub fn norm(lang: Lang, lv: &str, en: &str) -> Norm {
    Norm::new(pick(lang, lv, en))
}

pub fn letter(lang: Lang, kind: LetterKind) -> Letter {
    Letter {
        lang,
        letterhead: Letterhead {
            authority: pick(lang, "Lasītāju lietu pārvalde", "Office of Readers’ Affairs"),
            parent: Some(pick(lang, "Utopijas Kultūras ministrija", "Ministry of Culture of Utopia")),
            unit: Some(pick(lang, "Piekrastes nodaļa", "Coastal division")),
            address: pick(lang, "Kāpu iela 7, Mērsrags, LV-0000", "Kāpu iela 7, Mērsrags, LV-0000"),
            contacts: vec![
                "+371 00000000".into(),
                "pasts@lasitaji.example".into(),
                "lasitaji.example".into(),
            ],
            place: Some(pick(lang, "Mērsragā", "Mērsrags")),
        },
        reference: "01-12/2026-481".into(),
        date: day("2026-11-24"),
        addressee: Addressee {
            name: "Žanete Ķirsone-Šņukuļa".into(),
            personal_code: Some("310000-00000".into()),
            address: vec!["Ūdensrožu iela 3 – 12".into(), "Jūrmala, LV-0000".into()],
        },
        signatures: vec![Signature {
            name: "Ģirts Čakšs".into(),
            role: pick(lang, "Vecākais referents", "Senior desk officer"),
        }],
        translation: lang != Lang::LV,
        demonstration: true,
        kind,
    }
}

fn case(lang: Lang) -> CaseLine {
    CaseLine {
        number: "4K7Q-9M2X-ZB0T".into(),
        service: pick(lang, "Lasītāja kartes izsniegšana", "Issue of a reader’s card"),
    }
}

fn hearing_norm(lang: Lang) -> Norm {
    norm(
        lang,
        "Administratīvā procesa likuma 62. panta pirmā daļa",
        "Administrative Procedure Law, Section 62, Paragraph one",
    )
}

fn appeal(lang: Lang) -> AppealRoute {
    AppealRoute {
        authority: pick(
            lang,
            "Lasītāju lietu pārvaldes priekšniekam",
            "The head of the Office of Readers’ Affairs",
        ),
        court: false,
        submit_at: Some(pick(
            lang,
            "Piekrastes nodaļā, Kāpu ielā 7, Mērsragā, LV-0000",
            "Coastal division, Kāpu iela 7, Mērsrags, LV-0000",
        )),
        term: Term { count: 1, unit: TermUnit::Months },
        last_day: Some(day("2026-12-28")),
        suspends: Some(true),
        says: None,
        norm: Norm {
            text: pick(
                lang,
                "Administratīvā procesa likuma 79. panta pirmā daļa",
                "Administrative Procedure Law, Section 79, Paragraph one",
            ),
            source: Some("https://likumi.lv/ta/id/55567".into()),
            confirmed: true,
        },
    }
}

fn ground(lang: Lang) -> Ground {
    Ground {
        text: pick(
            lang,
            "Iesniedzējai ir neatdotas grāmatas, kuru termiņš beidzies.",
            "The applicant holds books that are overdue.",
        ),
        norm: Norm {
            text: pick(lang, "Bibliotēku noteikumu 12.3. apakšpunkts", "Library Regulation, Point 12.3"),
            source: None,
            confirmed: false,
        },
    }
}

pub fn decision(lang: Lang, granted: bool) -> Letter {
    let outcome = if granted {
        Outcome::Granted {
            rights: Many::from_vec(vec![
                pick(lang, "Izsniegt lasītāja karti uz 10 gadiem.", "To issue a reader’s card for 10 years."),
                pick(
                    lang,
                    "Atzīt par nederīgu iepriekšējo karti pēc jaunās saņemšanas.",
                    "To declare the previous card invalid once the new one is collected.",
                ),
            ])
            .unwrap(),
            partly: false,
            appeal: Some(appeal(lang)),
        }
    } else {
        Outcome::Refused {
            name: pick(lang, "Atteikt karti.", "Refuse the card."),
            denied: pick(lang, "Atteikt izsniegt lasītāja karti.", "To refuse to issue a reader’s card."),
            grounds: Many::one(ground(lang)),
            hearing: Hearing::Heard {
                invited: day("2026-11-04"),
                answered: Some(day("2026-11-12")),
                norm: hearing_norm(lang),
            },
            appeal: Some(appeal(lang)),
        }
    };
    let opinions = if granted {
        vec![]
    } else {
        vec![Opinion {
            party: pick(lang, "Iesniedzēja", "The applicant"),
            text: pick(
                lang,
                "Grāmatas esot atdotas kaimiņu nodaļā, un par to ir liecinieks.",
                "The books were handed in at the neighbouring division, and there is a witness.",
            ),
            answer: Some(pick(
                lang,
                "kaimiņu nodaļas žurnālā ieraksta nav, un liecinieks netika nosaukts.",
                "the journal of the neighbouring division has no entry, and no witness was named.",
            )),
        }]
    };
    let considerations = if granted {
        Considerations::Bound
    } else {
        Considerations::Weighed {
            needed: pick(
                lang,
                "Krājums jāsaglabā visiem lasītājiem.",
                "The stock must be kept for all readers.",
            ),
            suitable: pick(lang, "Atteikums aptur jaunu izsniegšanu.", "The refusal stops further loans."),
            least_restrictive: pick(
                lang,
                "Atgādinājumi nosūtīti trīs reizes bez rezultāta.",
                "Three reminders were sent without result.",
            ),
            balanced: pick(
                lang,
                "Lasītavā grāmatas var lasīt arī bez kartes, tādēļ ierobežojums ir samērīgs.",
                "Books can be read in the reading room without a card, so the restriction is in proportion.",
            ),
        }
    };
    let mut letter = letter(
        lang,
        LetterKind::Decision(Box::new(Decision {
            case: case(lang),
            reply: false,
            request: Request {
                text: pick(
                    lang,
                    "Iesniedzēja lūdz izsniegt lasītāja karti 10 darba dienu laikā un saņemt to nodaļā.",
                    "The applicant asks for a reader’s card within 10 working days, to be collected at the division.",
                ),
                received: day("2026-11-02"),
                channel: Channel::Online,
            },
            opinions,
            findings: Many::from_vec(findings(lang, !granted)).unwrap(),
            reasons: Many::from_vec(vec![
                pick(
                    lang,
                    "Lasītāja karti izsniedz personai, kura sasniegusi 15 gadu vecumu un kuras personība ir pārbaudīta. Abi nosacījumi ir izpildīti.",
                    "A reader’s card is issued to a person who has reached the age of 15 and whose identity is verified. Both conditions are met.",
                ),
                pick(
                    lang,
                    "Karti neizsniedz, ja personai ir neatdotas grāmatas. Iestāde pārbaudīja izsniegumu žurnālu 2026. gada 2. novembrī.",
                    "A card is not issued to a person who holds overdue books. The office checked the loan journal on 2 November 2026.",
                ),
            ])
            .unwrap(),
            written: false,
            considerations,
            norms: Many::from_vec(vec![
                norm(
                    lang,
                    "Administratīvā procesa likuma 55. panta 1. punkts, 67. panta otrā daļa",
                    "Administrative Procedure Law, Section 55, Clause 1, Section 67, Paragraph two",
                ),
                Norm {
                    text: pick(lang, "Bibliotēku noteikumu 12.1., 12.2. un 12.3. apakšpunkts", "Library Regulation, Points 12.1, 12.2 and 12.3"),
                    source: None,
                    confirmed: false,
                },
            ])
            .unwrap(),
            outcome,
        })),
    );
    if !granted {
        letter.signatures.push(Signature {
            name: "Ēriks Ļubāns".into(),
            role: pick(lang, "Nodaļas vadītājs", "Head of the division"),
        });
    }
    letter
}

fn fee(lang: Lang, cents: i64) -> FeeLine {
    FeeLine {
        what: pick(lang, "Lasītāja karte 10 darba dienu laikā", "Reader’s card within 10 working days"),
        basis: Norm {
            text: pick(lang, "Bibliotēku noteikumu 3.1. apakšpunkts", "Library Regulation, Point 3.1"),
            source: None,
            confirmed: false,
        },
        amount: Money::eur(cents),
    }
}

pub fn receipt(lang: Lang) -> Letter {
    let mut letter = letter(
        lang,
        LetterKind::Receipt(Box::new(Receipt {
            case: case(lang),
            lines: Many {
                first: fee(lang, 3400),
                rest: vec![FeeLine {
                    what: pick(lang, "Piegāde pa pastu", "Delivery by post"),
                    ..fee(lang, 120_050)
                }],
            },
            method: PaymentMethod::Card,
            paid_on: day("2026-11-02"),
            payment_reference: Some("T-000481".into()),
        })),
    );
    letter.signatures.clear();
    letter
}

pub fn received(lang: Lang) -> Letter {
    let mut letter = letter(
        lang,
        LetterKind::Received(Box::new(Received {
            case: case(lang),
            received: day("2026-11-02"),
            channel: Channel::Online,
            due: Due {
                waits: None,
                last_day: Some(day("2026-11-16")),
                steps: Many::from_vec(vec![
                    pick(
                        lang,
                        "Iesniegums saņemts 2026. gada 2. novembrī; termiņš sākas nākamajā dienā.",
                        "The application was received on 2 November 2026; the term begins on the next day.",
                    ),
                    pick(
                        lang,
                        "10 darba dienas beidzas 2026. gada 16. novembrī.",
                        "10 working days end on 16 November 2026.",
                    ),
                ])
                .unwrap(),
                norm: norm(
                    lang,
                    "Administratīvā procesa likuma 64. panta pirmā daļa",
                    "Administrative Procedure Law, Section 64, Paragraph one",
                ),
            },
            subject: Some("Sofija Paraudziņa".to_owned()),
            says: vec![(
                pick(lang, "Par ko ir iesniegums", "What it is about"),
                pick(lang, "Pase bērnam.\nVajadzīga drīz.", "A passport for a child.\nNeeded soon."),
            )],
            missing: vec![pick(lang, "Piekrišana", "Consent")],
            there: vec![pick(lang, "Fotogrāfija (uzņem nodaļā)", "Photograph (taken at the division)")],
            fee: Some(fee(lang, 3400)),
            fee_open: None,
            next: vec![
                pick(
                    lang,
                    "Ierodieties nodaļā pierakstītajā laikā.",
                    "Come to the division at the time booked.",
                ),
                pick(lang, "Samaksājiet valsts nodevu.", "Pay the state fee."),
            ],
        })),
    );
    letter.signatures.clear();
    letter
}

pub fn hearing(lang: Lang) -> Letter {
    letter(
        lang,
        LetterKind::Hearing(Box::new(HearingInvitation {
            case: case(lang),
            intended: pick(
                lang,
                "Iestāde paredz atteikt izsniegt lasītāja karti.",
                "The office intends to refuse to issue a reader’s card.",
            ),
            grounds: Many::one(ground(lang)),
            findings: findings(lang, true),
            respond_by: day("2026-12-08"),
            ways: Many::from_vec(vec![
                pick(lang, "Tiešsaistē, sadaļā “Manas lietas”", "Online, under “My matters”"),
                pick(lang, "Pa pastu uz iestādes adresi", "By post to the office’s address"),
            ])
            .unwrap(),
            meeting: Some(Meeting {
                day: day("2026-12-03"),
                time: Minute::new(570).unwrap(),
                place: pick(lang, "Piekrastes nodaļa, 4. kabinets", "Coastal division, room 4"),
            }),
            norm: hearing_norm(lang),
        })),
    )
}

pub fn all(lang: Lang) -> Vec<(&'static str, Letter)> {
    vec![
        ("granted", decision(lang, true)),
        ("refused", decision(lang, false)),
        ("invoice", invoice::invoice(lang)),
        ("receipt", receipt(lang)),
        ("received", received(lang)),
        ("hearing", hearing(lang)),
        ("extract", extract::extract(lang)),
        ("statement", statement::statement(lang)),
    ]
}
