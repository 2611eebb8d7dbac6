# Days, times and amounts in words.

date-nominative = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }
date-genitive = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }
date-dative = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }
date-locative = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }
date-short = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
date-with-weekday = { $weekday }, { $date }
month-heading = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }
weekday-name = { $n ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
}
weekday-short = { $n ->
    [1] Mon
    [2] Tue
    [3] Wed
    [4] Thu
    [5] Fri
    [6] Sat
   *[7] Sun
}
time-of-day = { $time }
number-group = ,
money = { $sign }{ $currency } { $whole }.{ $cents }
term-working-days = { $n ->
    [one] { $n } working day
   *[other] { $n } working days
}
term-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
term-months = { $n ->
    [one] { $n } month
   *[other] { $n } months
}
term-years = { $n ->
    [one] { $n } year
   *[other] { $n } years
}
term-from-working-days = { $n ->
    [one] { $n } working day
   *[other] { $n } working days
}
term-from-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
term-from-months = { $n ->
    [one] { $n } month
   *[other] { $n } months
}
term-from-years = { $n ->
    [one] { $n } year
   *[other] { $n } years
}
term-to-working-days = { $n ->
    [one] { $n } working day
   *[other] { $n } working days
}
term-to-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
term-to-months = { $n ->
    [one] { $n } month
   *[other] { $n } months
}
term-to-years = { $n ->
    [one] { $n } year
   *[other] { $n } years
}
unit-days = days
unit-months = months
unit-years = years
