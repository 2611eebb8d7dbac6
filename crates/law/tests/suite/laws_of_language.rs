//! The laws of tracks, alternatives, clocks, stages, contesting and notices: each is broken once.

use crate::library::{RARE, told};

#[test]
fn a_track_can_be_taken_and_takes_everybody() {
    let home = "    track \"home\" otherwise=#true cite=\"rare:4\" {\n        name lv=\"mājās\" en=\"at home\"\n    }\n";
    told(RARE, home, "", "must take everybody else", "track \"reading-room\"", "otherwise=#true");
    let third = format!(
        "{home}    track \"never\" cite=\"rare:4\" {{ name lv=\"x\" en=\"x\"; book.wet is=#true }}\n"
    );
    told(RARE, home, &third, "this track is never reached", "track \"never\"", "`otherwise` last");
    let twin = format!(
        "    track \"twin\" cite=\"rare:4\" {{ name lv=\"x\" en=\"x\"; book.value at-least=1000.00 }}\n{home}"
    );
    told(RARE, home, &twin, "this track is never reached", "track \"twin\"", "`reading-room`");
    told(
        RARE,
        "when { track is=\"home\" }\n        reader.care",
        "when { track is=\"hom\" }\n        reader.care",
        "there is no track `hom`",
        "track is=\"hom\"",
        "`home`",
    );
    told(
        RARE,
        "when { track is=\"home\" }\n        reader",
        "when { track }\n        reader",
        "nothing is asked of the track",
        "track }",
        "track is=",
    );
    told(
        RARE,
        " track=\"reading-room\" decision=\"read\"",
        "",
        "shows the track `reading-room`",
        "procedure",
        "nobody has tried",
    );
    told(
        RARE,
        "track=\"home\" decision",
        "track=\"reading-room\" decision",
        "expects the track `reading-room`, but it is `home`",
        "expect",
        "",
    );
}

#[test]
fn an_alternative_stands_beside_a_requirement() {
    told(
        RARE,
        "alternative-to=\"member\"",
        "alternative-to=\"membre\"",
        "no requirement `membre` to be an alternative to",
        "require \"vouched\"",
        "`member`",
    );
}

#[test]
fn facts_are_compared_with_their_like() {
    told(
        RARE,
        "reader.member at-least=\"2 years\"",
        "reader.member at-least=\"90 days\"",
        "cannot be",
        "90 days",
        "5 years",
    );
    told(
        RARE,
        "reader.member at-least=\"2 years\"",
        "reader.member at-least=2",
        "cannot be",
        "at-least=2",
        "a span",
    );
    told(
        RARE,
        "book.value at-least=1000.00",
        "book.value at-least=1000.001",
        "cannot be",
        "1000.001",
        "an amount",
    );
    told(
        RARE,
        "reader.debt at-least=\"reader.debt-allowed\"",
        "reader.debt at-least=\"reader.member\"",
        "`reader.debt` cannot be compared with `reader.member`",
        "reader.debt at-least",
        "an amount",
    );
    told(
        RARE,
        "pass.valid-until at-least=\"1 month\" after=\"loan.ends\"",
        "pass.valid-until at-least=\"1 month\"",
        "does not say from which other day",
        "pass.valid-until",
        "after=",
    );
    told(
        RARE,
        "pass.valid-until at-least=\"1 month\" after=\"loan.ends\"",
        "pass.valid-until at-least=\"1 month\" after=\"reader.age\"",
        "are not both days",
        "pass.valid-until",
        "",
    );
    told(RARE, "reader.care judged=\"good\"", "reader.care judged=\"god\"", "cannot be", "judged", "`good`");
    told(
        RARE,
        "shows=\"reader.member\"",
        "shows=\"reader.membr\"",
        "there is no fact `reader.membr`",
        "membership",
        "`reader.member`",
    );
    told(RARE, "shows=\"reader.member\" ", "", "this evidence proves nothing", "membership", "shows=");
    told(
        RARE,
        "evidence \"membership\" by=\"council\"",
        "evidence \"membership\" by=\"librarian\"",
        "evidence cannot come from `librarian`",
        "membership",
        "a body",
    );
}

#[test]
fn fees_on_top_are_counted() {
    told(
        RARE,
        "per=\"book.copies\"",
        "per=\"book.value\"",
        "`book.value` does not say how many",
        "add \"copies\"",
        "an amount",
    );
    told(
        RARE,
        "wish=\"quick\" book.copies=3",
        "wish=\"quick\"",
        "expects the fee `10.00`, but it is `8.50`",
        "fee=10.00",
        "",
    );
    told(
        RARE,
        "row \"usual\"",
        "row \"again\" amount=9.00 cite=\"rare:8\" { name lv=\"x\" en=\"x\"; when { wish is=\"quick\" } }\n        row \"usual\"",
        "this row is never reached",
        "row \"again\"",
        "same condition",
    );
}

