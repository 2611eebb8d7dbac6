# Pieslēgšanās: sniedzēji, piekļuves atslēgas, sesijas, apliecināšana no jauna.

acting-own-data = Šie ir jūsu paša dati. Jūs rīkojaties citas personas vārdā ({ $name }), bet viņas datu šajā lapā nav.
acting-for = Rīkojaties citas personas vārdā: { $name }
sign-in-as-client = Klientiem
sign-in-as-client-note = Jūs pieslēdzaties pie sniedzēja, kas jūs pazīst; mēs uzzinām jūsu personas kodu un neko citu.
sign-in-as-officer = Amatpersonām
sign-in-again = Pieslēgties vēlreiz
sign-in-no-person-heading = Mēs nevaram jūs pieslēgt
sign-in-no-person = Sniedzējs jūs pazīst, taču pēc tā, ko tas par Jums pateica, šeit nevienu pieslēgt nevar. Ja domājat, ka tā ir kļūda, atnāciet uz nodaļu ar personu apliecinošu dokumentu vai piezvaniet mums.
sign-in-no-officer-heading = Jūs neesat amatpersonu sarakstā
sign-in-no-officer = Sniedzējs jūs pazīst, taču šīs iestādes amatpersonu sarakstā jūs neesat. Vērsieties pie tā, kurš sarakstu uztur.
signed-out-heading = Jūs esat atslēdzies
signed-out = Šeit jūs vairs neesat pieslēdzies.
signed-out-provider = { $provider } šajā pārlūkprogrammā jūs, iespējams, vēl atceras. Ja dators ir koplietojams, atslēdzieties arī tur.
signed-out-there = Atslēgties: { $provider }

provider-failed = Pieslēgties neizdevās
provider-denied = { $provider } Jūs neielaida, vai arī jūs pārtraucāt ceļā.
provider-denied-next = Nekas nav izdarīts. Varat mēģināt vēlreiz vai izvēlēties citu veidu.
provider-fault = { $provider } atsūtīja ko tādu, ko nevaram izmantot.
provider-fault-next = Mēģiniet pēc dažām minūtēm. Ja tas atkārtojas, nosauciet mums atsauces numuru.
provider-way-lost = Pieslēgšanās ilga pārāk ilgi vai jau ir pabeigta.
provider-way-lost-next = Sāciet no jauna. Lietojiet lapas pogas, nevis pārlūkprogrammas pogu „Atpakaļ”.
provider-wrong-state = Tas, kas atgriezās, neattiecas uz pieslēgšanos, kura sākta šajā pārlūkprogrammā.
provider-wrong-state-next = Ja sekojāt kāda atsūtītai saitei, vairs to nelietojiet. Citādi sāciet pieslēgšanos no jauna.
provider-expired = { $provider } atsūtītais ir pārāk vecs, lai tam ticētu.
provider-expired-next = Sāciet no jauna. Ja tas atkārtojas, nosauciet mums atsauces numuru.
provider-unknown-key = { $provider } atsūtītais ir parakstīts ar atslēgu, kuru tas nepublicē.
provider-unknown-key-next = Uz tāda pamata mēs nevienu neielaižam. Mēģiniet pēc dažām minūtēm; ja tas atkārtojas, nosauciet mums atsauces numuru.
provider-not-believed = { $provider } atsūtītajam nevar ticēt.
provider-not-believed-next = Uz tāda pamata mēs nevienu neielaižam. Ja tas atkārtojas, nosauciet mums atsauces numuru.
provider-level = Pie sniedzēja { $provider } Jūs pieslēdzāties veidā, kas šeit nav pietiekami drošs.
provider-level-next = Pieslēdzieties vēlreiz un izvēlieties drošāku līdzekli, piemēram, personas apliecību vai kvalificētu mobilo parakstu.
provider-no-code = { $provider } nepateica, kas jūs esat reģistrā.
provider-no-code-next = Pieslēdzieties vēlreiz un atļaujiet sniedzējam nodot jūsu kodu vai izvēlieties citu veidu.
provider-not-anew = Jums bija no jauna jāpieslēdzas pie sniedzēja { $provider }, taču tas jūs ielaida nejautājot.
provider-not-anew-next = Atslēdzieties pie sniedzēja un mēģiniet vēlreiz vai apliecieties ar piekļuves atslēgu.
provider-unreachable = { $provider } neatbild.
provider-unreachable-next = Mēģiniet pēc dažām minūtēm vai izvēlieties citu veidu.
provider-misconfigured = { $provider } nepieņem šo iestādi tā, kā tā ir iestatīta.
provider-misconfigured-next = Tas jālabo mums, nevis Jums. Nosauciet mums atsauces numuru vai izvēlieties citu veidu.

