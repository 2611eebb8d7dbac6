# Nodaļas un pakalpojumi.

unverified = (nav pārbaudīts avotā)
unverified-section = Nekas šajā sadaļā nav pārbaudīts avotā.
closed = slēgts
closed-today = Šodien slēgts
closed-weekend = nedēļas nogale
closed-holiday = svētku diena: { $name }
closed-substitute = brīvdiena, jo svētki ({ $name }) iekrita nedēļas nogalē
closed-moved-to = darba diena pārcelta: strādājam { $day }
closed-moved = pārcelta darba diena
closed-that-day = šajā dienā nodaļa nestrādā
hours-unknown = Darba laiks mums nav zināms
hours-unknown-long = Šīs nodaļas darba laiks atšķiras no pārējām, un mums tas nav zināms. Pirms nākt, piezvaniet.
doors-open = Tagad atvērts
doors-closed = Tagad slēgts
doors-closes = slēgs plkst. { $time }
doors-closes-soon = slēgs pēc { $minutes ->
    [zero] { $minutes } minūtēm
    [one] { $minutes } minūtes
   *[other] { $minutes } minūtēm
}, plkst. { $time }
doors-break = slēgs plkst. { $time }, atkal atvērs plkst. { $again }
doors-opens-today = atvērs šodien plkst. { $time }
doors-opens-tomorrow = atvērs rīt plkst. { $time }
doors-opens = atvērs pēc { $days ->
    [zero] { $days } dienām
    [one] { $days } dienas
   *[other] { $days } dienām
}: { $day }, plkst. { $time }

offices-lead = Personu apliecinošu dokumentu var kārtot jebkurā nodaļā neatkarīgi no tā, kur dzīvojat. Filiālēs apkalpo tikai ar pierakstu, un citur izgatavotus dokumentus tur saņemt nevar.
offices-divisions = Nodaļas
offices-branches = Filiāles
offices-headquarters = Centrs
map-label = Latvijas karte ar nodaļām un filiālēm; tās pašas ir sarakstā zemāk
map-caption = Pildīts punkts ir nodaļa, tukšs – filiāle.
office = Nodaļa
office-address = Adrese
office-phone = Tālrunis
office-email = E-pasts
office-today = Šodien
office-hours = Darba laiks
office-booking = Kā apkalpo
office-note = Jāzina
office-services = Pakalpojumi šeit
office-days-off = Tuvākās brīvdienas
office-source = Ziņas no publiskiem avotiem, { $year }. gads. Pirms nākt, pārbaudiet iestādes vietnē.
office-book-heading = Iepriekšējs pieraksts
office-book-note = Izvēlieties dienu un laiku. Vizīti vienmēr var atcelt.
office-not-online = Darba laiks nav zināms, tāpēc laikus tiešsaistē nepiedāvājam. Piesakieties pa tālruni.
bookable-no = Apmeklētājus pēc pieraksta nepieņem
bookable-yes = Rindas kārtībā vai ar pierakstu
bookable-only = Tikai ar pierakstu
address-unknown = Pārbaudīta adrese mums nav zināma
phone-unknown = Nav zināms

