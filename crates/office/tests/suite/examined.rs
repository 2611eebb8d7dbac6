//! A naturalisation whose examinations are not passed: invited with the day and the place, the result with each
//! examination on its own, and refused on that alone, without the steps that would have followed a good result.

use crate::commands::{ANSWER, answering, evidence, identify, pay, propose};
use crate::house::{House, citizen, client, houses, officer, passport};
use crate::journey::Case;
use crate::pdf::text_of;
use crate::statements::{says, silent};
use law::FactValue;
use office::cases::{CaseCommand, CaseView, Phase, StageState};
use std::collections::BTreeMap;

const REASONS: &str = "The board found the knowledge of Latvian below the level that the law asks for.";

async fn applied(house: &House) -> Case<'_> {
    let mut who = citizen(1, "Sergejs", "Primerovs", "1978-11-09");
    who.status = "non-citizen";
    who.more.push(passport(11, "XX0000001", "2027-12-31"));
    house.enter(who).await;
    let mut wanted = house.application(1);
    wanted.service = "citizenship.naturalisation".to_owned();
    for (fact, value) in
        [("exam.exemption", "none"), ("citizenship.other", "none"), ("naturalisation.fee-group", "none")]
    {
        wanted.declared.insert(fact.to_owned(), FactValue::Code(value.to_owned()));
    }
    let id = house.office.apply(&client(1), &wanted).await.unwrap();
    let case = Case { house, id };
    let counter = officer("counter");
    case.give(&counter, identify("XX0000001")).await.unwrap();
    case.give(&counter, pay()).await.unwrap();
    case.give(&counter, evidence("income")).await.unwrap();
    case
}

fn finish(stage: &str, says: &[(&str, &str)]) -> CaseCommand {
    let says = says.iter().map(|(id, value)| ((*id).to_owned(), (*value).to_owned())).collect();
    CaseCommand::FinishStage { stage: stage.to_owned(), note: String::new(), on: None, says }
}

fn invite(day: &str, hour: &str, place: &str) -> CaseCommand {
    finish("invitation", &[("day", day), ("hour", hour), ("place", place)])
}

/// The record of the board: an officer says of each examination what it says, not that everything was passed.
fn board(language: bool) -> CaseCommand {
    let results = [
        ("exam.language", language),
        ("exam.constitution", true),
        ("exam.history", true),
        ("exam.absent", false),
    ];
    CaseCommand::RecordEvidence {
        evidence: "exam-record".to_owned(),
        note: String::new(),
        shows: results.map(|(fact, passed)| (fact.to_owned(), FactValue::Bool(passed))).into(),
        attachment: None,
        everywhere: false,
    }
}

async fn letter(house: &House, view: &CaseView, kind: &str) -> String {
    let written = view.letters.iter().find(|letter| letter.kind == kind && letter.lang == kernel::Lang::EN);
    let file = house.office.letter(&client(1), written.unwrap().id).await.unwrap();
    text_of(&file.bytes)
}

