# What clients said of services, for whoever answers for their quality.

nav-ratings = What clients say
ratings-lead = What clients wrote when their matter was closed, the newest first. Who wrote it is not told.
ratings-all = All
ratings-show = Show
ratings-none = No client wrote anything yet.
ratings-words = In the client’s words
ratings-score = Rating
ratings-day = Day
ratings-trace = Words may hold personal data: whoever wrote them sees that they were read.
action-read-ratings = Reading of what was said of a service
work-action-read-ratings = Reading of what was said of a service
