# Applying step by step, drafts, files, correspondence.

step-whom = Who needs it?
step-known = What we already know
step-documents = Documents
step-collect = Collection and letters
step-visit = Office and letters
step-letters = Letters
step-particulars = What the application says
particular-optional = { $what } (may be left out)
particular-municipality = Municipality
particular-municipality-abroad = If the address is abroad, leave this empty.
particular-municipality-missing = Choose the municipality
particular-no-documents = the register holds no valid document.
step-of = Step { $n } of { $count }
step-about = Step { $n }. About { $left ->
    [one] { $left } more step
   *[other] { $left } more steps
}: how many exactly depends on your answers.
step-opened = This question comes from an answer that you changed. Everything else that you filled in is kept.
step-on = Continue
step-skip = I don't know – skip this
step-skip-note = If you skip it, an officer will ask you or find it out. Nothing is lost by that.
step-back = Back
answer-missing = This question needs an answer
question-see = If the answer is “{ $answer }”, you also need:
answer-unknown = not known
answer-term = “{ $value }” is no number of months or days; write it in digits, such as 18
answer-in-months = So many months; a year has 12.
answer-in-days = So many days.
answer-in-money = An amount such as 740.00.
answer-open = – not said –
answer-money = “{ $value }” is no amount; write it in digits, such as 740.00

apply-reported-heading = The old document was reported
apply-reported = A report of the old document is being examined. After a written report the old document is invalid, also if it is found. You can apply for the new one now, and you need not bring the old one.
known-lead = The register says this. You need not write it again: only tell us whether it is right.
known-ask = Is this right?
known-right = Yes, this is right
known-wrong = No, something is wrong
known-missing = Say whether this is right
known-note = What is wrong?
known-note-hint = Only if something is wrong. What you write goes to the officer together with the application.
known-correct = The register itself is not changed by this.
known-correct-how = How to have the register corrected
check-known = What we already know
check-changed = The application was changed meanwhile. Look through it once more before you send it.
already-open-other = Apply for somebody else instead
already-open-delete = Delete what you began, it cannot be sent

documents-lead = These documents are needed. If you have them at hand, send a scan or a photograph now; if not, go on and bring them later.
documents-lead-afar = These documents are needed. If you have them at hand, send a scan or a photograph now; if not, go on and add them to the case later. Nothing is brought to an office.
documents-none = No documents of yours are needed by what you answered. If you want to add something, you can.
documents-other = Something else
documents-choose = Choose files
documents-add = Add the files and stay here
documents-remove = Remove
documents-later = Files can also be added after sending, and everything can be brought to an office.
documents-none-sent = none sent yet
documents-later-afar = Files can also be added after sending.
documents-identity = Bring an identity document to the office; nothing else needs to be brought.
documents-nothing = Nothing needs to be brought.
files-rules = PDF, JPEG, PNG, DOCX, XLSX, DOC, XLS or an electronically signed container (EDOC, ASICE). One file has at most { $one } MB; at most { $count } files and { $all } MB in all.
files-added = The files were added.
message-added = It was sent, and is listed below.
files-removed = The file was removed.
file-not-taken = “{ $name }” was not taken: { $why }
files-add = Write or add files
files-what = What is it?
files-send = Send
message-words = What you want to tell
message-hint = You need not write anything when you only add files.
message-missing = Write something, or choose a file
file-found-program = a program
file-found-web-page = a web page
file-found-drawing = a drawing with instructions (SVG)
file-found-rtf = an RTF document
file-found-heic = a photograph in the format HEIC or AVIF, which not every computer can open
file-found-picture = a picture of another kind
file-found-video = a video
file-found-sound = a sound recording
file-found-archive = an archive
file-found-text = plain text
file-found-other = a file of another kind

draft-note = Your answers are kept. You may leave and go on later, also on another device.
draft-kept = Your answers are kept until { $day }, and you can go on with them here:
draft-until = Kept until { $day }.
draft-unsent = not sent yet
draft-files = { $count ->
    [one] { $count } file
   *[other] { $count } files
} added.
draft-continue = Go on
draft-delete = Delete
draft-deleted = The application that was not sent is deleted.
drafts-heading = Not sent yet

correspondence = Correspondence
correspondence-none = Nothing has come in or gone out yet.
correspondence-number = No.
correspondence-day = Day
correspondence-what = What
correspondence-way = Way
correspondence-party = From or to
correspondence-in = { $kind ->
   *[other] in
}
correspondence-out = { $kind ->
   *[other] out
}
correspondence-handed = { $kind ->
   *[other] handed over
}
correspondence-from-applicant = from the applicant
correspondence-to-applicant = to the applicant
correspondence-from-person = from the person
correspondence-to-person = to the person
correspondence-office = the office
correspondence-kind-application = Application
correspondence-kind-attachment = File
correspondence-kind-message = Message
correspondence-kind-answer = Opinion
correspondence-kind-withdrawal = Withdrawal
correspondence-kind-contest = Contest
correspondence-kind-opened = Beginning of the case
correspondence-kind-confirmation = Confirmation of receipt
correspondence-kind-invoice = Invoice
correspondence-kind-receipt = Receipt for the state fee
correspondence-kind-hearing = Invitation to be heard
correspondence-kind-decision = Decision
channel-portal = portal
channel-counter = counter
channel-post = post
channel-e-address = e-address
channel-phone = telephone
channel-office = the office itself