#[test]
fn clocks_hold_together() {
    told(
        RARE,
        "from=\"asked,complete\"",
        "from=\"asked,compleat\"",
        "starts with `compleat`",
        "clock \"decision\"",
        "`complete`",
    );
    told(
        RARE,
        "start \"deposited\"",
        "start \"despoited\"",
        "starts with `despoited`",
        "clock \"decision\"",
        "`deposited`",
    );
    told(
        RARE,
        "term=\"12 days\" from=\"shelf-opened\"",
        "term=\"12 days\" from=\"shelf-open\"",
        "starts with `shelf-open`",
        "clock \"shelf\"",
        "",
    );
    told(
        RARE,
        "upto=\"20 working-days\" by-law",
        "by-law",
        "needs `upto` or `by`",
        "extend \"precious\"",
        "upto=",
    );
    told(
        RARE,
        "by=\"5 working-days\" times",
        "by=\"5 months\" times",
        "5 months cannot be added to 10 working-days",
        "extend \"search\"",
        "upto=",
    );
    told(
        RARE,
        "upto=\"20 working-days\" by-law=#true cite=\"rare:9.3\" {\n            name lv=\"Dārga grāmata\" en=\"Precious book\"\n            when { book.value at-least=5000.00 }\n",
        "upto=\"20 working-days\" by-law=#true cite=\"rare:9.3\" {\n            name lv=\"Dārga grāmata\" en=\"Precious book\"\n",
        "longer by law says when",
        "extend \"precious\"",
        "when",
    );
    told(
        RARE,
        "by-law=#true cite=\"rare:9.3\"",
        "by-law=#true chosen=#true cite=\"rare:9.3\"",
        "nobody chooses a term that is longer by law",
        "extend \"precious\"",
        "leave out",
    );
    told(
        RARE,
        "after=\"lend,exception\"",
        "after=\"lned,exception\"",
        "there is no decision `lned`",
        "notice \"care\"",
        "`lend`",
    );
    told(
        RARE,
        "notice=\"longer\" cite",
        "notice=\"lnoger\" cite",
        "which is no notice",
        "clock \"decision\"",
        "`longer`",
    );
    told(RARE, "cap=\"30 days\" attempts=2", "", "how often something may be tried", "suspend", "cap=");
    told(RARE, "attempts=2", "attempts=0", "nothing may be tried", "suspend", "at least 1");
    told(
        RARE,
        "cap=\"30 days\"",
        "cap=\"30 working-days\"",
        "not counted in working days",
        "suspend",
        "days",
    );
    told(
        RARE,
        "then=\"leave\"",
        "then=\"laeve\"",
        "leads to the decision `laeve`",
        "clock \"decision\"",
        "`leave`",
    );
    told(
        RARE,
        "decides=\"read\"",
        "decides=\"raed\"",
        "leads to the decision `raed`",
        "clock \"shelf\"",
        "`read`",
    );
    told(
        RARE,
        "extend \"search\"",
        "extend \"precious\"",
        "`extend \"precious\"` stands here twice",
        "extend",
        "",
    );
    told(
        RARE,
        " on=\"deposited\"",
        "",
        "the clock `decision` started by `deposited`",
        "procedure",
        "nobody has tried",
    );
    told(
        RARE,
        "on=\"deposited\"",
        "on=\"asked\"",
        "starts with `deposited` on these facts",
        "term \"decision\"",
        "",
    );
    told(
        RARE,
        "due=\"2026-06-08\" extended",
        "due=\"2026-06-09\" extended",
        "ends on 2026-06-08, not on 2026-06-09",
        "extended",
        "",
    );
}

#[test]
fn stages_notices_and_contesting_name_what_happens() {
    let give = "stage \"give\" by=\"librarian\" needs=\"decide\" after=\"lend\"";
    let rest = format!(
        "stage \"regret\" by=\"librarian\" needs=\"give\" after=\"deny\" {{ name lv=\"x\" en=\"x\" }}\n    {give}"
    );
    told(RARE, give, &rest, "the stage `regret` is never reached", "stage \"regret\"", "other decisions");
    let (settles, wrong) = ("settles=\"careful\"", "settles=\"carful\"");
    told(RARE, settles, wrong, "there is no requirement `carful`", "stage \"opinion\"", "`careful`");
    told(RARE, "after=\"lend\"", "after=\"lned\"", "there is no decision `lned`", "stage \"give\"", "`lend`");
    told(
        RARE,
        "by=\"librarian\" needs=\"ask\" emits=\"complete\"",
        "by=\"librarain\" needs=\"ask\" emits=\"complete\"",
        "`librarain` is neither",
        "stage \"check\"",
        "`librarian`",
    );
    told(
        RARE,
        "emits=\"deposited\"",
        "emits=\"Deposited\"",
        "`Deposited` is not an event",
        "stage \"deposit\"",
        "small letters",
    );
    told(
        RARE,
        "on=\"term-extended\"",
        "on=\"term-extend\"",
        "goes on `term-extend`, which never happens",
        "notice",
        "`term-extended`",
    );
    told(
        RARE,
        "channel=\"registered-post\"",
        "channel=\"pigeon\"",
        "`channel` cannot be `pigeon`",
        "notice",
        "post",
    );
    told(
        RARE,
        "term=\"1 month\" from=\"in-force\" suspensive",
        "term=\"1 month\" from=\"in-focre\" suspensive",
        "counts from `in-focre`",
        "appeal \"board\"",
        "`in-force`",
    );
    told(
        RARE,
        "for=\"take-back\" suspensive=#true",
        "for=\"take-back\"",
        "`appeal \"judge\"` does not say whether it suspends the decision",
        "appeal \"judge\"",
        "suspensive=#true",
    );
    told(RARE, "suspends #false", "suspends \"no\"", "must say #true or #false", "suspends", "");
    told(
        RARE,
        "appeal \"board\" term=\"10 days\" suspensive=#false",
        "appeal \"board\" suspensive=#false",
        "`board` shortened to 10 days",
        "procedure",
        "",
    );
    told(RARE, "from=\"closed\"", "from=\"close\"", "kept from `close`", "retain", "`closed`");
}
