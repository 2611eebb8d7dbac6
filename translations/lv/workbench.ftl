# Darbvieta: amatpersonu lapas.

work-greeting = { $date }. { $office }. Jūsu pienākumi: { $roles }.
work-role-counter = klientu apkalpošana
work-role-case-officer = lietu izskatīšana
work-role-approver = lēmumu apstiprināšana
work-role-auditor = piekļuves uzraudzība
work-role-operator = sistēmas uzturēšana

work-next-heading = Gaida jūs
work-next-empty = Pašlaik nekas negaida.
work-all-cases = Visas atvērtās lietas
work-visits-heading = Šodien nodaļā
work-next-visit = Nākamais: { $time }, { $name }
work-to-queue = Šodienas rinda
work-stages-heading = Atvērtās lietas
work-stages-empty = Atvērtu lietu nav.
work-stage = Posms
work-open = Atvērtas
work-overdue = Kavētas
work-trace-note = Kas, kad un kādā nolūkā ir lasījis personu datus.
work-system-note = Datubāze, žurnāls un gaidošie darbi.

work-stage-received = Saņemts
work-stage-identified = Identitāte noskaidrota
work-stage-examination = Izskatīšanā
work-stage-hearing = Gaida personas viedokli
work-stage-proposed = Gaida apstiprinājumu
work-stage-decided = Izlemts
work-stage-ordered = Dokuments pasūtīts
work-stage-ready = Dokuments gatavs
work-stage-completed = Pabeigts
work-stage-refused = Atteikts
work-stage-withdrawn = Atsaukts

work-due = Termiņš
work-due-today = šodien
work-due-in = { $days ->
    [zero] pēc { $days } dienām
    [one] pēc { $days } dienas
   *[other] pēc { $days } dienām
}
work-overdue-by = { $days ->
    [zero] kavē { $days } dienas
    [one] kavē { $days } dienu
   *[other] kavē { $days } dienas
}
work-person = Persona
work-service = Pakalpojums
work-office = Nodaļa
work-received = Saņemts
work-every-stage = Visi posmi
work-every-office = Visas nodaļas
work-show = Rādīt
work-cases-empty = Šādu atvērtu lietu nav.
work-pages = Lappuses
work-first-page = Uz sākumu
work-next-page = Nākamā lappuse

work-day = { $day }.{ $month }.{ $year }.
work-born = dz. { $date }
work-age = { $years ->
    [zero] { $years } gadi
    [one] { $years } gads
   *[other] { $years } gadi
}
work-dead = miris
work-unknown-date = datums nav zināms

# Rinda un apmeklējumi.
work-queue-other = Citas dienas rinda
work-open-hours = Darba laiks { $hours }
work-closed-day = Šajā dienā nodaļa ir slēgta
work-queue-empty = Šai dienai nav pieteiktu apmeklējumu.
work-time = Laiks
work-visitor = Apmeklētājs
work-state = Stāvoklis
work-steps = Darbības
work-visit-booked = Pieteikts
work-visit-checked-in = Ir klāt
work-visit-done = Apkalpots
work-visit-missed = Neieradās
work-visit-cancelled = Atcelts
work-check-in = Ieradās
work-missed = Neieradās
work-finish-visit = Apkalpots
work-other-days = Citas dienas
work-today = Šodiena
work-day-picture = Apmeklējumi pa pusstundām
work-day-legend = Apmeklējumi pa pusstundām: gaišais – kopā, tumšais – jau apkalpoti vai nokavēti. Svītra zem stabiņa ir pašreizējais laiks.
work-visit-title = Apmeklējums: { $name }
work-visit = Apmeklējums
work-visit-length = Ilgums
work-minutes = { $n ->
    [zero] { $n } minūtes
    [one] { $n } minūte
   *[other] { $n } minūtes
}
work-phone = Tālrunis
work-email = E-pasts
work-booked-as = Pieteikšanās
work-booked-signed-in = Portālā, pierakstoties
work-booked-anonymous = Bez pierakstīšanās: vārds nav pārbaudīts
work-visit-number = Pieteikuma numurs
work-visit-apply-heading = Ko apmeklētājs grib?
work-visit-apply = Ja iesniegums portālā vēl nav iesniegts, to pieņem šeit. Ja ir, lietu atrod pēc personas vai lietu sarakstā.
work-apply = Pieņemt iesniegumu
work-find-person = Atrast personu

