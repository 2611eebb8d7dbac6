# Pages of the portal that only tell: home, about, site map, accessibility, privacy, signing in.

home-title = Pārvalde – citizenship and migration
home-heading = What do you need to get done?
home-lead = Book a visit, apply, and follow your case until the document is in your hand. All in one place, without needless papers.
home-to-services = Choose a service
home-needs = What brings you here?
home-tasks = Most often needed
home-services-note = What you need, what it costs and how long it takes.
home-book-note = Choose an office, a day and a time. You need not sign in.
home-matters-note = Your applications, decisions and letters.
home-offices-note = Opening hours, telephones and the next free times.
home-my-data-note = What the register holds about you and who has looked.
home-validity-note = Whether a passport or identity card is valid.

about-values-lead = Staff hold to them in dealing with clients, partners and colleagues.
about-thanks = The office develops in order to give more to society and the state, and values the understanding and support of the public.
about-software-heading = About this software
about-software = Pārvalde is an open-source system that shows how the work of such an office can be done: from a booked visit to a reasoned decision. Its content rests on publicly available facts; its persons and cases are invented.
about-youtube = The office also publishes videos on YouTube. This site loads nothing from elsewhere.

sign-in-none-heading = Signing in is not set up
sign-in-none = This installation does not yet know how users prove who they are. Descriptions of services, offices and the booking of visits can be used without signing in.
sign-in-demo-heading = Sign-in of the demonstration
sign-in-demo = Choose who you want to be. All persons are invented, so no password is needed. In a real installation the national sign-in would stand here.
sign-in-demo-office = Visitors are received and documents are handed over by the office to which a case belongs: choose one where an officer of the list works when you apply or book a visit, so that you can go on as that officer.
sign-in-clients = Clients
sign-in-officers = Officers
sign-in-choose = Choose a person or an officer from the list

site-map-do = Get something done
site-map-mine = Mine
site-map-office = The office
site-map-versions = Languages and versions

accessibility-lead = The site should be usable by everybody. It is built to level AA of the WCAG 2.2 guidelines.
accessibility-held-heading = What is observed
accessibility-text-version = Every page has a text version with the same content. It is switched on at the top of the page.
accessibility-keyboard = Everything can be done with the keyboard, and it is always visible where you are.
accessibility-contrast = Text stands out from its background by at least 4.5 to 1. Colour is never the only sign.
accessibility-script = Pages work without scripts and without content from elsewhere.
accessibility-zoom = A page can be enlarged to 400% and used on a screen 320 pixels wide without scrolling sideways.
accessibility-forms = Every field has a name, errors are told in words, and what you entered is kept for an hour, also when you change the language or the version of the page. Files have to be chosen again.
accessibility-limits-heading = What is still missing
accessibility-limit-letters = Letters are PDF files. They are structured for screen readers but have not yet been checked with an independent tool.
accessibility-limit-audit = An independent review with users has not been made yet.
accessibility-report-heading = If something does not work
accessibility-report = Call the information line or come to any office: whatever is here can also be done in person.

privacy-lead = The persons shown on this site are invented. This page tells how the system handles data.
privacy-what-heading = What the system keeps
privacy-what = Entries of the register with the basis of each, applications and decisions, booked visits, and every time that somebody looked at a person's data.
privacy-who-heading = Who sees the data
privacy-who = Only those whose duties allow it, and only for a stated purpose. Every look is recorded before the data appear on the screen, and you can read that list.
privacy-visit-heading = If you book a visit without signing in
privacy-visit = We keep the name and the telephone number or e-mail address you gave, so that we can receive you and warn you if something changes.
privacy-cookies-heading = Cookies
privacy-cookies = Only the necessary ones: for the session, the safety of forms and what was typed in one that was refused, language and version. Nothing is tracked and nothing is sent to others.
privacy-rights-heading = Your rights
privacy-rights = You can read your data, ask for an error to be corrected, and learn who has looked.

about-lead = The { $name } ({ $short }) is an authority supervised by the Minister of the Interior ({ $parent }).
about-mission = Mission
about-tasks = What the office does
about-values = Values
about-history = History

home-today = Today at the offices
home-today-note = Some offices keep hours of their own.
home-about = Our mission
home-about-more = More about the office
