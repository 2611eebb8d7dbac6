# Offices and services.

unverified = (not confirmed in the source)
unverified-section = Nothing in this section was checked in its source.
closed = closed
closed-today = Closed today
closed-weekend = weekend
closed-holiday = public holiday: { $name }
closed-substitute = day off, because a holiday ({ $name }) fell on the weekend
closed-moved-to = working day moved: we work on { $day }
closed-moved = moved working day
closed-that-day = the office does not open on this day
hours-unknown = We do not know the opening hours
hours-unknown-long = This office keeps hours of its own, and we do not know them. Call before you come.
doors-open = Open now
doors-closed = Closed now
doors-closes = closes { $time }
doors-closes-soon = closes in { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}, at { $time }
doors-break = closes { $time }, opens again { $again }
doors-opens-today = opens today { $time }
doors-opens-tomorrow = opens tomorrow { $time }
doors-opens = opens in { $days ->
    [one] { $days } day
   *[other] { $days } days
}: { $day }, { $time }

offices-lead = An identity document can be arranged at any office, wherever you live. Branches serve by appointment only, and documents made elsewhere cannot be collected there.
offices-divisions = Divisions
offices-branches = Branches
offices-headquarters = Headquarters
map-label = Map of Latvia with divisions and branches; the same are in the list below
map-caption = A filled dot is a division, a hollow one a branch.
office = Office
office-address = Address
office-phone = Telephone
office-email = E-mail
office-today = Today
office-hours = Opening hours
office-booking = How it serves
office-note = Good to know
office-services = Services here
office-days-off = Next days off
office-source = From public sources, year { $year }. Check with the authority before you come.
office-book-heading = Booking a visit
office-book-note = Choose a day and a time. A visit can always be cancelled.
office-not-online = The opening hours are not known, so we offer no times online. Book by telephone.
bookable-no = No visits by appointment
bookable-yes = In order of arrival or by appointment
bookable-only = By appointment only
address-unknown = We know of no confirmed address
phone-unknown = Not known

services-lead = For every service you see who may apply, what to bring, what it costs, how long it takes and what to do after a refusal.
services-seek = What are you looking for?
services-seek-hint = A word or a few, such as passport or residence permit
services-tasks = Groups of services
services-onward-note = You ask for it under My matters: open the decision or the matter that it is about, where the way to it stands.
services-begun-note = Nobody applies for these; read here when and how it happens, and how to defend yourself.
service-fee-one = Fee { $amount }
service-fee-range = Fee from { $low } to { $high }
service-fee-from = Fee from { $low }
service-fee-varies = The fee is set in each case
service-fee-each = multiplied by: { $what }
service-fee-percent = { $percent } %
service-fee-of = of: { $what }
service-fee-on-top = on top of the fee for the examination
service-term-short = Term of the Office: { $term }
service-do-heading = Apply
service-do = You can send the application online and come to the office afterwards, or arrange everything in person.
service-do-office = This is about somebody else, whom the Office has to find in the register first, so it cannot be sent online. Come to an office, or write to us.
service-do-online = You send the application online. Nothing of it is done in an office, so you need not come.
service-do-either = You can send the application online, and then you need not come to an office. If you would rather come, book a visit.
service-told-heading = Not applied for
service-told = A case of this kind is begun by the office or by another decision. The page explains how it goes and how to defend your rights.
service-told-by = A case of this kind is begun by: { $body }. The page explains how it goes and how to defend your rights.
service-told-onward = You ask for this from the decision or the matter that it is about: open it under My matters, where the way to it stands, or write to us.
service-apply = Apply online
service-visit-heading = The visit
service-visit = A visit to the office is planned for { $minutes } minutes. This is our own planning figure.
service-who = Who may apply
service-who-begins = Who begins it
service-requirements = What must be met
service-bring = What you need
service-bring-identity = A valid identity document, if you have one. If not, your identity will be established from the register.
service-bring-yours = To bring with you
service-bring-send = To send with the application
service-bring-later = Handed in later, when the Office asks for it
service-bring-there = Done on the spot
service-only-if = Only if:
service-fee = State fee
service-free = There is no state fee.
service-fee-what = What for
service-fee-basis = Basis
service-fee-amount = Amount
service-fee-reduced = The reduced fee is paid by
service-fee-adds = The fees add up: you pay one fee for the examination, and what is marked as on top of it. The sum is shown before you send the application.
service-term = How long it takes
service-term-today = If you apply today, the term ends on { $day }.
term-steps = How this is calculated
if = if
service-grounds = When it can be refused
service-grounds-note = A refusal may rest on these grounds only, and every refusal must give its reasons in writing.
ground-may = (the office may refuse, but must weigh the circumstances)
service-contest = If you disagree
service-hearing = Before an adverse decision you are heard: you have { $term } to answer.
service-route = To { $to }. Term: { $term }.
service-acts = The acts
service-version-note = What to know about this description
service-version = This description is in force from { $day }.

office-next-free = Next free time
bars-label = How full the next working days are
bars-caption = The next working days: the darker the bar, the fewer places are free.