# Iesnieguma pieņemšana.
work-go-on = Turpināt
work-apply-who = Kas un kam
work-apply-applicant = Iesniedzēja personas kods
work-apply-subject = Tās personas kods, kurai dokuments vajadzīgs
work-apply-subject-hint = Atstājiet tukšu, ja iesniedzējs lūdz sev.
work-code-hint = 11 cipari, piemēram, 320001-00007.
work-apply-declared = Ko iesniedzējs norāda
work-apply-delivery = Saņemšana
work-apply-office = Nodaļa, kurā dokumentu saņems
work-letters-language = Vēstuļu valoda
work-apply-send = Reģistrēt iesniegumu
work-apply-note = Lietu izskata pēc tiesībām, kas ir spēkā šodien. Apstiprinājumu par saņemšanu sistēma sagatavo pati.
work-nobody-with-code = Reģistrā nav personas ar šādu kodu. Pārbaudiet ciparus.
work-choose = Izvēlieties vienu no iespējām.
work-yes = Jā
work-no = Nē

# Lieta.
work-progress = Lietas gaita
work-case-number = Lietas numurs
work-now-heading = Ko tagad var darīt
work-now-nothing = Jums šajā lietā pašlaik nekas nav darāms.
work-do-identify = Noskaidrot identitāti
work-do-record-evidence = Pievienot pierādījumu
work-do-judge = Izvērtēt faktu
work-do-take-fee = Pieņemt valsts nodevu
work-do-exempt-fee = Piemērot atbrīvojumu no nodevas
work-do-invite-hearing = Uzaicināt personu izteikt viedokli
work-do-answer-hearing = Ierakstīt personas viedokli
work-do-propose = Sagatavot lēmumu
work-do-approve = Apstiprināt lēmumu
work-do-serve = Paziņot lēmumu klātienē
work-do-mark-made = Atzīmēt dokumentu kā izgatavotu
work-do-hand-over = Izsniegt dokumentu
work-do-withdraw = Reģistrēt iesnieguma atsaukšanu
work-do-propose-note = Izvēlieties lēmumu un pamatus, uzrakstiet pamatojumu un apskatiet, ko lēmums teiks un darīs.
work-do-approve-note = Lēmums gaida otru amatpersonu. To var apstiprināt vai atdot atpakaļ.
work-to-decide = Sagatavot lēmumu
work-to-review = Izskatīt lēmumu
work-send-identify = Identitāte noskaidrota
work-send-record-evidence = Pievienot lietai
work-send-judge = Ierakstīt vērtējumu
work-send-take-fee = Nodeva samaksāta
work-send-exempt-fee = Piemērot atbrīvojumu
work-send-invite-hearing = Nosūtīt uzaicinājumu
work-send-answer-hearing = Ierakstīt viedokli
work-send-serve = Lēmums paziņots
work-send-mark-made = Dokuments izgatavots
work-send-hand-over = Dokuments izsniegts
work-send-withdraw = Atsaukt iesniegumu
work-note-exempt-fee = Pēc lietas faktiem persona ir atbrīvota no valsts nodevas.
work-note-serve = Lēmumu nodod adresātam pret parakstu. Tas stājas spēkā šodien: reģistrā tiek izdarīts ieraksts un pasūtīts dokuments.
work-note-mark-made = Personalizācijas centrs dokumentu ir izgatavojis, un tas ir nogādāts nodaļā.
work-note-hand-over = Pārbaudiet, vai saņēmējs ir tas, kam dokuments izdots. Iepriekšējais dokuments kļūst nederīgs.
work-identify-note = Ierakstiet uzrādītā dokumenta numuru vai, ja dokumenta nav, to, kā identitāte salīdzināta ar reģistru.
work-document-number = Dokumenta numurs
work-document-hint = Divi burti vai cipari un septiņi cipari, piemēram, PA1234567.
work-identify-reasons = Ja dokumenta nav: kas salīdzināts ar reģistru
work-identify-reasons-hint = Seja, atbildes uz jautājumiem, citi dokumenti.
work-evidence = Pierādījums
work-evidence-hint = Rādīti tie, kas šajā lietā var būt vajadzīgi.
work-evidence-note = Piezīme
work-evidence-note-hint = Piemēram, dokumenta numurs un datums.
work-judge-fact = Fakts
work-judge-value = Vērtējums
work-judge-reasons-hint = No kā to secināt. Pamatojums paliek lietā.
work-reasons = Pamatojums
work-method = Kā samaksāts
work-method-card = Ar karti nodaļā
work-method-transfer = Ar pārskaitījumu Valsts kasei
work-reference = Maksājuma atsauce
work-reference-hint = Čeka vai maksājuma uzdevuma numurs.
work-opinion = Personas viedoklis
work-opinion-hint = Personas vārdiem, cik iespējams burtiski.
work-hearing-note = Pirms nelabvēlīga lēmuma persona tiek uzklausīta. Laiks atbildei: { $term }.
work-grounds = Atteikuma pamati
work-grounds-hint = Atzīmējiet pamatus, kurus apsverat. Izvēlēties var tikai tos, kurus fakti atbalsta.
work-grounds-none = Neviena pamata nav: visas prasības ir izpildītas vai vēl nav zināmas.
work-which-document = Kurš dokuments
work-withdraw-words = Iesniedzēja vārdi
work-withdraw-hint = Var atstāt tukšu.

