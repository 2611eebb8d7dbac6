//! The pages of the public site that always stand at the same address: the site map, the search and `sitemap.xml`
//! read this one list.

/// A page: path behind the language, key of its name, key of what it says (which may be that of its name).
pub type Standing = (&'static str, &'static str, &'static str);

/// What can be done without signing in.
pub const DO: [Standing; 7] = [
    ("", "nav-home", "home-lead"),
    ("/services", "nav-services", "services-lead"),
    ("/book", "nav-book", "home-book-note"),
    ("/appointment", "find-appointment", "find-appointment"),
    ("/validity", "nav-validity", "home-validity-note"),
    ("/statement-check", "nav-statement-check", "nav-statement-check"),
    ("/search", "nav-search", "search-lead"),
];

/// What is one's own, after signing in.
pub const MINE: [Standing; 7] = [
    ("/matters", "nav-matters", "home-matters-note"),
    ("/my-data", "nav-my-data", "home-my-data-note"),
    ("/my-data/error", "nav-report-error", "error-lead"),
    ("/my-data/statements", "nav-statements", "my-data-statements"),
    ("/my-data/access", "nav-access-log", "access-lead"),
    ("/letters", "nav-letters", "letters-lead"),
    ("/behalf", "nav-behalf", "behalf-lead"),
];

/// The office.
pub const OFFICE: [Standing; 8] = [
    ("/offices", "nav-offices", "offices-lead"),
    ("/contacts", "nav-contacts", "contacts-lead"),
    ("/news", "nav-news", "news-lead"),
    ("/statistics", "nav-statistics", "statistics-lead"),
    ("/about", "nav-about", "about-values-lead"),
    ("/accessibility", "nav-accessibility", "accessibility-lead"),
    ("/privacy", "nav-privacy", "privacy-lead"),
    ("/design", "nav-design", "design-lead"),
];
