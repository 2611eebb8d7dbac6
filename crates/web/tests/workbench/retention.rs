//! The page of what is kept: an order by one officer and another, a case that is held, and who sees what.

use crate::browser::browser;
use crate::house::houses;
use crate::pages::hold;
use crate::payments::applied;
use axum::http::StatusCode;

#[tokio::test(flavor = "multi_thread")]
async fn one_officer_orders_another_approves_and_a_case_is_held() {
    for house in houses("bench_retention").await {
        let case = applied(&house).await.grouped();
        let (approver, auditor) = (browser(&house, "approver"), browser(&house, "auditor"));
        let (path, orders, holds) = ("/work/retention", "/work/retention/orders", "/work/retention/holds");
        approver.open(path).await.says(&["No case is over its time.", "There is no order."]);

        for (until, told) in [("soon", "There is no such day"), ("2026-11-25", "2026-11-25")] {
            let kept = approver.send(orders, &[("order-until", until), ("order-procedure", "")]).await;
            assert_eq!(kept.status, StatusCode::UNPROCESSABLE_ENTITY, "{until}");
            assert!(kept.html.contains(told), "{}", kept.html);
        }
        let unknown = [("order-until", "2026-11-24"), ("order-procedure", "no-such")];
        assert_eq!(approver.send(orders, &unknown).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let good = [("order-until", "2026-11-24"), ("order-procedure", "passport.citizen")];
        assert_eq!(auditor.send(orders, &good).await.status, StatusCode::FORBIDDEN);
        assert!(approver.send(orders, &good).await.leads().starts_with(path));
        let shown = approver.open(path).await;
        let act = shown.attributes("action").into_iter().find(|action| action.ends_with("/approve")).unwrap();
        let approve = act.strip_prefix("/en").unwrap().to_owned();
        let own = approver.send(&approve, &[]).await;
        assert_eq!(own.status, StatusCode::CONFLICT);
        assert!(own.html.contains("Another officer has to approve the order"), "{}", own.html);
        hold("ordered", &auditor.open(path).await);
        assert!(auditor.send(&approve, &[]).await.leads().starts_with(path));
        let twice = auditor.send(&approve, &[]).await;
        assert_eq!(twice.status, StatusCode::CONFLICT);
        assert!(twice.html.contains("the order is approved"), "{}", twice.html);
        while house.office.run_due_jobs().await.unwrap() > 0 {}
        auditor.open(path).await.says(&["carried out", "Cases erased: 0"]);

        let officer = browser(&house, "case");
        let mut reasons = [("hold-case", case.as_str()), ("hold-act", "hold"), ("hold-reasons", "short")];
        let kept = officer.send(holds, &reasons).await;
        assert_eq!(kept.status, StatusCode::UNPROCESSABLE_ENTITY);
        reasons[2].1 = "A court asked for it in another matter.";
        assert!(officer.send(holds, &reasons).await.leads().starts_with(path));
        assert_eq!(officer.send(holds, &reasons).await.status, StatusCode::CONFLICT);
        assert_eq!(auditor.send(holds, &reasons).await.status, StatusCode::FORBIDDEN);
        auditor.open(path).await.says(&[case.as_str()]);
        // Whoever holds cases does not see what is due.
        assert!(!officer.open(path).await.html.contains("There is no order"));
        reasons[1].1 = "lift";
        assert!(officer.send(holds, &reasons).await.leads().starts_with(path));
        auditor.open(path).await.says(&["No case is held by an officer."]);
        let nobody = [("hold-case", "nonsense"), ("hold-act", "hold"), ("hold-reasons", "")];
        assert_eq!(officer.send(holds, &nobody).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}
