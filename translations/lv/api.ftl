# Ko saka JSON saskarne, kad tā neizdara prasīto.

api-status-400 = Pieprasījumu nevar nolasīt
api-status-401 = Vispirms jāpiesakās
api-status-403 = Jums nav šādu tiesību
api-status-404 = Nav atrasts
api-status-405 = Šeit tas nav iespējams
api-status-408 = Pārāk lēni
api-status-409 = Pašreizējā stāvoklī tas nav iespējams
api-status-412 = Ieraksts pa šo laiku ir mainīts
api-status-413 = Pārāk liels
api-status-415 = Neatbilstošs satura veids
api-status-422 = Lauki ir kļūdaini
api-status-429 = Pārāk daudz pieprasījumu
api-status-500 = Mūsu kļūda
api-status-503 = Pašlaik nav pieejams
api-status-504 = Tas ilga pārāk ilgi

api-bad-request = Pieprasījums nav saprotams.
api-parameter = Kāds parametrs vai galvene ir kļūdaina; kura, teikts laukā „errors”.
api-not-json = Pieprasījuma saturs nav JSON: { $line }. rinda, { $column }. zīme.
api-sign-in = Vajadzīga tādas personas pilnvara, kura to drīkst darīt: „Authorization: Bearer PILNVARA”.
api-no-right = Jums nav tiesību to darīt.
api-no-purpose = Personas datus lasa nolūkā, kas atbilst lasīšanai: „case:ID”, „basis:ATSAUCE” vai „own” saviem datiem.
api-form-expired = Pieprasījums nav nācis no mūsu lapām.
api-other-site = Ar lapu sesiju izmaiņas pieņem tikai no mūsu pašu lapām. Programmas izmanto pilnvaru galvenē „Authorization”.
api-not-found = Ar šādu numuru šeit nekā nav, vai arī tas nav jums pieejams.
api-no-such-path = Saskarnē nav šāda ceļa; visi ceļi ir uzskaitīti /api/v1/openapi.json.
api-id-malformed = Šeit nekā nav: tas nav identifikators.
api-no-such-method = Šim ceļam nav šādas metodes; pieejamās ir uzskaitītas galvenē „Allow”.
api-wrong-method = Šim ceļam nav šādas metodes; pieejamās ir uzskaitītas galvenē „Allow”.
api-too-slow = Pieprasījums aizņēma pārāk ilgu laiku. Nekas nav zudis: pirms sūtāt vēlreiz, pārlasiet.
api-slow-answer = Nav zināms, vai tas ir izdarīts: pirms sūtāt vēlreiz, pārlasiet.
api-slow-request = Pieprasījums aizņēma pārāk ilgu laiku. Nekas nav zudis: pirms sūtāt vēlreiz, pārlasiet.
api-conflict = Pašreizējā stāvoklī tas nav iespējams.
api-not-now = Pašreizējā stāvoklī tas nav iespējams.
api-stale = Kopš lasījāt, ierakstu ir mainījis kāds cits. Izlasiet to vēlreiz un izlemiet no jauna.
api-too-large = Pieprasījuma saturs ir lielāks par 64 KiB.
api-media-type = Saturam jābūt JSON ar galveni „Content-Type: application/json”.
api-wrong-kind = Saturam jābūt JSON ar galveni „Content-Type: application/json”.
api-invalid = Daži lauki ir kļūdaini; kuri un kā būtu pareizi, teikts laukā „errors”.
api-too-many = Pārāk daudz pieprasījumu. Pagaidiet { $seconds } s un mēģiniet vēlreiz.
api-fault = Kaut kas nogāja greizi mūsu pusē. Tas ir pierakstīts ar uzziņas numuru.
api-gone = Datubāze neatbild. Nekas nav zudis; mēģiniet vēlreiz pēc dažām sekundēm.

