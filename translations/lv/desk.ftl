# Darbgalds: meklēšana, šodiena, apstiprināšana, slodze, nodaļas diena, taustiņi, projekti, noformējums.

nav-approvals = Apstiprināšana
nav-load = Slodze
nav-design = Noformējums
scheme-dark = Tumšas krāsas
scheme-light = Gaišas krāsas

desk-find = Meklēt
desk-find-send = Atrast
desk-find-title = Meklēšana
desk-find-for = Personas meklē šim nolūkam:
desk-find-hint = Personas kods, vārds, dzimšanas datums, lietas vai dokumenta numurs, pakalpojums.
desk-find-no-day = Tādas dienas nav. Pārbaudiet datumu.
desk-find-nothing = Ierakstiet vismaz divus burtus vai ciparus
desk-found-lead = Meklēts: { $q }
desk-find-persons = Meklēt personās un dokumentos
desk-find-again = Meklēt vēlreiz
desk-find-purpose = Personas datus lasa tikai nolūkam. Norādiet, kādam, un to pašu meklēs personās un dokumentos.
desk-find-closed = Šī lieta jums ir slēgta.
desk-documents = Dokumenti
desk-document-of = Izsniegts personai

work-first-heading = Tālāk
work-first-waits = { $name } – { $since }
work-next-go = Ņemt nākamo
work-visits-coming = Vēl nāks
day-title = Nodaļas diena
day-windows = Lodziņi
day-windows-legend = Katra rinda ir lodziņš: pieteiktie apmeklējumi ir gaiši, kas ir šeit – ar zilu malu, apkalpotie tumši, neatnākušie ar raustītu malu. Stāvā līnija ir pašreizējais laiks.
day-window = { $n }. lodziņš
day-window-empty = Šeit neviens nav pieteicies.
day-waiting = Tagad gaida
day-waiting-nobody = Neviens negaida.
day-since = { $n ->
    [zero] šeit { $n } minūtes
    [one] šeit { $n } minūti
   *[other] šeit { $n } minūtes
}
day-late = Vēl nav atnācis
day-missed = Neatnāca vai vēl nav atnācis
day-missed-nobody = Līdz šim neviens savu laiku nav nokavējis.
day-free = Brīvie laiki
day-free-note = Kad vēl var sākties īsākais apmeklējums un cik lodziņos.
day-free-none = Šajā dienā brīvu laiku vairs nav.

approvals-lead = Priekšlikumi, kas gaida otru parakstu. Savu neviens neparaksta.
approvals-empty = Nekas negaida otru parakstu.
approvals-by = Ierosināja
approvals-own = jūsu: parakstīs cita amatpersona

load-by-officer = Pa amatpersonām
load-by-service = Pa pakalpojumiem
load-picture = Daļas
load-term-overdue = Nokavēts
load-term-soon = Drīz beigsies
load-term-in-time = Laikā
load-age-new = { $days ->
    [zero] Līdz { $days } dienām
    [one] Līdz { $days } dienai
   *[other] Līdz { $days } dienām
}
load-age-middle = { $days ->
    [zero] Vecākas, līdz { $days } dienām
    [one] Vecākas, līdz { $days } dienai
   *[other] Vecākas, līdz { $days } dienām
}
load-age-old = { $days ->
    [zero] Vecākas par { $days } dienām
    [one] Vecākas par { $days } dienu
   *[other] Vecākas par { $days } dienām
}

keys-title = Taustiņi
keys-lead = Katrai darbībai ir taustiņš, kas redzams tai blakus. Pārlūks tam pievieno savējo:
keys-chrome = Chrome, Edge: Alt un taustiņš
keys-firefox = Firefox: Alt, Shift un taustiņš
keys-mac = macOS: Control, Option un taustiņš
keys-reader = Ja lapā taustiņš piederētos vairākām darbībām, piemēram, saraksta rindās, tas ir pirmajai. Pārējo sasniedz ar Tab un Enter.
keys-sections = Sadaļas
keys-everywhere = Katrā darba galda lapā
keys-case = Lietā
keys-pages = Lapās, kurās tāda darbība ir
keys-key = Taustiņš
keys-action = Darbība
keys-send = Nosūtīt lapas veidlapu, ja tāda ir
keys-back = Atpakaļ uz lietu, personu vai sarakstu, kam lapa pieder