work-assessment-heading = Ko saka tiesību normas
work-verdict-grantable = Visas prasības ir izpildītas: lūgumu var apmierināt.
work-verdict-refusable = Kāda prasība nav izpildīta. Pastāv šādi atteikuma pamati:
work-verdict-unknown = Vēl nevar izlemt: trūkst faktu. Ne atteikt, ne apmierināt uz nezināma pamata nedrīkst.
work-truth-met = izpildīta
work-truth-not-met = nav izpildīta
work-truth-unknown = nav zināma
work-unverified = avotā nav pārbaudīts
work-missing-heading = { $n ->
    [zero] Trūkst { $n } faktu
    [one] Trūkst { $n } fakta
   *[other] Trūkst { $n } faktu
}
work-proved-by = pierāda: { $what }

work-term-heading = Lēmuma termiņš
work-term-paused = Termiņš ir apturēts; atlikušas { $days } d.
work-term-steps = Kā termiņš aprēķināts

work-people-heading = Personas
work-subject = Persona, uz kuru attiecas lieta
work-applicant = Iesniedzējs
work-capacity = Iesniedz: { $capacity }
work-fee-heading = Valsts nodeva
work-fee-none = Nodevas nav.
work-fee-reduced = samazināta
work-fee-exempt = Atbrīvots no nodevas
work-fee-unknown = Nodevu vēl nevar noteikt: trūkst faktu.
work-fee-at-most = Ne vairāk kā { $amount }.
work-fee-paid = samaksāta
work-documents-heading = Dokumenti
work-document-ordered = pasūtīts
work-document-ready = gatavs
work-document-valid = derīgs
work-document-invalid = nederīgs
work-valid-until = Derīgs līdz: { $date }
work-mrz = Mašīnlasāmā zona
work-letters-heading = Vēstules
work-letters-empty = Vēstuļu vēl nav.
work-letters-waiting = Viena vēstule vēl tiek sagatavota; pārlādējiet lapu pēc brīža.
work-letter-confirmation = Apstiprinājums par saņemšanu
work-letter-receipt = Kvīts
work-letter-hearing = Uzaicinājums izteikt viedokli
work-letter-decision = Lēmums
work-particulars-heading = Par lietu
work-channel-portal = portālā
work-channel-counter = nodaļā
work-law-version = Tiesību redakcija
work-law-since = Spēkā kopš: { $date }
work-identity = Identitāte
work-identity-document = Pēc dokumenta { $number }
work-identity-register = Pēc reģistra
work-file-heading = Lietas materiāli
work-file-empty = Lietā vēl nekas nav pievienots.
work-facts-caption = Fakti, ko lieta pievieno reģistram
work-fact = Fakts
work-value = Vērtība
work-source = Avots
work-source-declared = Norādījis iesniedzējs
work-source-evidence = Pierādījums
work-source-judged = Izvērtējis { $by }
work-hearing-heading = Personas viedoklis
work-hearing-invited = Uzaicināta: { $invited }. Atbildes termiņš: { $until }.
work-hearing-answered = Atbildēts: { $date }
work-hearing-silent = Persona termiņā nav atbildējusi.
work-hearing-waiting = Atbildes vēl nav.
work-decision-heading = Lēmums
work-decision-proposed = Gaida apstiprinājumu
work-decision-decided = Pieņemts, vēl nav paziņots
work-decision-in-force = Ir spēkā
work-proposed-by = Sagatavoja { $by }
work-approved-by = Apstiprināja { $by }, { $date }
work-served-on = Paziņots un stājies spēkā: { $date }
work-contest-until = Apstrīdams līdz: { $date }
work-returned = Projektu atdeva { $by }, { $date }
work-grant = Apmierināt
work-refuse = Atteikt
work-heard = Persona uzklausīta: { $date }
work-heard-silent = Persona tika uzaicināta izteikt viedokli, bet neatbildēja.
work-hearing-waived = Uzklausīšana nav vajadzīga:
work-history-heading = Lietas vēsture
work-actor-client = klients
work-actor-system = sistēma
work-event-application-received = Iesniegums saņemts
work-event-identity-established = Identitāte noskaidrota
work-event-evidence-recorded = Pierādījums pievienots
work-event-fact-judged = Fakts izvērtēts
work-event-fee-paid = Valsts nodeva samaksāta
work-event-fee-exempted = Piemērots atbrīvojums no nodevas
work-event-hearing-invited = Persona uzaicināta izteikt viedokli
work-event-hearing-answered = Persona izteica viedokli
work-event-decision-proposed = Lēmuma projekts nodots apstiprināšanai
work-event-proposal-returned = Lēmuma projekts atdots
work-event-decided = Lēmums pieņemts
work-event-decision-served = Lēmums paziņots un stājies spēkā
work-event-document-made = Dokuments izgatavots
work-event-document-handed-over = Dokuments izsniegts
work-event-withdrawn = Iesniegums atsaukts
work-stale = Kamēr jūs strādājāt, lietu mainīja kāds cits, tāpēc jūsu darbība netika izpildīta.
work-stale-changes = Kas ir mainījies
work-stale-back = Atvērt lietu no jauna

