# Publiskā vietne: dzīves notikumi, meklēšana, kontakti, jaunumi, skaitļi, vieglā valoda; un kā veicās ar pakalpojumu.

nav-search = Meklēt
nav-contacts = Kontakti
nav-news = Jaunumi
nav-statistics = Statistika
nav-letters = Manas vēstules
nav-report-error = Ziņot par kļūdu manos datos
nav-youtube = YouTube

home-news-all = Visi jaunumi

services-events = Kas noticis?
services-count = { $count ->
    [zero] { $count } pakalpojumu
    [one] { $count } pakalpojums
   *[other] { $count } pakalpojumi
}
life-services = Ko varat pieteikt
life-onward = Ko lūdz no savas lietas vai lēmuma
life-begun = Ko iestāde sāk pati
life-else = Nezināt, kas vajadzīgs?
life-else-note = Zvaniet uz informācijas tālruni vai nāciet uz nodaļu. Pateiksim, kurš pakalpojums tas ir un kas jāņem līdzi.

service-steps = Kā tas notiek
service-step-sometimes = ne visās lietās
service-step-if = Tikai, ja:
service-step-after = Tikai pēc šāda lēmuma: { $decision }.
service-step-unless = Nav vajadzīgs, ja:
service-law = Likums
service-law-note = Kas jāizpilda, kā skaita termiņu, kādi ir tiesību akti un kad var atteikt.
service-law-go = Lasīt, ko par šo pakalpojumu saka likums
service-law-title = { $name }: likums
service-refusal-title = { $name }: kad var atteikt

service-receives-heading = Kur to lūgt
service-receives-decides = Jūsu lūgumu pieņem un par to lemj: { $body }. To lūdz tur: Pārvalde šo lūgumu nepieņem un par to nelemj.
service-receives = Jūsu lūgumu pieņem: { $body }. To lūdz tur, nevis Pārvaldē un nevis šajā vietnē. Pēc tam to izskata Pārvalde.
easy-go = Viegli lasīt
easy-title = { $name } – viegli lasīt
easy-mark = Viegli lasāms teksts.
easy-full = Rādīt pilno aprakstu
easy-what = Kas tas ir?
easy-who = Kam tas ir?
easy-bring = Kas man vajadzīgs?
easy-then = Kas notiek pēc tam?
easy-cost = Cik tas maksā un cik ilgi jāgaida?
easy-free = Par to nav jāmaksā.
easy-costs = Tas maksā { $amount }.
easy-least = Tas maksā vismaz { $amount }.
easy-most = Tas nemaksā vairāk par { $amount }.
easy-ask-cost = Pajautājiet mums, cik jāmaksā jums.
easy-term = Mēs atbildam šādā laikā: { $term }.
easy-no = Ja atbilde ir nē?
easy-no-why = Mēs jums uzrakstām, kāpēc.
easy-no-contest = Ja jūs nepiekrītat, varat mums rakstīt.
easy-no-court = Ja nepiekrītat, varat rakstīt { $to }.
easy-no-term = Jums ir tik daudz laika: { $term }.
easy-no-term-most = Laika ir ne vairāk kā: { $term }. Cik laika jums ir, rakstīts vēstulē.
easy-help = Vai vajag palīdzību?
easy-help-call = Zvaniet mums:
easy-help-come = Jūs varat arī atnākt uz nodaļu. Kāds var nākt jums līdzi.

search-lead = Meklējiet pakalpojumus, nodaļas, lapas un jaunumus. Garumzīmes un mīkstinājuma zīmes var nerakstīt: sazina atrod saziņu.
search-found = { $count ->
    [0] Nekas netika atrasts: “{ $text }”.
    [zero] Atrastas { $count } vietas: “{ $text }”.
    [one] Atrasta { $count } vieta: “{ $text }”.
   *[other] Atrastas { $count } vietas: “{ $text }”.
}
search-none = Mēģiniet citu vārdu vai apskatiet visus pakalpojumus.
search-more = Rādām pirmās ({ $count }). Pierakstiet vēl kādu vārdu, lai atrastu mazāk.
search-event = dzīves notikums
search-service = pakalpojums
search-office = nodaļa
search-page = lapa
search-news = jaunums

contacts-lead = Zvaniet, rakstiet vai piesakiet laiku nodaļā.
contacts-write = Rakstiet mums
contacts-booking = Pieraksts pa tālruni
contacts-booking-note = Šie ir nodaļu tālruņi un adreses, ko esam izlasījuši avotos. Pieteikt laiku varat arī šeit:
contacts-others = Nodaļas, kuru tālruni neesam atraduši: zvaniet uz informācijas tālruni
contacts-elsewhere = Citur

news-lead = Kas mainās klientiem.
news-feed = Jaunumi kā plūsma (Atom)
news-source = Avots
news-from-law = No šīs sistēmas likumu failiem.

statistics-lead = Cik cilvēku dzīvo Latvijā, ko paveikusi iestāde un kā klienti vērtē pakalpojumus.
statistics-what = Kas
statistics-when = Kad
statistics-count = Skaits
statistics-source = Avots
statistics-sources = Avoti
statistics-sources-note = Skaitlis slejā “Avots” ir numurs šajā sarakstā. No otrām rokām izlasīti skaitļi ir atzīmēti.

