# Iesniegums pa soļiem, melnraksti, faili, sarakste.

step-whom = Kam tas vajadzīgs?
step-known = Ko mēs jau zinām
step-documents = Dokumenti
step-collect = Saņemšana un vēstules
step-visit = Nodaļa un vēstules
step-letters = Vēstules
step-particulars = Iesnieguma saturs
particular-optional = { $what } (var nerakstīt)
particular-municipality = Pašvaldība
particular-municipality-abroad = Ja adrese ir ārvalstī, atstājiet tukšu.
particular-municipality-missing = Izvēlieties pašvaldību
particular-no-documents = reģistrā nav neviena derīga dokumenta.
step-of = { $n }. solis no { $count }
step-about = { $n }. solis. Vēl { $left ->
    [zero] aptuveni { $left } soļu
    [one] aptuveni { $left } solis
   *[other] aptuveni { $left } soļi
}: cik tieši, atkarīgs no jūsu atbildēm.
step-opened = Šis jautājums radās no atbildes, ko mainījāt. Viss pārējais, ko aizpildījāt, ir saglabāts.
step-on = Turpināt
step-skip = Nezinu – izlaist
step-skip-note = Ja izlaidīsiet, amatpersona pajautās vai noskaidros pati. Tas jums nekaitē.
step-back = Atpakaļ
answer-missing = Uz šo jautājumu jāatbild
question-see = Ja atbilde ir “{ $answer }”, vajadzīgs arī:
answer-unknown = nav zināms
answer-term = “{ $value }” nav mēnešu vai dienu skaits; rakstiet ar cipariem, piemēram, 18
answer-in-months = Mēnešu skaits; gadā ir 12 mēneši.
answer-in-days = Dienu skaits.
answer-in-money = Summa, piemēram, 740.00.
answer-open = – nav norādīts –
answer-money = “{ $value }” nav summa; rakstiet ar cipariem, piemēram, 740.00

apply-reported-heading = Par veco dokumentu ir ziņots
apply-reported = Pārvalde izskata ziņojumu par veco dokumentu. Pēc rakstiska ziņojuma vecais dokuments nav derīgs arī tad, ja to atrod. Jauno dokumentu varat pieteikt jau tagad, un vecais nav jāņem līdzi.
known-lead = Tā rakstīts reģistrā. No jauna tas nav jāraksta: pasakiet tikai, vai tas ir pareizi.
known-ask = Vai tas ir pareizi?
known-right = Jā, tas ir pareizi
known-wrong = Nē, kaut kas nav pareizi
known-missing = Pasakiet, vai tas ir pareizi
known-note = Kas nav pareizi?
known-note-hint = Tikai tad, ja kaut kas nav pareizi. Uzrakstīto amatpersona saņems kopā ar iesniegumu.
known-correct = Reģistru tas nemaina.
known-correct-how = Kā panākt, lai reģistru izlabo
check-known = Ko mēs jau zinām
check-changed = Iesniegums pa šo laiku ir mainīts. Pirms nosūtīšanas apskatiet to vēlreiz.
already-open-other = Iesniegt kādam citam
already-open-delete = Dzēst iesākto, to nevar nosūtīt

