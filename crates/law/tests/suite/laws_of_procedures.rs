//! What a procedure must hold together: grounds, evidence, clocks, stages, hearing, fees and examples.

use crate::library::{BASE, CARD, RARE, told};

#[test]
fn every_requirement_leads_to_a_ground_and_every_ground_comes_from_one() {
    told(
        CARD,
        "ground=\"noisy\"",
        "ground=\"nosy\"",
        "the ground `nosy` is not declared",
        "require \"quiet\"",
        "`noisy`",
    );
    let ground = "ground \"noisy\" kind=\"may\" cite=\"rules:4\" { name lv=\"Trokšņo\" en=\"Noisy\" }";
    let more =
        format!("{ground}\nground \"late\" kind=\"may\" cite=\"rules:4\" {{ name lv=\"Vēlu\" en=\"Late\" }}");
    told(CARD, ground, &more, "no requirement leads to the ground `late`", "ground \"late\"", "require");
}

#[test]
fn what_is_asked_can_be_known_and_what_is_brought_is_asked() {
    let form = "evidence \"form\" by=\"counter\" proves=\"form.signed\" cite=\"rules:3\" { name lv=\"Veidlapa\" en=\"Form\" }";
    told(CARD, form, "", "asks for `form.signed`, but no evidence proves it", "procedure", "evidence");
    told(
        CARD,
        "proves=\"form.signed\"",
        "proves=\"form.signed,reader.tall\"",
        "there is no fact `reader.tall`",
        "evidence \"form\"",
        "",
    );
    told(
        CARD,
        "proves=\"form.signed\"",
        "proves=\"form.signed,reader.age\"",
        "cannot prove `reader.age`",
        "evidence \"form\"",
        "number",
    );
    told(
        CARD,
        "proves=\"form.signed\"",
        "proves=\"form.signed,person.status=reader\"",
        "nothing in `card.reader` asks for `person.status`",
        "evidence \"form\"",
        "not needed",
    );
}

#[test]
fn clocks_start_and_stages_end() {
    told(
        RARE,
        "ends=\"never\"",
        "ends=\"nevr\"",
        "ends with `nevr`, which never happens",
        "clock \"shelf\"",
        "`never`",
    );
    told(
        CARD,
        "from=\"asked\"",
        "from=\"aksed\"",
        "starts with `aksed`, which no stage emits",
        "clock",
        "`asked`",
    );
    told(CARD, "until=\"dried\"", "until=\"spring\"", "waits for `spring`", "clock", "emits");
    told(CARD, "fee due=\"asked\"", "fee due=\"later\"", "the fee is due at `later`", "fee", "");
    told(
        CARD,
        "by=\"client\" emits",
        "by=\"client\" needs=\"give\" emits",
        "wait for each other: ask, look, give",
        "stage \"ask\"",
        "itself",
    );
    told(CARD, "needs=\"look\"", "needs=\"lok\"", "there is no stage `lok`", "stage \"give\"", "`look`");
    told(CARD, "term=\"5 working-days\"", "term=\"5 weeks\"", "is not a term", "clock", "");
}

#[test]
fn nobody_is_refused_unheard_or_without_a_way_to_contest() {
    told(CARD, " inherits=\"base.lending\"", "", "the act `rules` is not declared", "", "");
    let hearing = "    hearing cite=\"rules:7\" term=\"10 days\" {\n        waive \"fire\" cite=\"rules:7(2)\" { name lv=\"deg\" en=\"fire\" }\n    }\n";
    told(BASE, hearing, "", "has no `hearing`", "procedure", "unheard");
    told(
        BASE,
        "appeal \"contest\"",
        "exmaple \"contest\"",
        "has no route of appeal",
        "procedure",
        "contested",
    );
    told(
        CARD,
        "decide \"deny\" kind=\"refuse\"",
        "decide \"deny\" kind=\"discontinue\"",
        "has no decision that refuses",
        "procedure",
        "",
    );
    told(
        CARD,
        "    decide \"deny\"",
        "    decide \"deny-too\" kind=\"refuse\" approvals=1 { name lv=\"x\" en=\"x\"; cancel \"card.reader\" }\n    decide \"deny\"",
        "let a refusal have effects",
        "procedure",
        "",
    );
}

#[test]
fn fees_reach_everybody() {
    told(
        CARD,
        "name lv=\"Karte\" en=\"Card\" }\n        reduced",
        "name lv=\"Karte\" en=\"Card\"; when { wish is=\"slow\" } }\n        reduced",
        "one last row without `when`",
        "fee",
        "from above",
    );
    told(CARD, "amount=5.00", "amount=5.001", "is not an amount", "slow", "cents");
    told(CARD, "amount=5.00", "amount=-5", "cannot be negative", "slow", "");
    told(
        CARD,
        "        reduced \"student\" cite=\"tariff:2\" { name lv=\"Skolēns\" en=\"Student\"; reader.student is=#true }\n",
        "",
        "go together",
        "fee",
        "",
    );
    told(
        CARD,
        "            valid \"3 years\"\n",
        "",
        "needs one last row without a condition",
        "issue",
        "valid",
    );
    told(
        CARD,
        "issue \"card.reader\"",
        "issue \"card.raeder\"",
        "no document `card.raeder`",
        "issue",
        "`card.reader`",
    );
    told(CARD, "mrz=\"I\"", "mrz=\"i1\"", "is not a document code", "issue", "capital");
}

