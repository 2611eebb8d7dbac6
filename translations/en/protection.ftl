# Protected records, and who oversees readings.

nav-alerts = Alerts
nav-watched = Public interest
work-role-custodian = keeping protected records
work-custodian-note = Find a person; protected records are among those found, and can be protected here.
work-alerts-note = Readings that a rule finds unusual, and what was said of them.
work-watched-note = Persons whose readers are looked at.
work-warning-withheld = Something of this record is withheld: it is protected. Whoever keeps protected records sees it.

work-action-read-protected = Read a protected record
work-action-read-sealed = Read a sealed record
work-action-protect = Saw, granted or lifted a protection
work-action-oversee-reading = Oversaw readings
work-trace-fields-access-log = access log
work-trace-fields-agent = agent
work-trace-fields-all = the whole record
work-trace-fields-appointment = visit
work-trace-fields-birth = birth
work-trace-fields-case = case
work-trace-fields-case-facts = facts of the case
work-trace-fields-channels = channels
work-trace-fields-code = personal code
work-trace-fields-emergency = emergency
work-trace-fields-incoming = what came in
work-trace-fields-letter = letter
work-trace-fields-likeness = likeness
work-trace-fields-name = name
work-trace-fields-payments = payments
work-trace-fields-refunds = refunds
work-trace-fields-residence = residence
work-trace-fields-retention = retention
work-trace-fields-status = status
work-trace-fields-verdict = verdict on two records
work-trace-fields-not-found = nothing found
work-trace-fields-refused = refused

work-alerts-lead = A rule finds these readings unusual. That is no accusation: say what each is, in words.
work-alerts-open = { $count ->
    [0] Nothing waits.
    [one] { $count } alert waits.
   *[other] { $count } alerts wait.
}
work-alerts-empty = There is nothing here.
work-alerts-rule = What is unusual
work-alerts-counted = { $count } persons, { $usual } are usual
work-alerts-waiting = Those that wait
work-alerts-settled = Those that were settled
work-alerts-states = Which alerts
work-alerts-settle = Say what it is
work-alerts-finding = What was found
work-alerts-words = In words
work-alerts-send = Settle
work-finding-lawful = There was a reason
work-finding-unlawful = There was no reason
work-finding-passed-on = Others examine it

work-watched-lead = Whoever reads one of these persons is brought before you. The list shows no data of them.
work-watched-empty = Nobody is on the list.
work-watched-reason = Why
work-watched-remove = Take off
work-watched-add = Put a person on the list
work-watched-person = Personal code
work-watched-person-hint = Or the number of the record.
work-watched-send = Put on the list
work-watched-nobody = Nobody has this code or number

work-protections = Protection
work-protections-open = See and change
work-protections-none = This record is not protected.
work-protections-grant = Protect the record
work-protections-class = Kind
work-protections-from = From
work-protections-day-hint = Today, when you leave it empty.
work-protections-reason = Why
work-protections-send = Protect
work-protections-lift = Lift a protection
work-protections-which = Which
work-protections-on = First day without it
work-protections-end = Lift
work-protections-holds = in force
work-protections-over = not in force
work-protections-lifted = Lifted because