# Lēmuma sagatavošana un apstiprināšana.
work-decide-title = Lēmuma sagatavošana
work-which-decision = Lēmums
work-signatures = { $n ->
    [zero] paraksta { $n } amatpersonu
    [one] paraksta { $n } amatpersona
   *[other] paraksta { $n } amatpersonas
}
work-decide-grounds-hint = Vajadzīgi tikai atteikumam. Izvēlēties var tikai tos, kurus fakti atbalsta.
work-decide-reasons-hint = Atteikumam vismaz 20 zīmes: fakti, normas un kā tās attiecas uz šo gadījumu. Apmierinot lūgumu, var atstāt tukšu.
work-decide-not-heard = Persona vēl nav uzklausīta. Pirms atteikuma tas jādara, ja vien tiesību norma neļauj citādi.
work-decide-heard = Persona ir izteikusi viedokli.
work-decide-silent = Persona tika uzaicināta, bet termiņā neatbildēja.
work-decide-waiting = Persona vēl var atbildēt. Termiņš: { $until }.
work-waiver = Vai uzklausīšanu var izlaist
work-waiver-hint = Tikai atteikumam un tikai tad, ja norma to ļauj.
work-no-waiver = Nē
work-waiver-why = Kāpēc šī norma ir piemērojama
work-preview = Apskatīt pirms nosūtīšanas
work-back-to-case = Atpakaļ uz lietu
work-preview-title = Lēmuma priekšskatījums
work-preview-says = Ko lēmums saka
work-preview-does = Ko lēmums dara
work-preview-contest = Apstrīdams { $to }; termiņš: { $term }.
work-preview-signatures = { $n ->
    [zero] Lēmumu paraksta { $n } amatpersonu.
    [one] Lēmumu paraksta { $n } amatpersona.
   *[other] Lēmumu paraksta { $n } dažādas amatpersonas.
}
work-propose = Nodot tālāk
work-change-again = Labot
work-effect-none = Ierakstu reģistrā un dokumentu nav.
work-effect-issue = Tiek pasūtīts dokuments: { $kind }. Derīguma termiņš: { $term }.
work-effect-cancel = Iepriekšējais dokuments kļūst nederīgs, kad jaunais ir izsniegts.
work-effect-register = Reģistrā tiek izdarīts ieraksts par personu.
work-effect-validity-unknown = vēl nav nosakāms
work-review-title = Lēmuma izskatīšana
work-approve = Apstiprināt lēmumu
work-review-other = Šo lēmumu apstiprina cita amatpersona, nevis tā, kas to sagatavoja.
work-return-heading = Atdot atpakaļ
work-return-reasons = Kas jālabo
work-return-hint = To redzēs amatpersona, kas lēmumu sagatavoja.
work-return = Atdot atpakaļ
work-whole-case = Visa lieta