documents-lead = Vajadzīgi šādi dokumenti. Ja tie ir pa rokai, nosūtiet skenējumu vai fotogrāfiju tagad; ja nav, turpiniet un atnesiet tos vēlāk.
documents-lead-afar = Vajadzīgi šādi dokumenti. Ja tie ir pa rokai, nosūtiet skenējumu vai fotogrāfiju tagad; ja nav, turpiniet un pievienojiet tos lietai vēlāk. Uz nodaļu nekas nav jānes.
documents-none = Pēc jūsu atbildēm no jums dokumenti nav vajadzīgi. Ja vēlaties, kaut ko varat pievienot.
documents-other = Kaut kas cits
documents-choose = Izvēlieties failus
documents-add = Pievienot failus un palikt šeit
documents-remove = Noņemt
documents-later = Failus var pievienot arī pēc nosūtīšanas, un visu var atnest uz nodaļu.
documents-none-sent = vēl nekas nav nosūtīts
documents-later-afar = Failus var pievienot arī pēc nosūtīšanas.
documents-identity = Uz nodaļu ņemiet līdzi personu apliecinošu dokumentu; nekas cits nav jānes.
documents-nothing = Nekas nav jānes.
files-rules = PDF, JPEG, PNG, DOCX, XLSX, DOC, XLS vai elektroniski parakstīts konteiners (EDOC, ASICE). Vienā failā ne vairāk kā { $one } MB; kopā ne vairāk kā { $count } faili un { $all } MB.
files-added = Faili ir pievienoti.
message-added = Nosūtīts, un redzams zemāk.
files-removed = Fails ir noņemts.
file-not-taken = “{ $name }” nav pieņemts: { $why }
files-add = Rakstīt vai pievienot failus
files-what = Kas tas ir?
files-send = Nosūtīt
message-words = Ko vēlaties pateikt
message-hint = Ja tikai pievienojat failus, neko nav jāraksta.
message-missing = Uzrakstiet kaut ko vai izvēlieties failu
file-found-program = programma
file-found-web-page = tīmekļa lapa
file-found-drawing = zīmējums ar norādēm (SVG)
file-found-rtf = RTF dokuments
file-found-heic = fotogrāfija HEIC vai AVIF formātā, ko ne katrs dators var atvērt
file-found-picture = cita veida attēls
file-found-video = video
file-found-sound = skaņas ieraksts
file-found-archive = arhīvs
file-found-text = vienkāršs teksts
file-found-other = cita veida fails

draft-note = Jūsu atbildes tiek glabātas. Varat aiziet un turpināt vēlāk, arī citā ierīcē.
draft-kept = Jūsu atbildes glabāsim līdz { $day }, un turpināt var šeit:
draft-until = Glabāsim līdz { $day }.
draft-unsent = vēl nav nosūtīts
draft-files = { $count ->
    [zero] Pievienoti { $count } faili
    [one] Pievienots { $count } fails
   *[other] Pievienoti { $count } faili
}.
draft-continue = Turpināt
draft-delete = Dzēst
draft-deleted = Nenosūtītais iesniegums ir dzēsts.
drafts-heading = Vēl nav nosūtīti

correspondence = Sarakste
correspondence-none = Vēl nekas nav saņemts un nosūtīts.
correspondence-number = Nr.
correspondence-day = Diena
correspondence-what = Kas
correspondence-way = Ceļš
correspondence-party = No kā vai kam
correspondence-in = { $kind ->
    [message] saņemta
    [court] saņemta
   *[other] saņemts
}
correspondence-out = { $kind ->
    [receipt] nosūtīta
   *[other] nosūtīts
}
correspondence-handed = { $kind ->
    [receipt] izsniegta
   *[other] izsniegts
}
correspondence-from-applicant = no iesniedzēja
correspondence-to-applicant = iesniedzējam
correspondence-from-person = no personas
correspondence-to-person = personai
correspondence-office = iestāde
correspondence-kind-application = Iesniegums
correspondence-kind-attachment = Fails
correspondence-kind-message = Ziņa
correspondence-kind-answer = Viedoklis
correspondence-kind-withdrawal = Atsaukums
correspondence-kind-contest = Apstrīdējums
correspondence-kind-opened = Lietas sākums
correspondence-kind-confirmation = Apliecinājums par saņemšanu
correspondence-kind-invoice = Rēķins
correspondence-kind-receipt = Kvīts par valsts nodevu
correspondence-kind-hearing = Uzaicinājums izteikt viedokli
correspondence-kind-decision = Lēmums
channel-portal = portāls
channel-counter = nodaļa
channel-post = pasts
channel-e-address = e-adrese
channel-phone = tālrunis
channel-office = pati iestāde
