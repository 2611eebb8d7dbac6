//! Easy texts and news: open to everybody, in both languages at once, and kept by whoever stands between.

use crate::house::{House, SERVICE, houses};
use axum::http::StatusCode;

/// What is asked twice is not sent twice.
async fn is_kept(house: &House, path: &str) {
    let first = house.get("", path, &[]).await;
    assert_eq!(first.status, StatusCode::OK, "{path}: {}", first.body);
    assert_eq!(first.header("cache-control"), "public, max-age=300", "{path}");
    let tag = first.header("etag").to_owned();
    assert!(tag.starts_with('"') && tag.len() > 10, "{path}: {tag}");
    let weak = format!("\"another\", W/{tag}");
    for seen in [tag.as_str(), "*", &weak] {
        let again = house.get("client-1", path, &[("if-none-match", seen), ("accept-language", "lv")]).await;
        assert_eq!((again.status, again.bytes.len()), (StatusCode::NOT_MODIFIED, 0), "{path}");
        assert_eq!(again.header("etag"), tag, "{path}");
    }
    let other = house.get("", path, &[("if-none-match", "\"another\"")]).await;
    assert_eq!((other.status, other.bytes), (StatusCode::OK, first.bytes), "{path}");
}

#[tokio::test(flavor = "multi_thread")]
async fn easy_texts_are_listed_and_read_in_both_languages() {
    for house in houses("api_easy").await {
        is_kept(&house, "/easy-texts").await;
        let list = house.get("", "/easy-texts", &[]).await;
        let items = list.body["items"].as_array().unwrap();
        assert_eq!(items.len(), house.office.law().portal().easy.len());
        for item in items {
            let path = format!("/easy-texts/{}", item["id"].as_str().unwrap());
            let text = house.get("", &path, &[]).await;
            assert_eq!((text.status, &text.body["name"]), (StatusCode::OK, &item["name"]), "{path}");
            for part in ["what", "who", "bring", "then"] {
                let lines = text.body[part].as_array().unwrap();
                assert!(!lines.is_empty(), "{path}: {part}");
                assert!(lines.iter().all(|line| line["lv"] != line["en"]), "{path}: {part}");
            }
        }
        is_kept(&house, &format!("/easy-texts/{SERVICE}")).await;
        assert_eq!(house.get("", "/easy-texts/no.such", &[]).await.problem(), "not-found");
        assert_eq!(house.get("", "/easy-texts?page=2", &[]).await.status, StatusCode::BAD_REQUEST);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn news_are_listed_the_newest_first_and_read() {
    for house in houses("api_news").await {
        is_kept(&house, "/news").await;
        let list = house.get("", "/news", &[]).await;
        let days: Vec<&str> =
            list.body["items"].as_array().unwrap().iter().map(|item| item["on"].as_str().unwrap()).collect();
        assert!(days.len() > 3 && days.is_sorted_by(|one, next| one >= next), "{days:?}");
        assert!(days.iter().all(|day| *day <= "2026-11-24"), "what comes later waits for its day: {days:?}");
        let id = list.body["items"][0]["id"].as_str().unwrap();
        let news = house.get("", &format!("/news/{id}"), &[]).await;
        assert_eq!(news.body["title"], list.body["items"][0]["title"]);
        assert!(!news.body["text"].as_array().unwrap().is_empty());
        is_kept(&house, &format!("/news/{id}")).await;
        assert_eq!(house.get("", "/news/no-such", &[]).await.problem(), "not-found");
    }
}