# Personas.
work-search-whom = Ko meklējat
work-personal-code = Personas kods
work-number-hint = Pases vai personas apliecības numurs.
work-search-or = vai pēc vārda:
work-names = Vārds un uzvārds
work-names-hint = Jebkādā secībā, var bez garumzīmēm vai tikai sākumu.
work-birth = Dzimšanas datums
work-birth-hint = Ja zināms, arī daļēji: 1985, 1985-03 vai 1985-03-14.
work-purpose-heading = Kādā nolūkā
work-why = Nolūks
work-why-hint = Tas tiek ierakstīts piekļuves žurnālā, un persona to var izlasīt.
work-why-case = Lieta
work-why-basis = Cits tiesiskais pamats
work-case-hint = 12 zīmes, kā lietas lapā.
work-basis-law = Tiesību norma
work-basis-law-hint = Ja nolūks nav lieta.
work-no-case-number = Lietas numuram ir 12 zīmes: cipari un burti, piemēram, 7K2M-9QRS-04XZ.
work-wrong-birth = Datumu raksta kā 1985, 1985-03 vai 1985-03-14.
work-search-nothing = Ierakstiet personas kodu, dokumenta numuru vai vārdu.
work-search-trace = Katra meklēšana tiek ierakstīta, pirms parādās atbilde.
work-found = { $n ->
    [zero] Atrastas { $n } personas
    [one] Atrasta { $n } persona
   *[other] Atrastas { $n } personas
}
work-found-nobody = Neviena persona neatbilst. Pārbaudiet rakstību vai mēģiniet ar mazāku daļu no vārda.
work-matched-surname = uzvārds
work-matched-given = vārds
work-matched-surname-prefix = uzvārda sākums
work-matched-given-prefix = vārda sākums
work-matched-former-name = agrākais vārds
work-matched-birth = dzimšanas datums
work-matched-birth-possible = dzimšanas datums iespējams

