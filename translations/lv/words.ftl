# Dienas, laiki un summas vārdos.

date-nominative = { $year }. gada { $day }. { $month ->
    [1] janvāris
    [2] februāris
    [3] marts
    [4] aprīlis
    [5] maijs
    [6] jūnijs
    [7] jūlijs
    [8] augusts
    [9] septembris
    [10] oktobris
    [11] novembris
   *[12] decembris
}
date-genitive = { $year }. gada { $day }. { $month ->
    [1] janvāra
    [2] februāra
    [3] marta
    [4] aprīļa
    [5] maija
    [6] jūnija
    [7] jūlija
    [8] augusta
    [9] septembra
    [10] oktobra
    [11] novembra
   *[12] decembra
}
date-dative = { $year }. gada { $day }. { $month ->
    [1] janvārim
    [2] februārim
    [3] martam
    [4] aprīlim
    [5] maijam
    [6] jūnijam
    [7] jūlijam
    [8] augustam
    [9] septembrim
    [10] oktobrim
    [11] novembrim
   *[12] decembrim
}
date-locative = { $year }. gada { $day }. { $month ->
    [1] janvārī
    [2] februārī
    [3] martā
    [4] aprīlī
    [5] maijā
    [6] jūnijā
    [7] jūlijā
    [8] augustā
    [9] septembrī
    [10] oktobrī
    [11] novembrī
   *[12] decembrī
}
date-short = { $day }. { $month ->
    [1] janvāris
    [2] februāris
    [3] marts
    [4] aprīlis
    [5] maijs
    [6] jūnijs
    [7] jūlijs
    [8] augusts
    [9] septembris
    [10] oktobris
    [11] novembris
   *[12] decembris
}
date-with-weekday = { $weekday }, { $date }
month-heading = { $year }. gada { $month ->
    [1] janvāris
    [2] februāris
    [3] marts
    [4] aprīlis
    [5] maijs
    [6] jūnijs
    [7] jūlijs
    [8] augusts
    [9] septembris
    [10] oktobris
    [11] novembris
   *[12] decembris
}
weekday-name = { $n ->
    [1] pirmdiena
    [2] otrdiena
    [3] trešdiena
    [4] ceturtdiena
    [5] piektdiena
    [6] sestdiena
   *[7] svētdiena
}
weekday-short = { $n ->
    [1] P
    [2] O
    [3] T
    [4] C
    [5] Pk
    [6] S
   *[7] Sv
}
time-of-day = plkst. { $time }
number-group = nbsp
money = { $sign }{ $whole },{ $cents } { $currency }
term-working-days = { $n ->
    [one] { $n } darba diena
   *[other] { $n } darba dienas
}
term-days = { $n ->
    [one] { $n } diena
   *[other] { $n } dienas
}
term-months = { $n ->
    [one] { $n } mēnesis
   *[other] { $n } mēneši
}
term-years = { $n ->
    [one] { $n } gads
   *[other] { $n } gadi
}
term-from-working-days = { $n ->
    [one] { $n } darba dienas
   *[other] { $n } darba dienām
}
term-from-days = { $n ->
    [one] { $n } dienas
   *[other] { $n } dienām
}
term-from-months = { $n ->
    [one] { $n } mēneša
   *[other] { $n } mēnešiem
}
term-from-years = { $n ->
    [one] { $n } gada
   *[other] { $n } gadiem
}
term-to-working-days = { $n ->
    [one] { $n } darba dienai
   *[other] { $n } darba dienām
}
term-to-days = { $n ->
    [one] { $n } dienai
   *[other] { $n } dienām
}
term-to-months = { $n ->
    [one] { $n } mēnesim
   *[other] { $n } mēnešiem
}
term-to-years = { $n ->
    [one] { $n } gadam
   *[other] { $n } gadiem
}
unit-days = dienas
unit-months = mēneši
unit-years = gadi