services-lead = Katram pakalpojumam redzams, kas to var pieteikt, kas jāņem līdzi, cik tas maksā, cik ilgi jāgaida un ko darīt, ja atsaka.
services-seek = Ko jūs meklējat?
services-seek-hint = Vārds vai daži, piemēram, pase vai uzturēšanās atļauja
services-tasks = Pakalpojumu grupas
services-onward-note = To lūdz no sadaļas “Manas lietas”: atveriet lēmumu vai lietu, uz ko tas attiecas, un tur ir norādīts, kā to darīt.
services-begun-note = Uz to nevar pieteikties; šeit izlasāms, kad un kā tas notiek un kā aizstāvēties.
service-fee-one = Maksa { $amount }
service-fee-range = Maksa no { $low } līdz { $high }
service-fee-from = Maksa no { $low }
service-fee-varies = Maksu nosaka katrā lietā
service-fee-each = reizina ar: { $what }
service-fee-percent = { $percent } %
service-fee-of = no šā: { $what }
service-fee-on-top = papildus maksai par izskatīšanu
service-term-short = Pārvaldes termiņš: { $term }
service-do-heading = Pieteikt
service-do = Iesniegumu var nosūtīt tiešsaistē un pēc tam ierasties nodaļā, vai arī visu nokārtot klātienē.
service-do-depends = Iesniegumu var nosūtīt tiešsaistē. Vai pēc tam jāierodas nodaļā, ir atkarīgs no atbildēm iesniegumā. Visu var nokārtot arī klātienē.
service-do-office = Tas attiecas uz citu cilvēku, kurš Pārvaldei vispirms jāatrod reģistrā, tāpēc to nevar nosūtīt tiešsaistē. Nāciet uz nodaļu vai rakstiet mums.
service-do-online = Iesniegumu nosūta tiešsaistē. Nodaļā nekas nav jākārto, tāpēc ierasties nav vajadzīgs.
service-online-only = Ne visi to var nokārtot nodaļā
service-online-only-note = Ja tas attiecas uz jums, nesūtiet iesniegumu caur nodaļu: tur to nāktos noraidīt.
service-do-either = Iesniegumu var nosūtīt tiešsaistē, un tad ierasties nodaļā nav vajadzīgs. Ja vēlaties tomēr nākt, piesakiet vizīti.
service-told-heading = To nepiesaka
service-told = Šādu lietu sāk pati pārvalde vai cits lēmums. Lapa izskaidro, kā tā notiek un kā aizstāvēt savas tiesības.
service-told-by = Šādu lietu sāk: { $body }. Lapa izskaidro, kā tā notiek un kā aizstāvēt savas tiesības.
service-told-onward = To lūdz, atverot lēmumu vai lietu, uz ko tas attiecas: sadaļā “Manas lietas” pie tās ir norādīts, kā to darīt. Varat arī rakstīt mums.
service-apply = Iesniegt iesniegumu
service-visit-heading = Vizīte
service-visit = Vizītei nodaļā paredzētas { $minutes } minūtes. Tas ir mūsu plānošanas lielums.
service-who = Kas var pieteikt
service-who-begins = Kas to sāk
service-requirements = Kam jābūt izpildītam
service-bring = Kas nepieciešams
service-bring-identity = Derīgs personu apliecinošs dokuments, ja tāds ir. Ja nav, identitāti noskaidros pēc reģistra.
service-bring-yours = Jāņem līdzi
service-bring-send = Jāpievieno iesniegumam
service-bring-later = Iesniedz vēlāk, kad Pārvalde to lūdz
service-bring-there = Notiek uz vietas
service-only-if = Tikai, ja:
service-fee = Valsts nodeva
service-free = Valsts nodevas nav.
service-fee-what = Par ko
service-fee-basis = Pamats
service-fee-amount = Summa
service-fee-reduced = Samazinātu nodevu maksā
service-fee-adds = Maksas saskaita: jāmaksā viena maksa par izskatīšanu un tas, kas atzīmēts kā papildus. Kopējo summu redzēsiet pirms iesnieguma nosūtīšanas.
service-term = Cik ilgi jāgaida
service-term-today = Ja iesniegsiet šodien, termiņš būs līdz { $day }.
term-steps = Kā tas aprēķināts
if = ja
service-grounds = Kad var atteikt
service-grounds-note = Atteikt drīkst tikai uz šiem pamatiem, un katram atteikumam jābūt pamatotam rakstveidā.
ground-may = (iestāde var atteikt, bet tai jāvērtē apstākļi)
service-contest = Ja nepiekrītat
service-hearing = Pirms nelabvēlīga lēmuma jūs uzklausa: atbildei ir { $term }.
service-route = Iesniegumu adresē: { $to }. Termiņš: { $term }.
service-route-court = Pieteikumu adresē: { $to }. Termiņš: { $term }.
service-acts = Tiesību akti
service-version-note = Kas jāzina par šo aprakstu
service-version = Apraksts ir spēkā no { $day }.

office-next-free = Tuvākais brīvais laiks
bars-label = Cik aizņemtas ir tuvākās darba dienas
bars-caption = Tuvākās darba dienas: jo tumšāks stabiņš, jo mazāk brīvu vietu.