#[tokio::test(flavor = "multi_thread")]
async fn examinations_that_were_not_passed_are_ground_enough() {
    for house in houses("examined").await {
        let case = applied(&house).await;
        let examiner = officer("case");
        // Nobody is told of examinations without their day: the officer sets it, and the invitation carries it.
        assert_eq!(case.refused(&examiner, finish("invitation", &[])).await, "stage-note");
        for (invitation, why) in [
            (invite("x", "10:00", "Room 109"), "stage-no-day"),
            (invite("2026-11-23", "10:00", "Room 109"), "stage-past-day"),
            (invite("2026-11-24", "00:01", "Room 109"), "stage-past-time"),
            (invite("2026-12-09", "x", "Room 109"), "stage-no-time"),
            (invite("2026-12-09", "10:00", " "), "stage-note"),
            (finish("invitation", &[("weather", "rain")]), "unknown-saying"),
        ] {
            assert_eq!(case.refused(&examiner, invitation).await, why);
        }
        case.give(&examiner, invite("2026-12-09", "10:00", "Daugavpils iela 31, room 109")).await.unwrap();
        while house.office.run_due_jobs().await.unwrap() > 0 {}
        let view = case.see(&client(1)).await;
        let invitation = letter(&house, &view, "notice").await;
        says(&invitation, &["Invitation to the examinations", "Day of the examinations: 9 December 2026"]);
        says(&invitation, &["Beginning of the examinations: 10:00", "Daugavpils iela 31, room 109"]);
        says(&invitation, &["Bring a valid passport or identity card", "within two months"]);

        // The board cannot sit that day: the invitation goes out anew, on the same day, with another.
        let view = case.see(&examiner).await;
        let line = view.stages.iter().find(|line| line.id == "invitation").unwrap();
        assert!(line.again && line.state == StageState::Done);
        let told = "invitation: day = 2026-12-09; hour = 10:00; place = Daugavpils iela 31, room 109";
        assert!(view.history.iter().any(|line| line.note() == told));
        let letters =
            |view: &CaseView| view.case.letters.iter().filter(|(_, kind, _)| *kind == "notice").count();
        assert_eq!(letters(&view), 1);
        let view = case.give(&examiner, invite("2026-12-16", "12:30", "Pils iela 1, 3. kab.")).await.unwrap();
        assert_eq!(letters(&view), 2);
        while house.office.run_due_jobs().await.unwrap() > 0 {}
        let view = case.see(&client(1)).await;
        let mut notices = Vec::new();
        for written in
            view.letters.iter().filter(|known| known.kind == "notice" && known.lang == kernel::Lang::EN)
        {
            notices.push(text_of(&house.office.letter(&client(1), written.id).await.unwrap().bytes));
        }
        assert_eq!(notices.len(), 2);
        // The first day stands in the second letter too, as the one that holds no more.
        for anew in notices.iter().filter(|text| text.contains("16 December 2026")) {
            says(anew, &["This letter replaces the earlier one", "9 December 2026", "10:00", "3. kab."]);
            assert!(!anew.contains("kab.."), "{anew}");
        }
        assert!(notices.iter().filter(|text| text.contains("replaces")).count() <= 1, "{notices:?}");
        let view = case.see(&examiner).await;
        assert_eq!(view.case.said["invitation"]["day"], "2026-12-16");

        // Without a result nobody says that the examinations are over.
        let Err(office::OfficeError::Invalid(wrong)) = case.give(&examiner, finish("exams", &[])).await
        else {
            panic!("over without a result")
        };
        let problem = &wrong[0].problem;
        assert_eq!(problem.code, "stage-facts");
        let missing = "exam.constitution, exam.history, exam.language".to_owned();
        assert!(problem.args.contains(&("missing", missing)), "{:?}", problem.args);

        case.give(&examiner, board(false)).await.unwrap();
        let seen = case.see(&examiner).await.seen_at;
        let ids = vec!["cit12-2".to_owned()];
        case.give(&examiner, CaseCommand::InviteHearing { grounds: ids }).await.unwrap();
        let answer = CaseCommand::AnswerHearing { opinion: "I was ill.".to_owned() };
        case.give(&client(1), answer).await.unwrap();
        // The pledge, the opinion of the security service and the Cabinet's turn are still ahead.
        let refusal = answering(propose("refuse", &["cit12-2"], REASONS, seen), ANSWER);
        case.give(&examiner, refusal).await.unwrap();
        let decided = case.give(&officer("approver"), CaseCommand::Approve {}).await.unwrap();
        assert!(matches!(decided.case.phase, Phase::Decided { .. }), "{}", decided.case.stage());
    }
}

#[tokio::test]
async fn a_ground_that_came_up_after_the_hearing_is_named() {
    for house in houses("unheard").await {
        let case = applied(&house).await;
        let examiner = officer("case");
        case.give(&examiner, board(false)).await.unwrap();
        let ids = vec!["cit12-2".to_owned()];
        case.give(&examiner, CaseCommand::InviteHearing { grounds: ids }).await.unwrap();
        case.give(&client(1), CaseCommand::AnswerHearing { opinion: "No.".to_owned() }).await.unwrap();
        let debts = CaseCommand::RecordEvidence {
            evidence: "tax-record".to_owned(),
            note: String::new(),
            shows: BTreeMap::from([("bar.debt".to_owned(), FactValue::Bool(true))]),
            attachment: None,
            everywhere: false,
        };
        case.give(&examiner, debts).await.unwrap();
        let seen = case.see(&examiner).await.seen_at;
        let both = propose("refuse", &["cit12-2", "cit11-7"], REASONS, seen);
        let office::OfficeError::NotNow(problem) = case.give(&examiner, both).await.unwrap_err() else {
            panic!("something else is in the way")
        };
        assert_eq!(problem.code, "hearing-of-ground");
        assert_eq!(problem.args[0], ("ground", "cit11-7".to_owned()));
        // Without it the letter says nothing of it, though it holds: nobody was heard on it.
        let refusal = answering(propose("refuse", &["cit12-2"], REASONS, seen), ANSWER);
        case.give(&examiner, refusal).await.unwrap();
        case.give(&officer("approver"), CaseCommand::Approve {}).await.unwrap();
        while house.office.run_due_jobs().await.unwrap() > 0 {}
        case.give(&officer("counter"), CaseCommand::Serve {}).await.unwrap();
        let told = letter(&house, &case.see(&client(1)).await, "decision").await;
        says(&told, &["Knowledge of Latvian is not shown"]);
        silent(&told, &["debt"]);
    }
}