work-facts-heading = Ko reģistrs zina
work-fact-kind-code = Personas kods
work-fact-kind-name = Vārds un uzvārds
work-fact-kind-birth = Dzimšana
work-fact-kind-sex = Dzimums
work-fact-kind-status = Tiesiskais statuss
work-fact-kind-citizenship = Citas valsts pilsonība
work-fact-kind-ethnicity = Tautība
work-fact-kind-residence = Dzīvesvieta
work-fact-kind-document = Dokuments
work-fact-kind-travel-bar = Izceļošanas aizliegums
work-fact-kind-parent = Vecāks
work-fact-kind-death = Miršana
work-sex = Dzimums
work-sex-female = sieviete
work-sex-male = vīrietis
work-sex-unspecified = nav norādīts
work-abroad = Ārvalstīs
work-declared = Deklarētā dzīvesvieta
work-document-days = Izdots: { $issued }; derīgs līdz: { $expires }
work-true-since = Ir spēkā kopš
work-always = no sākuma
work-still = joprojām
work-basis = Pamats
work-travel-bar = aizliegts saņemt ceļošanas dokumentu
work-read-for = Lasīšanas nolūks:
work-as-of-known = Stāvoklis: { $date }, pēc žurnāla ieraksta { $position }
work-warning-code-check-digit = Personas koda kontrolcipars neatbilst aprēķinātajam. Tas var būt pareizi izsniegts kods; salīdziniet ar dokumentu.
work-moments-heading = Divi laiki
work-as-of = Kāds bija stāvoklis
work-as-of-hint = Diena, par kuru jautājat.
work-known-at = Ko pārvalde zināja
work-known-at-hint = Diena, laiks vai žurnāla ieraksta numurs.
work-wrong-known-at = Ierakstiet dienu (2026-11-24), laiku (2026-11-24T08:30:00Z) vai žurnāla ieraksta numuru.
work-today-and-now = Šodien un tagad
work-timeline-heading = Visi ieraksti divos laikos
work-picture-today = šodien
work-picture-legend = No kreisās uz labo – kad tas bija patiesi; no augšas uz leju – kad pārvalde to zināja. Pilnie taisnstūri ir spēkā, svītrotie aizstāti vai atsaukti; skaitlis ir ieraksta numurs.
work-true-from-to = Patiesi: { $from } – { $to }
work-known-from-to = zināms no ieraksta { $from } līdz { $to }
work-known-from = zināms no ieraksta { $from }
work-entry-number = Nr. { $seq }
work-relations-heading = Radniecība
work-parent = Vecāks:
work-child = Bērns:
work-correct = Labot
work-entries-heading = Ieraksti
work-entries-note = Ja pasaulē kas mainījies, ieraksta izmaiņu. Ja ieraksts bija kļūdains, to labo tabulā.
work-change = Ierakstīt izmaiņu
work-change-what = Kas ir mainījies?
work-change-or-correct = Izmaiņa nozīmē, ka no kādas dienas patiess ir kas cits. Ja ieraksts nekad nav bijis patiess, labojiet to personas lapā.
work-change-now = Pašlaik reģistrā
work-change-now-nothing = Šāda ieraksta nav.
work-change-new = No turpmākās dienas
work-change-on = Diena, no kuras tas ir spēkā
work-change-on-hint = Iepriekšējais ieraksts beidzas šajā dienā.
work-change-send = Ierakstīt
work-back-to-person = Atpakaļ uz personu
work-basis-what = Kas ir pamats
work-basis-kind-declaration = Personas deklarācija
work-basis-kind-civil-status-record = Civilstāvokļa akta reģistra ieraksts
work-basis-kind-court-ruling = Tiesas nolēmums
work-basis-kind-decision = Lēmums
work-basis-kind-foreign-document = Ārvalstī izdots dokuments
work-basis-kind-identity-document = Personu apliecinošs dokuments
work-basis-kind-other = Cits dokuments
work-basis-kind-case = Lieta
work-basis-kind-synthetic = Izdomāts ieraksts
work-basis-number = Numurs
work-basis-number-hint = Ja tāds ir.
work-basis-date = Datums
work-basis-issuer = Kas izdevis
work-basis-country = Valsts
work-basis-country-hint = Trīs burti, piemēram, LVA.
work-basis-no-issuer = Ierakstiet, kas dokumentu izdevis.
work-basis-no-country = Valsts kods ir trīs burti, piemēram, LVA.
work-correct-title = Ieraksta labošana
work-correct-note = Labojot ieraksts tiek atsaukts: tas nekad nav bijis patiess. Vēsturē tas paliek redzams.
work-correct-how = Kā labot
work-correct-replace = Aizstāt ar pareizo
work-correct-withdraw = Tikai atsaukt
work-correct-from = Kopš kura laika pareizais ir spēkā
work-correct-from-hint = Atstājiet tukšu, ja diena bija pareiza.
work-correct-reason = Kāpēc ieraksts bija kļūdains
work-correct-reason-hint = Piemēram, pārrakstīšanās kļūda.
work-correct-send = Labot ierakstu
work-stale-person = Personas ierakstus pa šo laiku mainīja kāds cits. Atveriet personas lapu no jauna un izlemiet vēlreiz.
work-given = Vārds (vārdi)
work-surname = Uzvārds
work-residence-kind = Veids
work-municipality = Pašvaldība
work-municipality-hint = Tikai Latvijā.
work-address = Adrese
work-address-hint = Vienā rindā.
work-legal-status = Tiesiskais statuss
work-citizenship = Valsts
work-ethnicity = Tautība
work-partial-hint = 1985, 1985-03 vai 1985-03-14; daļējs, ja viss nav zināms.
work-birth-place = Dzimšanas vieta
work-imposed-by = Kas aizliegumu noteica
work-death-date = Miršanas datums