passkey-sign-in = Pieslēgties ar piekļuves atslēgu
passkey-code = Jūsu kods amatpersonu sarakstā
passkey-code-hint = Kā uzaicinājumā, piemēram, anna-k
passkey-code-wrong = Rakstiet kodu tā, kā tas ir uzaicinājumā: mazie burti, cipari un defises
passkey-next = Turpināt
passkey-ask = Pārlūkprogramma prasīs piekļuves atslēgu: pirksta nospiedumu, seju, PIN vai drošības atslēgu.
passkey-failed-heading = Piekļuves atslēga netika pieņemta
passkey-failed = Pārlūkprogramma nevarēja izmantot piekļuves atslēgu, vai arī jūs pārtraucāt. Mēģiniet vēlreiz.
passkey-noscript = Piekļuves atslēgai pārlūkprogrammā vajag skriptus. Bez tiem pieslēdzieties pie sniedzēja.
passkey-no-answer = Pārlūkprogramma neatbildēja. Piekļuves atslēgai vajag skriptus; bez tiem pieslēdzieties pie sniedzēja.
passkey-not-verified = Pārlūkprogrammas atbilde neatbilst jūsu piekļuves atslēgai, vai arī lapa bija atvērta pārāk ilgi. Mēģiniet vēlreiz.
passkey-broken = Piekļuves atslēgas pašlaik nevar lietot. Pieslēdzieties pie sniedzēja vai mēģiniet vēlāk.
passkey-not-added = Piekļuves atslēga nav pievienota: tā jau ir zināma, vai arī uzaicinājums pa to laiku izmantots.
passkey-name = Piekļuves atslēgas nosaukums
passkey-name-hint = Lai to atpazītu, piemēram, Darba dators
passkey-name-wrong = Dodiet piekļuves atslēgai nosaukumu, ne garāku par { $max } rakstzīmēm
passkey-added = Pievienota
passkey-used = Pēdējoreiz lietota
passkey-never = nekad
passkey-add = Pievienot piekļuves atslēgu
passkey-remove = Dzēst
passkey-remove-which = Dzēst: { $name }
passkeys-none = Jums nav nevienas piekļuves atslēgas.
passkeys-history = Kas noticis ar jūsu piekļuves atslēgām
passkey-when = Kad
passkey-what = Kas noticis
passkey-position = Vieta žurnālā
passkey-was-invited = Operators izveidoja uzaicinājumu, kas der līdz: { $until }
passkey-was-added-invitation = “{ $name }” pievienota ar uzaicinājumu
passkey-was-added-signed-in = “{ $name }” pievienota, kad bijāt pieslēdzies
passkey-was-removed = “{ $name }” dzēsta
enrol-heading = Pievienojiet savu piekļuves atslēgu
enrol-lead = { $name }, šeit pievieno piekļuves atslēgu, ar kuru turpmāk pieslēgsieties. Jūsu kods ir { $code }.
enrol-over-heading = Šo uzaicinājumu izmantot nevar
enrol-over = Uzaicinājums der vienreiz un vienu dienu. Lūdziet operatoram jaunu.
enrol-done-heading = Piekļuves atslēga ir pievienota
enrol-done = Turpmāk pieslēdzieties ar savu kodu un šo piekļuves atslēgu.

nav-my-sessions = Kur esmu pieslēdzies
nav-my-passkeys = Manas piekļuves atslēgas
nav-behalf = Kā vārdā
my-sessions-lead = Katra rinda ir pārlūkprogramma, kurā esat pieslēdzies. Beidziet tās, kuras nepazīstat.
my-sessions-browser = Pārlūkprogramma
my-sessions-unknown = Nezināma pārlūkprogramma
my-sessions-this = šī
my-sessions-method = Kā
my-sessions-started = Kopš
my-sessions-seen = Pēdējoreiz lietota
my-sessions-act = Ko varat darīt
my-sessions-end = Beigt
my-sessions-end-which = Beigt sesiju kopš { $began }
my-sessions-end-others = Beigt visas citas
method-demonstration = Demonstrācija
method-passkey = Piekļuves atslēga
method-assertion = Programma

behalf-lead = Jūs varat rīkoties sava bērna vai aizbilstamā vārdā vai tā vārdā, kas jūs pilnvarojis, ciktāl to apliecina reģistrs. Izvēle redzama katras lapas augšā, un ar to sākas veidlapas.
behalf-whom = Kā vārdā rīkojaties?
behalf-other = Jūs šo personu pārstāvat
behalf-choose = Turpināt

confirm-heading = Apliecinieties no jauna
confirm-lead = Tam vajag pieslēgšanos, kas nav vecāka par { $minutes } minūtēm.
confirm-kept = Uzrakstītais tiek glabāts ceturtdaļstundu; pēc tam varēsiet ar to turpināt.
confirm-passkey = Apliecināties ar piekļuves atslēgu
confirm-provider = Apliecināties: { $provider }
confirm-none = Atslēdzieties un pieslēdzieties vēlreiz; uzrakstītais tad zudīs.
confirm-done-heading = Paldies
confirm-done = Nekas vēl nav nosūtīts. Tagad nosūtiet, ko bijāt uzrakstījis.
confirm-typed = Jūsu uzrakstītais
confirm-send = Nosūtīt tagad
confirm-back = Nesūtīt

work-system-sign-out = Beigt visas amatpersonas sesijas
work-system-officer = Amatpersona
work-system-end = Beigt visas sesijas
work-system-signed-out = { $count ->
    [zero] Beigtas { $count } sesijas.
    [one] Beigta { $count } sesija.
   *[other] Beigtas { $count } sesijas.
}
api-confirm = Tam vajag nesenu pieslēgšanos: pieslēdzieties lapās no jauna un atkārtojiet.
access-by-institution = Iestāde: { $name }