#[test]
fn examples_hold_and_leave_nothing_untried() {
    told(
        CARD,
        "expect outcome=\"grant\" fee=5.00",
        "expect outcome=\"refuse\" fee=5.00",
        "expects `refuse`, but the outcome is `grant`",
        "outcome=\"refuse\"",
        "",
    );
    told(CARD, "fee=8.50", "fee=5.00", "expects the fee `5.00`, but it is `8.50`", "fee=5.00", "");
    told(
        CARD,
        "due=\"2026-12-01\"",
        "due=\"2026-12-02\"",
        "ends on 2026-12-01, not on 2026-12-02",
        "2026-12-02",
        "",
    );
    told(
        CARD,
        "valid \"card.reader\" \"3 years\"",
        "valid \"card.reader\" \"4 years\"",
        "valid for 3 years, not for 4 years",
        "4 years",
        "",
    );
    told(
        CARD,
        "outcome=\"refuse\" ground=\"banned\"",
        "outcome=\"refuse\" ground=\"noisy\"",
        "expects ground=\"noisy\"",
        "example \"banned\"",
        "ground=\"banned\"",
    );
    told(
        CARD,
        "missing=\"reader.quiet\"",
        "missing=\"reader.age\"",
        "expects missing=\"reader.age\"",
        "not-heard-yet",
        "reader.quiet",
    );
    told(CARD, "capacity=\"self\"", "capacity=\"aunt\"", "may not act as `aunt`", "capacity", "self");
    told(
        CARD,
        "like=\"student\"",
        "like=\"studnet\"",
        "there is no example `studnet`",
        "hurried-student",
        "`student`",
    );
    told(
        CARD,
        "given reader.age=6",
        "given reader.aged=6",
        "there is no fact `reader.aged`",
        "small",
        "`reader.age`",
    );
    told(CARD, "given reader.age=6", "given reader.age=\"six\"", "cannot be", "small", "number");
    told(
        CARD,
        "given reader.age=6",
        "given book.lent=\"2026-01-01\"",
        "nothing in this procedure asks",
        "small",
        "",
    );
    told(
        CARD,
        "without \"reader.quiet\"",
        "without \"reader.tall\"",
        "was not given before",
        "not-heard-yet",
        "",
    );
    let noisy = "    example \"noisy\" like=\"grown-up\" { given reader.quiet=#false; expect outcome=\"refuse\" ground=\"noisy\" }\n";
    told(
        CARD,
        noisy,
        "",
        "no example of `card.reader` shows the ground `noisy`",
        "procedure",
        "nobody has tried",
    );
    told(
        CARD,
        "outcome=\"grant\" fee=4.00",
        "outcome=\"grant\"",
        "shows the reduced fee `quick`",
        "procedure",
        "",
    );
    told(
        CARD,
        "outcome=\"grant\" fee=\"exempt\"",
        "outcome=\"grant\"",
        "shows the group `child` of the fee",
        "procedure",
        "",
    );
    told(
        CARD,
        "        valid \"card.reader\" \"1 year\"\n",
        "",
        "shows a `card.reader` valid for 1 year",
        "procedure",
        "",
    );
    told(
        CARD,
        "        term \"quick-answer\" from=\"2026-11-24\" due=\"2026-11-25\"\n",
        "",
        "shortened to 1 working-day",
        "procedure",
        "",
    );
}

#[test]
fn words_that_contradict_each_other_are_told_and_what_is_at_fault_first() {
    // Of two faults that of the word itself is told, not what would be wanted beside it.
    told(
        RARE,
        "upto=\"30 working-days\" chosen=#true",
        "upto=\"30 working-days\" by-law=#true chosen=#true",
        "nobody chooses a term that is longer by law",
        "extend \"binder\"",
        "leave out",
    );
    told(
        RARE,
        "by=\"5 working-days\" times",
        "by=\"5 working-days\" chosen=#true times",
        "an officer chooses the last day of a term up to its longest",
        "extend \"search\"",
        "upto=",
    );
    told(
        RARE,
        "on=\"in-force\" after=\"lend,exception\"",
        "on=\"hearing-invited\" after=\"lend,exception\"",
        "no decision has been taken",
        "notice \"care\"",
        "leave `after` out",
    );
    told(
        RARE,
        "coming=\"must\"",
        "coming=\"never\"",
        "the decision `lend` issues a document",
        "visit minutes=30",
        "coming=\"may\"",
    );
    told(
        RARE,
        "visit minutes=30",
        "visit source=\"www.example.org/visits\" minutes=30",
        "no address that a page can lead to",
        "visit source",
        "https://www.example.org/visits",
    );
}