# Piekļuves žurnāls un sistēma.
work-trace-lead = Katra personas datu lasīšana ir šeit, jaunākā augšā. Arī šīs lapas atvēršana tiek ierakstīta.
work-trace-empty = Ierakstu vēl nav.
work-trace-position = Nr.
work-trace-when = Kad
work-trace-who = Kas
work-trace-what = Ko darīja
work-trace-whom = Par ko
work-trace-why = Kādā nolūkā
work-action-read-person = Lasīja personu
work-action-search-persons = Meklēja personas
work-action-write-register = Ierakstīja reģistrā
work-action-read-case = Lasīja lietu
work-action-read-work-lists = Lasīja darbu sarakstu
work-action-receive-application = Pieņēma iesniegumu
work-action-serve-at-counter = Apkalpoja klientu
work-action-examine = Izskatīja lietu
work-action-approve = Apstiprināja lēmumu
work-action-personalise = Izgatavoja dokumentu
work-action-read-trace = Lasīja piekļuves žurnālu
work-action-operate = Uzturēja sistēmu
work-system-engine = Datubāze
work-system-position = Žurnāla pēdējais ieraksts
work-system-persons = Personas reģistrā
work-system-jobs = Gaidošie darbi
work-system-failing = Darbi, kas neizdevās
work-system-sessions = Atvērtās sesijas
work-system-today = Šodiena
work-system-well = Sistēma darbojas.
work-system-warn = Daži darbi nav izdevušies un tiks mēģināti vēlreiz. Apskatiet žurnālu.
work-system-commands = Pārbaudi, rezerves kopijas un projekciju pārbūvi veic no komandrindas: verify, backup, rebuild.
work-visit-cases = Apmeklētāja lietas
work-apply-visitor-hint = Ja apmeklējums pieteikts portālā, var atstāt tukšu.
work-purpose-case = lieta { $number }
work-purpose-basis = tiesiskais pamats { $cite }
work-purpose-kind-duty = darba pienākumi
work-purpose-kind-own = savi dati
