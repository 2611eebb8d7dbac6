# Izziņas no reģistra: pieprasīšana, saraksts, pārbaude.

nav-statements = Izziņas
nav-statement-check = Pārbaudīt izziņu
my-data-statements-heading = Izziņas
my-data-statements = Ja kāda ziņa no reģistra jāparāda bankai vai citas valsts iestādei, saņemiet izziņu tikai ar to, kas tur vajadzīgs.
my-data-statements-link = Saņemt izziņu

statement-lead = Izziņā ir tikai tās ziņas, ko izvēlaties. To var pārbaudīt ikviens, kam to parādāt, bet neko citu par jums tas neuzzina.
statement-fee = Par izziņu uz papīra vai ar elektronisko parakstu maksā; cik, ir atkarīgs no tā, kā un cik ātri to sagatavo.
statement-fee-here = Par failu, ko šeit saņemat uzreiz, rēķinu nesūta un naudu neiekasē. Vai par to jāmaksā un kura no summām, noteikumos nav izlasīts; vaicājiet nodaļā.
statement-fee-free = bez maksas
statement-fee-table = Cik maksā katra izziņa
statement-fee-amount = Maksa
statement-new-heading = Jauna izziņa
statement-person = Par ko būs izziņa
statement-kind = Kāda izziņa vajadzīga
statement-kind-hint = Katrā izziņā ir arī vārds, uzvārds, personas kods un dzimšanas datums.
statement-choose = Izvēlieties izziņas veidu
statement-others-named = Ar radinieku vārdiem un uzvārdiem.
statement-recipient = Kam izziņu rādīs
statement-recipient-hint = Iestāde, uzņēmums vai persona, piemēram, banka. Tas būs uzrakstīts izziņā.
statement-use = Kādam nolūkam
statement-use-hint = Piemēram, kredīta saņemšanai.
statement-lang = Izziņas valoda
statement-lang-hint = Oriģināls vienmēr ir latviešu valodā; citā valodā pievieno tulkojumu.
statement-as-of = Uz kuru dienu
statement-as-of-hint = Šodiena vai kāda agrāka diena.
statement-send = Izsniegt izziņu
statement-issued-heading = Izsniegtās izziņas
statement-none = Vēl nav izsniegta neviena izziņa.
statement-done = Izziņa ir izsniegta
statement-done-note = Tā ir sarakstā zemāk un paliks nemainīga. Pārbaudes kods ir uz izziņas.
statement-column-what = Izziņa
statement-column-who = Par ko
statement-column-recipient = Kam
statement-column-as-of = Uz dienu
statement-column-issued = Izsniegta
statement-column-files = Lejupielādēt
statement-number = Nr. { $number }
statement-pdf = PDF: { $language }
statement-json = JSON programmām

statement-check-lead = Ievadiet kodu, kas uzdrukāts uz izziņas. Uzzināsiet, vai tā ir izsniegta un vai ziņas reģistrā kopš tam ir mainījušās.
statement-check-code = Pārbaudes kods
statement-check-code-hint = Divpadsmit burti un cipari, piemēram, 7K2M-9QRS-04XZ.
statement-check-send = Pārbaudīt
statement-check-unknown = Izziņas ar šādu kodu nav
statement-check-unknown-note = Pārbaudiet, vai kods ievadīts pareizi.
statement-check-as-issued = Izziņa ir izsniegta, un ziņas nav mainījušās
statement-check-changed = Izziņa ir izsniegta, bet ziņas kopš tam ir mainījušās
statement-check-about = { $title }. Izsniegta { $date }.
statement-check-changed-note = Kas tieši mainījies, šeit nav redzams. Palūdziet, lai persona parāda jaunu izziņu.

work-statements = Izziņas
work-statements-note = Izsniegt izziņu vai atkārtoti lejupielādēt jau izsniegto.
work-statements-open = Izziņas par šo personu
action-issue-statement = Izsniedza izziņu
work-action-issue-statement = Izsniedza izziņu

problem-future-day = Izziņa ir par šodienu vai agrāku dienu
problem-unprintable = Šeit ir zīmes, ko nevar iespiest; rakstiet latīņu, grieķu vai kirilicas burtiem
