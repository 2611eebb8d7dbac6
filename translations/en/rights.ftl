# Rights: what is closed to an officer, and emergencies.

problem-conflict-of-interest = You may not handle this matter as an officer. Leave it to a colleague.
problem-protected-person = This person is protected. Officers with that duty handle the matter.
problem-other-office = This is done at the office to which it belongs.
problem-assigned-to-another = A colleague has this case. They do this, or hand the case on.
problem-own-emergency = What you opened yourself is reviewed by somebody else.
problem-emergency-words = Write at least { $min } characters.
problem-emergency-needless = Nothing is closed to you here. Read it as always.
problem-emergency-reviewed = This was reviewed already.
api-emergency-target = Name either a person or a case.
api-emergency-state = `state` is `waiting` or `all`.

action-take-part = Took part in the case
action-hand-over = Handed a document over
action-assign-case = Gave the case to an officer
action-open-emergency = Opened the data in an emergency
action-review-emergency = Reviewed an emergency
work-action-take-part = Took part in a case
work-action-hand-over = Handed a document over
work-action-assign-case = Gave a case to an officer
work-action-open-emergency = Opened in an emergency
work-action-review-emergency = Reviewed an emergency
access-refused = { $what } (refused: nothing was shown)
purpose-emergency = In an emergency, which the data-protection officer reviews
work-purpose-emergency = emergency { $number }

nav-emergencies = Emergencies
work-emergencies-note = What officers opened in an emergency, and what you say of it.
work-emergencies-count = { $n ->
    [0] Nothing waits for your review.
    [one] { $n } emergency waits for your review.
   *[other] { $n } emergencies wait for your review.
}
work-emergencies-lead = Officers opened what was closed to them. Read why, and say whether it was right.
work-emergencies-states = Which emergencies
work-emergencies-waiting = Waiting for review
work-emergencies-all = All
work-emergencies-empty = There is nothing here.
work-emergency-way = If somebody would come to harm by waiting for a colleague, you can open it for some minutes. The person sees it, and the data-protection officer reviews it.
work-emergency-open = Open in an emergency
work-emergency-title = Opening in an emergency
work-emergency-lead = It is opened for you alone, for { $minutes } minutes. Your reason is kept in the log; the person sees that you looked, and the data-protection officer reviews it.
work-emergency-purpose = Purpose
work-emergency-purpose-hint = A case as case:NUMBER, or a provision such as basis:mk134.
work-emergency-purpose-wrong = Name the purpose as case:NUMBER or basis:PROVISION.
work-emergency-reason = Reason
work-emergency-reason-hint = Who would come to harm, and why no colleague can do it: at least 20 characters.
work-emergency-send = Open now
work-emergency-opened = Opened in an emergency
work-emergency-until = Open until
work-emergency-limits = What was closed
work-emergency-verdict = Review
work-emergency-review = Was it right?
work-emergency-words = Why, in at least 20 characters
work-emergency-review-send = Record the review
work-verdict-justified = Justified
work-verdict-unjustified = Not justified
work-limit-conflict-of-interest = own matter or a relative's
work-limit-protected-person = protected person
work-limit-assigned-to-another = a colleague's case

nav-rights = Who may what
work-rights-note = Which duty gives what, and where it ends.
work-rights-lead = The table is made from the policies in force. Whatever it does not name is denied.
work-rights-duties = What each duty gives
work-rights-limits = Where a duty ends
work-rights-rules = The rules
work-rights-action = Action
work-rights-rule = Rule
work-rights-because = Why
work-rights-source = Source
work-rights-yes = yes
work-rights-no = –
