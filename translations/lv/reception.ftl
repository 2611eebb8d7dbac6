# Apmeklētāju uzņemšana: taloni, rinda, uzgaidāmās telpas tablo; nodaļas darba pārraudzība.

nav-reception = Uzņemšana
reception-none = Šai nodaļai te nav lodziņu, tāpēc talonus neizsniedz.
reception-given = Talons { $number }
reception-given-note = Pasakiet apmeklētājam šo numuru; to izsauks uz tablo.
reception-here = Talons { $number } pie { $n }. lodziņa
reception-to-visit = Atvērt apmeklējumu
reception-served = Apkalpots
reception-left = Aizgājis
reception-at = Mans lodziņš
reception-counter = { $n }. lodziņš
reception-next = Saukt nākamo
reception-order = Secībā, kādā viņus sauc.
reception-number = Numurs
reception-what = Kādā jautājumā
reception-since = Gaida
reception-booked = Pieteikts plkst. { $time }
reception-goes-first = bez rindas
reception-goes-first-legend = Pirms tiem, kas atnāca agrāk
reception-goes-first-mark = Bez rindas
reception-goes-first-who = { $groups }. Kādēļ kāds iet bez rindas, to nepieraksta.
reception-closed = Nodaļa pašlaik nav atvērta, tāpēc talonus neizsniedz un nevienu nesauc.
reception-at-counters = Pie lodziņiem
reception-take-heading = Apmeklētājs bez pieraksta
reception-take = Izsniegt talonu
reception-figures = Dienas rinda
reception-taken = Taloni
reception-waited-half = Puse gaidīja ne ilgāk par
reception-waited-most = 95% gaidīja ne ilgāk par

ticket-waiting = gaida
ticket-called = izsaukts pie lodziņa
ticket-served = apkalpots
ticket-left = aizgājis

board-title = Uzgaidāmās telpas tablo
board-counter = Lodziņš
board-nobody = Pašlaik neviens nav izsaukts.
board-waiting = { $n ->
    [0] Neviens negaida.
    [zero] Gaida { $n }.
    [one] Gaida { $n }.
   *[other] Gaida { $n }.
}
board-refresh = Ļaut lapai pašai ielādēties no jauna – ekrānam uzgaidāmajā telpā
board-stop = Lai lapa stāv uz vietas

problem-unknown-task = Šajā nodaļā jautājumā “{ $task }” neapkalpo: izvēlieties no saraksta
problem-unknown-counter = Šai nodaļai ir lodziņi no 1. līdz { $most }.
problem-counter-busy = Pie šī lodziņa jau kāds ir: vispirms pabeidziet to talonu
problem-queue-empty = Neviens negaida, ko jūs varētu izsaukt
problem-ticket-state = To nevar izdarīt: talons ir – { $ticket }
problem-tickets-out = Visi šodienas numuri ir izsniegti

nav-supervise = Nodaļas darbs
supervise-note = Jūsu nodaļas lietas pēc numura, pakalpojuma un termiņa. Par ko tās ir, te nerāda: to lasa, kas tās izskata.
supervise-queue-note = Cik ilgi apmeklētāji gaida un kurš ir pie kura lodziņa.
supervise-cases = Atvērtās lietas
supervise-case = Lieta
supervise-to = Kas izskata lietu { $number }
supervise-give = Nodot
work-role-supervisor = nodaļas darba pārraudzība
action-supervise-work = Nodeva lietu amatpersonai
work-action-supervise-work = Pārraudzīja darbu
