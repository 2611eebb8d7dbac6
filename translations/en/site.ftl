# The public site: life events, search, contacts, news, figures, easy language; and how a service went.

nav-search = Search
nav-contacts = Contacts
nav-news = News
nav-statistics = Statistics
nav-letters = My letters
nav-report-error = Report an error in my data
nav-youtube = YouTube

home-news-all = All news

services-events = What has happened?
services-count = { $count ->
    [one] { $count } service
   *[other] { $count } services
}
life-services = What you can apply for
life-onward = What you ask for from your matter or decision
life-begun = What the office begins by itself
life-else = Not sure what you need?
life-else-note = Call the information line or come to an office. We tell you which service it is and what to bring.

service-steps = How it goes
service-step-sometimes = not in every case
service-step-if = Only if:
service-step-after = Only after this decision: { $decision }.
service-step-unless = Not needed if:
service-law = The law
service-law-note = What must be met, how the term is counted, which acts apply, and when it can be refused.
service-law-go = Read the law of this service
service-law-title = { $name }: the law
service-refusal-title = { $name }: when it can be refused

service-receives-heading = Where you ask for it
service-receives-decides = Go to: { $body }. You ask for it there, and it is decided there too; our Office neither takes the request in nor decides on it.
service-receives = Go to: { $body }. You ask for it there, not at our Office and not on this site. Then the Office examines it.
easy-go = Easy to read
easy-title = { $name } – easy to read
easy-mark = Easy to read.
easy-full = Show the full description
easy-what = What is it?
easy-who = Who is it for?
easy-bring = What do I need?
easy-then = What happens then?
easy-cost = What does it cost, and how long does it take?
easy-free = It costs nothing.
easy-costs = It costs { $amount }.
easy-least = It costs at least { $amount }.
easy-most = It costs at most { $amount }.
easy-ask-cost = Ask us how much you pay.
easy-term = We answer within this time: { $term }.
easy-no = What if the answer is no?
easy-no-why = We write to you why.
easy-no-contest = If you do not agree, you can write to us.
easy-no-court = If you do not agree, you can go to { $to }.
easy-no-term = You have this much time: { $term }.
easy-no-term-most = You have at most this much time: { $term }. The letter says how much you have.
easy-help = Do you need help?
easy-help-call = Call us:
easy-help-come = You can also come to an office. Somebody may come with you.

search-lead = Search services, offices, pages and news. Letters with and without marks are the same: sazina finds saziņa.
search-found = { $count ->
    [0] Nothing was found for “{ $text }”.
    [one] { $count } result for “{ $text }”.
   *[other] { $count } results for “{ $text }”.
}
search-none = Try another word, or look through all services.
search-more = The first { $count } are shown. Add a word to find fewer.
search-event = life event
search-service = service
search-office = office
search-page = page
search-news = news

contacts-lead = Call, write, or book a time at an office.
contacts-write = Write to us
contacts-booking = Booking by telephone
contacts-booking-note = These are the numbers and addresses of offices that we have read in a source. You can also book here:
contacts-others = Offices whose own number we have not found: call the information line
contacts-elsewhere = Elsewhere

news-lead = What changes for clients.
news-feed = News as a feed (Atom)
news-source = Source
news-from-law = From the law files of this system.

statistics-lead = How many people live in Latvia, what the office did, and how clients rate its services.
statistics-what = What
statistics-when = When
statistics-count = Count
statistics-source = Source
statistics-sources = Sources
statistics-sources-note = Numbers in the column “Source” lead to this list. Figures read at second hand are marked.

site-map-easy = Easy to read

rating-title = How did it go?
rating-note = Your answer is kept with the matter and erased with it. Only figures are published, never your words; those who answer for the quality of our work read them without your name.
rating-score = Your rating
rating-words = In your words
rating-words-hint = If you like: what was good, what was not. Up to 500 characters.
rating-send = Send the rating
rating-given = You rated this service: { $words }. Thank you.
rating-5 = Very good
rating-4 = Good
rating-3 = Neither good nor bad
rating-2 = Bad
rating-1 = Very bad
rating-figures = How clients rate the services
rating-figures-note = From 1 (very bad) to 5 (very good). A service stands here when at least { $count } clients have rated it.
rating-figures-none = There are not enough ratings yet.
rating-service = Service
rating-count = Ratings
rating-average = Average
rating-mean = { $whole }.{ $tenth }
rating-few = { $count ->
    [one] { $count } rating of other services is not shown.
   *[other] { $count } ratings of other services are not shown.
}
problem-rating-score = Choose one of the five ratings.
problem-rating-early = You can rate a service when its case is closed.
problem-rated-already = You have rated this already.

letters-lead = Letters that the office wrote to you, from all of your matters.

timeline = The matter as a timeline
timeline-today = Today
timeline-ahead = still to come
timeline-over = the term has passed
timeline-visit = Your visit to the office
timeline-hearing = Last day on which you can answer before the decision
timeline-decision = Last lawful day for the decision
timeline-begins = After this day, if nothing is decided before: { $name }
timeline-term = Last lawful day: { $name }
timeline-contest = Last day on which you can contest or appeal the decision
timeline-pauses = When the term stood still, and why
timeline-paused = The days from { $from } are not counted; counting went on from { $to }.
timeline-pausing = The days from { $from } are not counted, until this is done.
term-tries = Attempts in vain: { $made } of { $of }.

error-lead = Say what is wrong and what is right. Then show the document at an office; we examine it and answer.
error-what = What is wrong?
error-choose = Choose what is wrong
error-what-missing = Choose what is wrong.
error-other = Something else
error-right = What is right?
error-right-hint = Write how it should be, and which document shows it. Up to 1,500 characters.
error-right-missing = Write what is right.
error-office = At which office will you show the document?
error-office-choose = Choose an office
error-office-hint = An officer looks at it there. You need not fill in anything else.
error-send = Report the error
error-then = This begins a case:

my-data-source = Where it comes from
my-data-source-note = Beside each fact stands the document on which it was entered.
my-data-wrong-column = If it is wrong
my-data-wrong-link = Report
document-days-left = { $days ->
    [0] It ends today.
    [one] { $days } day left.
   *[other] { $days } days left.
}
document-next-ready = A new one is ready to be collected.
document-reported = It was reported, and will become invalid.
document-reported-invalid = It was reported. It is no longer valid and must not be used, also if you find it.
document-reported-see = See the matter
document-next-made = A new one is being made.
document-next-applied = You have applied for a new one
document-renew = Apply for a new one
done-rated = Thank you, your rating was received.
matters-behalf-go = Choose on whose behalf you act
behalf-attorney = Somebody gave you a power of attorney and is not named here? Bring it to the office: an officer enters it in the register, and then you can act here too.