api-purpose-missing = Personas datus lasa noteiktā nolūkā. Norādiet to galvenē „Purpose”.
api-purpose-malformed = Galvenē „Purpose” nav nolūka.
api-purpose-unknown = Galvene „Purpose” atsaucas uz aktu, kura likumu datnēs nav.
api-purpose-forms = Nolūks ir „case:ID”, „basis:ATSAUCE”, piemēram, „basis:apl:62”, vai „own” saviem datiem.
api-key-reused = Šī Idempotency-Key vērtība jau izmantota pieprasījumam ar citu saturu. Jaunam pieprasījumam vajag jaunu vērtību.
api-key-running = Pirmais pieprasījums ar šo Idempotency-Key vērtību vēl tiek izpildīts. Jautājiet vēlreiz pēc sekundes.
api-key-done = Pieprasījums ar šo Idempotency-Key vērtību ir izpildīts (līdz žurnāla pozīcijai { $position }), bet atbilde zuda, iestādes sistēmai apstājoties. Nolasiet, kas tika izveidots; nesūtiet to ar citu vērtību.
api-key-form = Idempotency-Key ir teksts no 1 līdz { $most } redzamām zīmēm.
api-code-form = Atcelšanas kodam ir 8 burti un cipari.
api-if-match-form = „If-Match” ir viena birka pēdiņās, piemēram, "7", kā to deva galvene „ETag”.
api-id-form = Identifikatoram ir 12 zīmes: cipari un lielie burti bez I, L, O un U.

api-field-missing = Trūkst lauka „{ $field }”.
api-field-unknown = Lauks „{ $field }” šeit nav zināms. { $near ->
    [nothing] Atstājiet to prom.
    [none] Zināmi ir: { $known }.
   *[other] Vai domājāt „{ $near }”?
}
api-field-twice = Lauks „{ $field }” ir divreiz.
api-field-type = Laukam „{ $field }” ir nepareizs veids. { $expected ->
    [number] Tas ir vesels skaitlis.
    [text] Tas ir teksts pēdiņās.
    [yes-or-no] Tas ir true vai false.
    [list] Tas ir saraksts.
    [object] Tas ir objekts ar nosauktiem laukiem.
   *[other] Kāds tas ir, teikts OpenAPI dokumentā.
}
api-field-malformed = Lauku „{ $field }” nevar nolasīt. { $shape ->
    [choice] Tas ir viens no: { $allowed }.
    [number] Tas ir vesels skaitlis.
    [yes-or-no] Tas ir true vai false.
    [day] Tā ir diena, piemēram, 2026-11-24.
    [time] Tas ir laiks, piemēram, 09:30.
    [instant] Tas ir brīdis, piemēram, 2026-11-24T08:30:00Z.
    [known-at] Tā ir žurnāla pozīcija, piemēram, 1204, vai brīdis, piemēram, 2026-11-24T08:30:00Z.
    [period] Laikposmam jābeidzas pēc tā sākuma.
    [id] Identifikatoram ir 12 zīmes: cipari un lielie burti bez I, L, O un U.
    [officer] Amatpersonas kodam ir 1 līdz 40 zīmes: a–z, 0–9 un defise.
    [language] Valodas kods ir divi mazie burti, piemēram, lv.
    [document] Dokumenta numurs ir divi lielie burti vai cipari un septiņi cipari, piemēram, PA9992921.
    [amount] Tā ir summa, piemēram, 34.00 EUR.
    [currency] Valūtas kods ir trīs lielie burti (ISO 4217).
    [account] Tas ir konta numurs (IBAN) ar pareiziem kontrolcipariem.
    [name] Vārdā ir burti, atstarpes, defises, apostrofi un punkti, un vismaz viens burts.
    [personal-code] Personas kodam ir 11 cipari, piemēram, 123456-12345.
    [citation] Tā ir atsauce uz tiesību aktu, piemēram, apl:62(1).
    [term] Tas ir ilgums, piemēram, 5 years vai 10 working-days.
   *[other] Kādam tam jābūt, teikts OpenAPI dokumentā.
}
api-wrong-value = Fakta „{ $fact }” vērtība nevar būt „{ $value }”. { $shape ->
    [choice] Tā ir viena no: { $options }.
    [yes-or-no] Tā ir true vai false.
    [number] Tas ir vesels skaitlis.
    [day] Tā ir diena, piemēram, 2026-11-24.
    [term] Tas ir ilgums, piemēram, 90 days vai 5 years.
   *[money] Tā ir summa, piemēram, 740.00.
}
api-parameter-of-officers = Parametrs „{ $field }” ir amatpersonu darba sarakstam. Klients bez parametriem saņem visas savas lietas uzreiz.
api-parameter-unknown = „{ $field }” šeit nav parametrs. { $known ->
    [none] Parametru nav.
   *[other] Zināmie ir: { $known }.
}
api-parameter-twice = Parametrs „{ $field }” ir divreiz.
api-field-length = Laukā „{ $field }” ir no 1 līdz { $most } zīmēm.
api-parameter-range = „{ $field }” ir skaitlis no 1 līdz { $most }.
api-field-value = „{ $field }” ir true vai false, vesels skaitlis, kods vai diena.
