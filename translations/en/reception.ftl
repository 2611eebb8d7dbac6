# The front desk: tickets, the queue, the board of the waiting room; the supervisor of an office.

nav-reception = Reception
reception-none = This office has no counters here, so no tickets are given.
reception-given = Ticket { $number }
reception-given-note = Tell the visitor this number; it is called on the board.
reception-here = Ticket { $number } at counter { $n }
reception-to-visit = Open the visit
reception-served = Served
reception-left = Gone
reception-at = My counter
reception-counter = Counter { $n }
reception-next = Call next
reception-order = In the order in which they are called.
reception-number = Number
reception-what = What for
reception-since = Waits
reception-booked = Booked at { $time }
reception-goes-first = goes first
reception-goes-first-legend = Before those who came earlier
reception-goes-first-mark = Goes first
reception-goes-first-who = { $groups }. Why somebody goes first is not written down.
reception-closed = The office is not open now, so no tickets are given and nobody is called.
reception-at-counters = At the counters
reception-take-heading = Somebody without a booking
reception-take = Give a ticket
reception-figures = The queue of the day
reception-taken = Tickets
reception-waited-half = Half waited at most
reception-waited-most = 95% waited at most

ticket-waiting = waiting
ticket-called = called to a counter
ticket-served = served
ticket-left = gone

board-title = Board of the waiting room
board-counter = Counter
board-nobody = Nobody is called now.
board-waiting = { $n ->
    [0] Nobody is waiting.
    [one] { $n } is waiting.
   *[other] { $n } are waiting.
}
board-refresh = Let this page load itself again, for a screen in the waiting room
board-stop = Let this page stand still

problem-unknown-task = Nobody comes to this office for “{ $task }”: choose from the list
problem-unknown-counter = This office has counters 1 to { $most }
problem-counter-busy = Somebody is at this counter: end that ticket first
problem-queue-empty = Nobody waits whom you could call
problem-ticket-state = This cannot be done: the ticket is { $ticket }
problem-tickets-out = All numbers of today are given

nav-supervise = Office work
supervise-note = The cases of your office by number, service and term. Who they are about is not shown: whoever examines them reads that.
supervise-queue-note = How long visitors wait, and who is at which counter.
supervise-cases = Open cases
supervise-case = Case
supervise-to = Who examines the case { $number }
supervise-give = Give
work-role-supervisor = supervising the work of an office
action-supervise-work = Gave the case to an officer
work-action-supervise-work = Supervised the work