site-map-easy = Viegli lasīt

rating-title = Kā veicās?
rating-note = Atbildi glabā kopā ar lietu un kopā ar to arī izdzēš. Publicē tikai skaitļus, nekad jūsu vārdus; tos bez jūsu vārda un uzvārda lasa tie, kas atbild par mūsu darba kvalitāti.
rating-score = Jūsu vērtējums
rating-words = Jūsu vārdiem
rating-words-hint = Ja vēlaties: kas bija labi un kas nebija. Līdz 500 rakstzīmēm.
rating-send = Nosūtīt vērtējumu
rating-given = Jūs novērtējāt šo pakalpojumu: { $words }. Paldies!
rating-5 = Ļoti labi
rating-4 = Labi
rating-3 = Ne labi, ne slikti
rating-2 = Slikti
rating-1 = Ļoti slikti
rating-figures = Kā klienti vērtē pakalpojumus
rating-figures-note = No 1 (ļoti slikti) līdz 5 (ļoti labi). Pakalpojums te parādās, kad to novērtējuši vismaz { $count } klienti.
rating-figures-none = Vērtējumu vēl nav pietiekami.
rating-service = Pakalpojums
rating-count = Vērtējumi
rating-average = Vidēji
rating-mean = { $whole },{ $tenth }
rating-few = { $count ->
    [zero] Nav parādīti { $count } citu pakalpojumu vērtējumu.
    [one] Nav parādīts { $count } citu pakalpojumu vērtējums.
   *[other] Nav parādīti { $count } citu pakalpojumu vērtējumi.
}
problem-rating-score = Izvēlieties vienu no pieciem vērtējumiem.
problem-rating-early = Pakalpojumu var novērtēt, kad tā lieta ir slēgta.
problem-rated-already = Jūs to jau esat novērtējis.

letters-lead = Vēstules, ko iestāde jums rakstījusi visās jūsu lietās.

timeline = Lietas gaita laikā
timeline-today = Šodien
timeline-ahead = vēl priekšā
timeline-over = termiņš pagājis
timeline-visit = Jūsu vizīte nodaļā
timeline-hearing = Pēdējā diena, kad varat atbildēt pirms lēmuma
timeline-decision = Pēdējā likumīgā diena lēmumam
timeline-begins = Pēc šīs dienas, ja līdz tam nekas nav izlemts: { $name }
timeline-term = Pēdējā likumīgā diena: { $name }
timeline-contest = Pēdējā diena, kad varat vērsties pret lēmumu
timeline-pauses = Kad termiņš stāvēja un kāpēc
timeline-paused = Dienas no { $from } neskaita; skaitīšana turpinājās ar { $to }.
timeline-pausing = Dienas no { $from } neskaita, līdz tas ir izdarīts.
term-tries = Nesekmīgi mēģinājumi: { $made } no { $of }.

error-lead = Pasakiet, kas ir nepareizi un kā ir pareizi. Pēc tam parādiet dokumentu nodaļā; mēs pārbaudīsim un atbildēsim.
error-what = Kas ir nepareizi?
error-choose = Izvēlieties, kas ir nepareizi
error-what-missing = Izvēlieties, kas ir nepareizi.
error-other = Kas cits
error-right = Kā ir pareizi?
error-right-hint = Uzrakstiet, kā jābūt un kurš dokuments to rāda. Līdz 1500 rakstzīmēm.
error-right-missing = Uzrakstiet, kā ir pareizi.
error-office = Kurā nodaļā rādīsiet dokumentu?
error-office-choose = Izvēlieties nodaļu
error-office-hint = Tur dokumentu apskatīs darbinieks. Nekas cits nav jāaizpilda.
error-send = Ziņot par kļūdu
error-then = Ar to sākas lieta:

my-data-source = No kurienes tas ir
my-data-source-note = Pie katras ziņas ir dokuments, pēc kura tā ierakstīta.
my-data-wrong-column = Ja tas ir nepareizi
my-data-wrong-link = Ziņot
document-days-left = { $days ->
    [0] Derīgums beidzas šodien.
    [zero] Atlikušas { $days } dienas.
    [one] Atlikusi { $days } diena.
   *[other] Atlikušas { $days } dienas.
}
document-next-ready = Jaunais ir gatavs saņemšanai.
document-reported = Par to ir paziņots, un tas kļūs nederīgs.
document-reported-invalid = Par to ir paziņots. Tas vairs nav derīgs, un to nedrīkst lietot arī tad, ja to atrodat.
document-reported-see = Skatīt lietu
document-next-made = Jaunais tiek gatavots.
document-next-applied = Jaunais jau ir pieteikts
document-renew = Pieteikt jaunu
done-rated = Paldies, vērtējums ir saņemts.
matters-behalf-go = Izvēlēties, kā vārdā rīkojaties
behalf-attorney = Jums ir pilnvara, bet tās devējs šeit nav nosaukts? Paņemiet to līdzi uz nodaļu: darbinieks to ierakstīs reģistrā, un tad varēsiet rīkoties arī šeit.
