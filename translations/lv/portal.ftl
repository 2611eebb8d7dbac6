# Portāla lapas, kas tikai stāsta: sākums, par iestādi, lapas karte, piekļūstamība, privātums, pieslēgšanās.

home-title = Pārvalde – pilsonības un migrācijas lietas
home-heading = Ko jums vajag nokārtot?
home-lead = Piesakiet vizīti, iesniedziet iesniegumu un sekojiet savai lietai līdz pat dokumenta saņemšanai. Viss vienuviet, bez liekiem papīriem.
home-to-services = Izvēlēties pakalpojumu
home-needs = Kāpēc jūs nākat?
home-tasks = Biežāk vajadzīgais
home-services-note = Kas nepieciešams, cik maksā un cik ilgi jāgaida.
home-book-note = Izvēlieties nodaļu, dienu un laiku. Pieslēgties nav obligāti.
home-matters-note = Iesniegumi, lēmumi un vēstules, kas adresētas jums.
home-offices-note = Darba laiks, tālruņi un tuvākie brīvie laiki.
home-my-data-note = Ko par jums glabā reģistrs un kas to ir skatījis.
home-validity-note = Vai pase vai personas apliecība ir derīga.

about-values-lead = Tās darbinieki ievēro attiecībās ar klientiem, partneriem un kolēģiem.
about-thanks = Iestāde attīstās, lai vairāk dotu sabiedrībai un valstij, un tai ir svarīga sabiedrības sapratne un atbalsts.
about-software-heading = Par šo programmatūru
about-software = Pārvalde ir atvērtā koda sistēma, kas rāda, kā šādas iestādes darbs var notikt: no pieteiktas vizītes līdz pamatotam lēmumam. Tās saturs balstās publiski pieejamās ziņās, bet personas un lietas ir izdomātas.
about-youtube = Iestāde publicē video arī YouTube. Šī vietne ārēju saturu neielādē.

sign-in-none-heading = Pieslēgšanās nav iestatīta
sign-in-none = Šajā sistēmā vēl nav norādīts, kā lietotāji apliecina savu identitāti. Pakalpojumu aprakstus, nodaļas un vizīšu pieteikšanu var izmantot arī bez pieslēgšanās.
sign-in-demo-heading = Pieslēgšanās demonstrācijā
sign-in-demo = Izvēlieties, kas vēlaties būt. Visas personas ir izdomātas, tāpēc parole nav vajadzīga. Īstā sistēmā šeit būtu valsts vienotā pieslēgšanās.
sign-in-demo-office = Apmeklētājus pieņem un dokumentus izsniedz nodaļā, kurai pieder lieta: iesniedzot iesniegumu vai piesakot vizīti, izvēlieties tādu, kurā strādā kāda no sarakstā minētajām amatpersonām, lai varētu turpināt tās vārdā.
sign-in-clients = Klienti
sign-in-officers = Amatpersonas
sign-in-choose = Izvēlieties personu vai amatpersonu no saraksta

site-map-do = Nokārtot
site-map-mine = Mans
site-map-office = Iestāde
site-map-versions = Valodas un versijas

accessibility-lead = Vietnei jābūt lietojamai ikvienam. Tā veidota pēc WCAG 2.2 vadlīniju AA līmeņa.
accessibility-held-heading = Kas ievērots
accessibility-text-version = Katrai lapai ir teksta versija ar to pašu saturu. Tā ieslēdzama lapas augšā.
accessibility-keyboard = Visu var izdarīt ar tastatūru, un vienmēr redzams, kurā vietā jūs esat.
accessibility-contrast = Teksta un fona kontrasts ir vismaz 4,5 pret 1. Krāsa nekad nav vienīgā norāde.
accessibility-script = Lapas darbojas bez skriptiem un bez ārēja satura.
accessibility-zoom = Lapu var palielināt līdz 400 % un lietot 320 pikseļu platā ekrānā bez ritināšanas uz sāniem.
accessibility-forms = Veidlapās katram laukam ir nosaukums, kļūdas ir nosauktas vārdos, un ievadītais stundu nepazūd, arī mainot lapas valodu vai versiju. Faili jāizvēlas no jauna.
accessibility-limits-heading = Kas vēl nav
accessibility-limit-letters = Vēstules ir PDF datnes. Tās ir strukturētas lasītājprogrammām, bet ar neatkarīgu rīku vēl nav pārbaudītas.
accessibility-limit-audit = Neatkarīga pārbaude ar lietotājiem vēl nav veikta.
accessibility-report-heading = Ja kaut kas neizdodas
accessibility-report = Zvaniet pa informācijas tālruni vai nāciet uz jebkuru nodaļu: visu, kas ir šeit, var nokārtot arī klātienē.

privacy-lead = Šajā vietnē redzamās personas ir izdomātas. Tālāk aprakstīts, kā sistēma rīkojas ar datiem.
privacy-what-heading = Ko sistēma glabā
privacy-what = Reģistra ierakstus ar pamatu katram no tiem, iesniegumus un lēmumus, pieteiktās vizītes un katru reizi, kad kāds skatījis personas datus.
privacy-who-heading = Kas datus redz
privacy-who = Tikai tas, kam to ļauj pienākumi, un tikai noteiktam mērķim. Katra skatīšanās tiek pierakstīta, pirms dati parādās ekrānā, un jūs šo sarakstu varat izlasīt.
privacy-visit-heading = Ja piesakāt vizīti bez pieslēgšanās
privacy-visit = Glabājam vārdu, tālruni vai e-pasta adresi, ko norādījāt, lai varētu jūs sagaidīt un brīdināt, ja kas mainās.
privacy-cookies-heading = Sīkdatnes
privacy-cookies = Ir tikai nepieciešamās: sesijai, veidlapu drošībai un tam, kas ierakstīts nepieņemtā veidlapā, valodai un versijai. Jums neviens neseko, un nekas netiek sūtīts citiem.
privacy-rights-heading = Jūsu tiesības
privacy-rights = Jūs varat lasīt savus datus, lūgt labot kļūdu un uzzināt, kas datus skatījis.

about-lead = { $name } ({ $short }) ir iestāde iekšlietu ministra pārraudzībā ({ $parent }).
about-mission = Misija
about-tasks = Ko iestāde dara
about-values = Vērtības
about-history = Vēsture

home-today = Šodien nodaļās
home-today-note = Dažām nodaļām ir savs darba laiks.
home-about = Mūsu misija
home-about-more = Vairāk par iestādi