typed-kept-heading = Jūsu sesija ir beigusies
typed-kept = Ierakstītais ir saglabāts aizzīmogots un tikai jums. Pierakstieties, un tas atkal būs savā veidlapā.
typed-back-heading = Ierakstītais ir atgriezts
typed-back = Sesija beidzās, pirms to nosūtījāt. Tas ir veidlapā zemāk; nekas vēl nav nosūtīts.
typed-files = Arī šie faili ir saglabāti. Tos nosūtīs ar veidlapu, ja neizvēlēsieties citus:
typed-no-files = Faili kopā ar ierakstīto netiek saglabāti: izvēlieties vēlreiz tos, kas nav pieņemti.
typed-forget = Aizmirst to

case-parts = Lietas daļas
case-not-now = Ko tagad nevar darīt un kāpēc
case-not-yours = To dara citi; šeit tas nav jūsu pienākums:
case-how-met = Kā tas izpildīts
case-leads-to = Pamats:
case-facts-heading = Fakti un to avoti
case-facts-gap = trūkst
case-facts-says = Norāda:
case-draft-heading = Kāda būtu vēstule
case-draft-note = Oriģināla projekts. Nekas vēl nav parakstīts vai nosūtīts.
case-draft-translation = Tulkojums
case-draft-translation-note = Klientam raksta šajā valodā: { $language }. Tulkojumu nosūta kopā ar vēstuli latviešu valodā, kura ir oriģināls.
case-draft-none = No šī lēmuma vēstules vēl nebūtu.
case-draft-nothing = Šajā lietā lēmums nav ierosināts.
file-download = Lejupielādēt
file-not-shown = Šāda veida datni šeit nerāda. Lejupielādējiet to, lai apskatītu.

person-parts = Lapas daļas
person-warnings = Brīdinājumi
person-documents = Dokumenti
person-documents-none = Reģistrā dokumentu nav.
person-document-kind = Veids
person-document-issued = Izsniegts
person-document-expires = Derīgs līdz

design-lead = Daļas, no kurām veidotas visas lapas, katra savos stāvokļos. Mainot to šeit, tā mainās visur.
design-parts = Noformējuma daļas
design-rule-words = Visu pasaka vārdi; krāsa un attēli to atkārto.
design-rule-contrast = Teksts no fona atšķiras vismaz 4,5 pret 1, zīmes 3 pret 1, gaišās un tumšās krāsās; to pārbauda tests.
design-rule-targets = Viss spiežamais ir vismaz 24 pikseļus augsts un plats.
design-rule-focus = Tastatūras vietu rāda divkrāsains gredzens.
design-rule-width = 320 pikseļu platumā nekas nav jāritina sāniski; tabulas kļūst par kartītēm.
design-rule-script = Nevienai daļai nevajag skripta.
design-colours = Krāsas
design-colours-note = Katra krāsa nosaukta pēc tā, kam tā domāta, un tai ir tumšais pāris.
design-type = Burti
design-space = Izmēri un atstarpes
design-space-note = Izmēri aug līdzi lasītāja izvēlētajam.
design-token = Nosaukums
design-value = Vērtība
design-sample = Dokuments ir gatavs saņemšanai.
design-link = Saite
design-buttons = Pogas
design-button-first = Galvenā darbība
design-button-second = Otra darbība
design-button-danger = Grūti atsaucama
design-button-off = Tagad nevar
design-button-link = Kā saite
design-fields = Lauki
design-field-hint = Norāde pasaka, ko gaida.
design-field-line = Viena rinda
design-field-wrong = Rinda ar kļūdu
design-field-date = Diena
design-field-select = Izvēle no saraksta
design-field-area = Vairākas rindas
design-field-radios = Viens no vairākiem
design-field-boxes = Vairāki no vairākiem
design-notices = Paziņojumi
design-tone-plain = vienkārši
design-tone-info = zināšanai
design-tone-good = paveikts
design-tone-warn = jāievēro
design-tone-bad = atteikts vai nokavēts
design-empty = Šeit vēl nekā nav.
design-tags = Zīmes
design-lists = Saraksti, kartītes un paneļi
design-card = Kartīte
design-card-goes = Kartīte, kas ved tālāk
design-panel = Panelis
design-more = Atverams
design-tables = Tabulas
design-tables-note = Tālrunī katra rinda ir kartīte.
design-progress = Gaita un pārbaudes
design-requirement = Prasība
design-pictures = Koki un daļas
design-tree-all = Viss no šī:
design-tree-one = pirmais nosacījums
design-tree-any = viens no šiem:
design-tree-two = otrais nosacījums
design-tree-three = trešais nosacījums
