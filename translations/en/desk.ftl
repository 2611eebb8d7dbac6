# The desk: finding, today, approvals, load, an office's day, keys, drafts, the design system.

nav-approvals = Approvals
nav-load = Load
nav-design = Design
scheme-dark = Dark colours
scheme-light = Light colours

desk-find = Find
desk-find-send = Search
desk-find-title = Search
desk-find-for = Persons are looked for under this purpose:
desk-find-hint = A personal code, a name, a date of birth, the number of a case or a document, a service.
desk-find-no-day = There is no such day. Check the date.
desk-find-nothing = Write at least two letters or digits
desk-found-lead = Searched for: { $q }
desk-find-persons = Look among persons and documents
desk-find-again = Search again
desk-find-purpose = Personal data are read for a purpose only. Say what for, and the same is looked for among persons and documents.
desk-find-closed = This case is closed to you.
desk-documents = Documents
desk-document-of = Issued to

work-first-heading = Next
work-first-waits = { $name } – { $since }
work-next-go = Take up the next
work-visits-coming = Still to come
day-title = Office day
day-windows = Counters
day-windows-legend = Each row is a counter: booked visits are light, who is here has a blue edge, served ones are dark, missed ones have a broken edge. The upright stroke is the present time.
day-window = Counter { $n }
day-window-empty = Nobody is booked here.
day-waiting = Waiting now
day-waiting-nobody = Nobody is waiting.
day-since = { $n ->
    [one] here for { $n } minute
   *[other] here for { $n } minutes
}
day-late = Not here yet
day-missed = Did not come, or not here yet
day-missed-nobody = So far nobody has missed their time.
day-free = Free times
day-free-note = When the shortest visit can still begin, and at how many counters.
day-free-none = No time is free any more on this day.

approvals-lead = Proposals that wait for a second signature. Nobody signs their own.
approvals-empty = Nothing waits for a second signature.
approvals-by = Proposed by
approvals-own = yours: another officer signs

load-by-officer = By officer
load-by-service = By service
load-picture = Shares
load-term-overdue = Overdue
load-term-soon = Ends soon
load-term-in-time = In time
load-age-new = { $days ->
    [one] Up to { $days } day old
   *[other] Up to { $days } days old
}
load-age-middle = { $days ->
    [one] Older, up to { $days } day
   *[other] Older, up to { $days } days
}
load-age-old = { $days ->
    [one] Over { $days } day old
   *[other] Over { $days } days old
}

keys-title = Keys
keys-lead = Every action has a key, shown beside its words. The browser adds its own to it:
keys-chrome = Chrome, Edge: Alt and the key
keys-firefox = Firefox: Alt, Shift and the key
keys-mac = macOS: Control, Option and the key
keys-reader = Where several things on a page could have a key, as in the rows of a list, the first has it. Tab and Enter reach everything else.
keys-sections = Sections
keys-everywhere = On every page of the workbench
keys-case = In a case
keys-pages = On the pages that have it
keys-key = Key
keys-action = Action
keys-send = Send the form of the page, where there is one
keys-back = Back to the case, the person or the list that the page belongs to

typed-kept-heading = Your session has ended
typed-kept = What you had typed is kept, sealed, for you alone. Sign in, and it stands in its form again.
typed-back-heading = What you had typed is back
typed-back = Your session ended before it was sent. It stands in the form below; nothing was sent yet.
typed-files = These files are kept too. They are sent with the form, unless you choose others:
typed-no-files = Files are not kept with what you typed: choose those that were not taken once more.
typed-forget = Forget it

case-parts = Parts of the case
case-not-now = What cannot be done now, and why
case-not-yours = Others do this; it is not among your duties here:
case-how-met = How it is met
case-leads-to = Ground:
case-facts-heading = Facts and where they come from
case-facts-gap = missing
case-facts-says = Told by:
case-draft-heading = The letter as it would read
case-draft-note = A draft of the original in Latvian. Nothing is signed or sent yet.
case-draft-translation = Translation
case-draft-translation-note = The client is written to in this language: { $language }. It goes out beside the letter in Latvian, which is the original.
case-draft-none = This decision would make no letter yet.
case-draft-nothing = No decision is proposed in this case.
file-download = Download
file-not-shown = A file of this kind is not shown here. Download it to look at it.

person-parts = Parts of the page
person-warnings = Warnings
person-documents = Documents
person-documents-none = The register holds no document.
person-document-kind = Kind
person-document-issued = Issued
person-document-expires = Valid until

design-lead = The parts that all pages are made of, each in its states. Change one here and it changes everywhere.
design-parts = Parts of the design
design-rule-words = Words say everything; colour and pictures repeat it.
design-rule-contrast = Text stands out from its ground by 4.5 to 1, marks by 3 to 1, in light and in dark colours; a test holds every pair to it.
design-rule-targets = What can be pressed is at least 24 pixels high and wide.
design-rule-focus = Where the keyboard is shows by a ring in two colours.
design-rule-width = At 320 pixels nothing has to be scrolled sideways; tables become cards.
design-rule-script = No part needs a script.
design-colours = Colours
design-colours-note = Each colour is named by what it is for, and has a dark counterpart.
design-type = Type
design-space = Sizes and space
design-space-note = Sizes grow with the reader's own.
design-token = Name
design-value = Value
design-sample = A document is ready for collection.
design-link = A link
design-buttons = Buttons
design-button-first = First action
design-button-second = Second action
design-button-danger = Hard to undo
design-button-off = Not now
design-button-link = Like a link
design-fields = Fields
design-field-hint = A hint says what is expected.
design-field-line = One line
design-field-wrong = One line at fault
design-field-date = A day
design-field-select = A choice from a list
design-field-area = Several lines
design-field-radios = One of several
design-field-boxes = Several of several
design-notices = Notices
design-tone-plain = plain
design-tone-info = for information
design-tone-good = done
design-tone-warn = needs attention
design-tone-bad = refused or late
design-empty = There is nothing here yet.
design-tags = Tags
design-lists = Lists, cards and panels
design-card = A card
design-card-goes = A card that leads on
design-panel = A panel
design-more = What opens
design-tables = Tables
design-tables-note = On a telephone each row is a card.
design-progress = Progress and checks
design-requirement = A requirement
design-pictures = Trees and shares
design-tree-all = All of these:
design-tree-one = the first condition
design-tree-any = one of these:
design-tree-two = the second condition
design-tree-three = the third condition
