# Ko klienti saka par pakalpojumiem: tam, kas atbild par to kvalitāti.

nav-ratings = Ko saka klienti
ratings-lead = Ko klienti uzrakstījuši, kad viņu lieta slēgta; jaunākais vispirms. Kas to rakstījis, neatklāj.
ratings-all = Visi
ratings-show = Parādīt
ratings-none = Neviens klients vēl neko nav uzrakstījis.
ratings-words = Klienta vārdiem
ratings-score = Vērtējums
ratings-day = Diena
ratings-trace = Vārdos var būt personas dati: tas, kurš tos rakstījis, redz, ka tie ir lasīti.
action-read-ratings = Par pakalpojumu teiktā lasīšana
work-action-read-ratings = Par pakalpojumu teiktā lasīšana
