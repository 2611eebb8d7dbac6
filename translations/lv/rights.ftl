# Tiesības: kas amatpersonai ir slēgts, un neatliekami gadījumi.

problem-conflict-of-interest = Šo lietu jūs kā amatpersona nedrīkstat kārtot. Atstājiet to kolēģim.
problem-protected-person = Šī persona ir aizsargājama. Lietu kārto amatpersonas ar šādu pienākumu.
problem-other-office = To dara nodaļā, kurai tas pieder.
problem-assigned-to-another = Šī lieta ir pie kolēģa. To dara kolēģis vai nodod lietu tālāk.
problem-own-emergency = Paša atvērto izvērtē kāds cits.
problem-emergency-words = Uzrakstiet vismaz { $min } rakstzīmes.
problem-emergency-needless = Jums šeit nekas nav slēgts. Lasiet kā parasti.
problem-emergency-reviewed = Tas jau ir izvērtēts.
api-emergency-target = Norādiet personu vai lietu, bet ne abas.
api-emergency-state = `state` ir `waiting` vai `all`.

action-take-part = Piedalījās lietā
action-hand-over = Izsniedza dokumentu
action-assign-case = Nodeva lietu amatpersonai
action-open-emergency = Atvēra datus neatliekamā gadījumā
action-review-emergency = Izvērtēja neatliekamu gadījumu
work-action-take-part = Piedalījās lietā
work-action-hand-over = Izsniedza dokumentu
work-action-assign-case = Nodeva lietu amatpersonai
work-action-open-emergency = Atvēra neatliekamā gadījumā
work-action-review-emergency = Izvērtēja neatliekamu gadījumu
access-refused = { $what } (atteikts: nekas netika parādīts)
purpose-emergency = Neatliekamā gadījumā, ko izvērtē datu aizsardzības speciālists
work-purpose-emergency = neatliekams gadījums { $number }

nav-emergencies = Neatliekamie gadījumi
work-emergencies-note = Ko amatpersonas atvērušas neatliekamā gadījumā, un ko jūs par to sakāt.
work-emergencies-count = { $n ->
    [0] Nekas negaida jūsu izvērtējumu.
    [zero] Jūsu izvērtējumu gaida { $n } neatliekami gadījumi.
    [one] Jūsu izvērtējumu gaida { $n } neatliekams gadījums.
   *[other] Jūsu izvērtējumu gaida { $n } neatliekami gadījumi.
}
work-emergencies-lead = Amatpersonas ir atvērušas to, kas viņām bija slēgts. Izlasiet iemeslu un pasakiet, vai tas bija pareizi.
work-emergencies-states = Kuri gadījumi
work-emergencies-waiting = Gaida izvērtējumu
work-emergencies-all = Visi
work-emergencies-empty = Šeit nekā nav.
work-emergency-way = Ja kāds ciestu, gaidot kolēģi, jūs varat to atvērt uz dažām minūtēm. Persona to redz, un datu aizsardzības speciālists to izvērtē.
work-emergency-open = Atvērt neatliekamā gadījumā
work-emergency-title = Atvēršana neatliekamā gadījumā
work-emergency-lead = Tas tiek atvērts tikai jums uz { $minutes } minūtēm. Jūsu iemesls paliek žurnālā; persona redz, ka jūs skatījāties, un datu aizsardzības speciālists to izvērtē.
work-emergency-purpose = Mērķis
work-emergency-purpose-hint = Lieta kā case:NUMURS vai tiesību norma, piemēram, basis:mk134.
work-emergency-purpose-wrong = Norādiet mērķi kā case:NUMURS vai basis:NORMA.
work-emergency-reason = Iemesls
work-emergency-reason-hint = Kas ciestu un kāpēc to nevar darīt kolēģis: vismaz 20 rakstzīmes.
work-emergency-send = Atvērt tagad
work-emergency-opened = Atvērts neatliekamā gadījumā
work-emergency-until = Atvērts līdz
work-emergency-limits = Kas bija slēgts
work-emergency-verdict = Izvērtējums
work-emergency-review = Vai tas bija pareizi?
work-emergency-words = Kāpēc, vismaz 20 rakstzīmēs
work-emergency-review-send = Ierakstīt izvērtējumu
work-verdict-justified = Pamatoti
work-verdict-unjustified = Nepamatoti
work-limit-conflict-of-interest = paša vai radinieka lieta
work-limit-protected-person = aizsargājama persona
work-limit-assigned-to-another = kolēģa lieta

nav-rights = Kas ko drīkst
work-rights-note = Ko dod katrs pienākums un kur tas beidzas.
work-rights-lead = Tabula ir veidota no spēkā esošajiem noteikumiem. Viss, kas tajā nav nosaukts, ir aizliegts.
work-rights-duties = Ko dod katrs pienākums
work-rights-limits = Kur pienākums beidzas
work-rights-rules = Noteikumi
work-rights-action = Darbība
work-rights-rule = Noteikums
work-rights-because = Kāpēc
work-rights-source = Avots
work-rights-yes = jā
work-rights-no = –
