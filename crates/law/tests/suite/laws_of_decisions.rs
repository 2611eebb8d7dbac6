//! The laws of decisions and their effects: each is broken once.

use crate::library::{RARE, told};

#[test]
fn decisions_name_what_there_is_and_can_be_reached() {
    told(
        RARE,
        "needs-grounds=\"not-member,not-vouched\"",
        "needs-grounds=\"not-membre\"",
        "there is no ground `not-membre`",
        "deny-stranger",
        "`not-member`",
    );
    told(
        RARE,
        "needs-grounds=\"not-member,not-vouched\"",
        "needs-grounds=\"not-member,not-vouched\" grounds=\"not-member\"",
        "the ground `not-vouched` is needed and is none of its own",
        "deny-stranger",
        "name it there too",
    );
    told(
        RARE,
        "despite=\"careless,pass-short\" cite=\"rare:14\"",
        "despite=\"careless,pass-short\"",
        "cites what allows it",
        "exception",
        "cite=",
    );
    told(
        RARE,
        "decide \"lend\" kind=\"grant\" approvals=1",
        "decide \"lend\" kind=\"grant\" approvals=1 automatic=#true",
        "cannot be automatic: `reader.care` is judged",
        "automatic",
        "",
    );
    told(
        RARE,
        "decide \"deny\" kind=\"refuse\" approvals=2",
        "decide \"deny\" kind=\"refuse\" approvals=2 automatic=#true",
        "takes an officer",
        "decide \"deny\"",
        "only a grant",
    );
    told(
        RARE,
        "        answer reply=#true\n",
        "",
        "has no effect of its decision `exception`",
        "procedure",
        "answer",
    );
    told(RARE, "bar-reapply \"1 year\"", "bar-reapply \"1 yaer\"", "is not a term", "bar-reapply", "");
    told(
        RARE,
        "        when { track is=\"reading-room\" }\n        answer",
        "        when { track is=\"home\" }\n        answer",
        "the decision `read` is never reached",
        "decide \"read\"",
        "`lend`",
    );
    told(RARE, "decision=\"deny-stranger\" ", "", "shows the decision `deny-stranger`", "procedure", "");
    told(
        RARE,
        "decision=\"deny\"",
        "decision=\"lend\"",
        "the decision `lend` is not open",
        "in-debt",
        "deny",
    );
    told(RARE, "choice=#false", "choice=#true", "the law leaves no choice", "choice", "");
    told(
        RARE,
        "by=\"council\" cite=\"rare:13.1\"",
        "by=\"concil\" cite=\"rare:13.1\"",
        "neither a role of the office nor a body",
        "decide \"read\"",
        "`council`",
    );
    told(RARE, "final=#true cite=\"rare:16\"", "final=#true", "cites what says so", "leave", "cite=");
    told(
        RARE,
        "for=\"take-back\"",
        "for=\"take-bak\"",
        "there is no decision `take-bak`",
        "appeal \"judge\"",
        "`take-back`",
    );
    told(
        RARE,
        "opens=\"card.reader\"",
        "opens=\"card.raeder\"",
        "there is no procedure `card.raeder`",
        "appeal \"board\"",
        "`card.reader`",
    );
    told(
        RARE,
        "open \"card.reader\" {",
        "open \"base.lending\" {",
        "there is no procedure `base.lending`",
        "decide \"lend\"",
        "card.reader",
    );
    told(
        RARE,
        "instead=\"card.reader\"",
        "instead=\"card.writer\"",
        "there is no procedure `card.writer`",
        "applies",
        "",
    );
}

#[test]
fn the_register_takes_in_only_what_it_knows() {
    told(
        RARE,
        "set \"seat\" to=\"usual\"",
        "set \"saet\" to=\"usual\"",
        "the register has no fact `saet`",
        "set",
        "`seat`",
    );
    told(
        RARE,
        "set \"seat\" to=\"usual\"",
        "set \"seat\" to=\"usaul\"",
        "the list `seat` has no code `usaul`",
        "set",
        "`usual`",
    );
    told(
        RARE,
        "set \"seat\" to=\"usual\"",
        "set \"birth\" to=\"usual\"",
        "has no list of codes",
        "set",
        "as=",
    );
    told(
        RARE,
        "set \"seat\" to=\"usual\"",
        "set \"seat\" as=\"reader.seat\"",
        "there is no fact `reader.seat`",
        "set",
        "",
    );
    told(
        RARE,
        "set \"seat\" to=\"usual\"",
        "set \"seat\"",
        "`set` needs one of `to`, `as` and `drawn`",
        "set",
        "to=",
    );
    told(
        RARE,
        "at-most=\"3 years\"",
        "at-most=\"29 days\"",
        "29 days is less than 30 days",
        "choose",
        "between",
    );
    told(
        RARE,
        "at-most=\"3 years\"",
        "at-most=\"3 working-days\"",
        "not counted in working days",
        "choose",
        "days",
    );
    told(RARE, "loans {away:for}", "loans {awya:for}", "sets no term `awya`", "says", "`away`");
    told(RARE, "loans {away:for}", "loans {away}", "how the term `away` stands", "says", "{away:within}");
    told(RARE, "loans {away:for}", "loans", "leaves out the term `away`", "says", "{away:for}");
    told(RARE, "loans {away:for}", "loans {away:for", "is not closed", "says", "{id:for}");
    told(RARE, "for=\"away\"", "for=\"awya\"", "is not a term", "set \"seat\" to=\"hall\"", "");
    told(
        RARE,
        "issue \"card.reader\" mrz=\"I\"",
        "issue \"card.reader\" for=\"away\" mrz=\"I\"",
        "no term that the decision chooses",
        "issue",
        "choose",
    );
    told(
        RARE,
        "end \"mark\" code=\"guest\"",
        "end \"mark\" code=\"gust\"",
        "has no code `gust`",
        "end",
        "`guest`",
    );
    told(
        RARE,
        "from=\"in-force\" for=\"1 year\"",
        "from=\"in-froce\" for=\"1 year\"",
        "from `in-froce`, which never happens",
        "decide \"lend\"",
        "`in-force`",
    );
}
