# Kas iziet un ienāk caur vārtejām.

nav-incoming = Ienākusī sarakste
incoming-lead = Ziņojumi, kas saņemti e-adresē un vēl nepieder nevienai lietai. Pievienojiet katru lietai vai sāciet ar to jaunu.
incoming-empty = Viss saņemtais ir pievienots lietām.
incoming-number = Numurs
incoming-on = Saņemts
incoming-sender = No kā
incoming-files = Datnes
incoming-known = Ir reģistrā
incoming-unknown = Nav reģistrā
incoming-by-register = Pēc reģistra
incoming-title = Ziņojums { $number }
incoming-named = Norādītā lieta
incoming-subject = Par ko
incoming-text = Ko tajā raksta
incoming-not-taken = Tādas datnes iestāde nepieņem; tā palika pie vārtejas uzturētāja
incoming-given = Ziņojums pievienots lietai { $case }
incoming-assign-heading = Pievienot lietai
incoming-case = Lietas numurs
incoming-assign = Pievienot lietai
incoming-begin-heading = Sākt ar to lietu
incoming-begin-note = Sūtītājs iesniedz iesniegumu par sevi. Termiņu skaita no saņemšanas dienas.
incoming-service = Ko sūtītājs lūdz
incoming-begin = Sākt lietu
incoming-count = { $n ->
    [zero] { $n } ziņojumu gaida lietu.
    [one] { $n } ziņojums gaida lietu.
   *[other] { $n } ziņojumi gaida lietu.
}
dispatch-wrong-heading = Lēmumi, kurus neizdevās nosūtīt
dispatch-wrong-note = Adresāti neko nav saņēmuši. Noskaidrojiet iemeslu un sūtiet vēlreiz vai paši.
dispatch-ordered = Nodots sūtīšanai { $date }
dispatch-reason = Vārtejas norādītais iemesls
dispatch-itself = Ja numuru un dienu atstāj tukšu, iestāde nosūta pati.
dispatch-state-waiting = gaida vārtejas atbildi
dispatch-state-accepted = vārteja pieņēma
dispatch-state-refused = vārteja atteica
dispatch-state-troubled = nav nosūtīts
dispatch-state-given-up = vairs nav vajadzīgs
dispatch-trouble-not-handed-over = To neizdevās nodot vārtejai, lai gan mēģināts vairākkārt.
dispatch-trouble-no-answer = Vārteja jau diennakti nav pateikusi, vai to pieņēma.
dispatch-trouble-withheld = Adrese ir aizsargāta, tāpēc vārteja to nesaņem: sūtiet paši.
work-event-dispatch-ordered = Lēmums nodots vārtejai sūtīšanai
work-event-dispatch-accepted = Vārteja lēmumu pieņēma
work-event-dispatch-refused = Vārteja lēmumu nepieņēma
work-event-dispatch-reported = Vārteja paziņoja, kas noticis ar lēmumu
work-event-dispatch-troubled = Lēmumu ar vārteju neizdevās nosūtīt
work-event-dispatch-given-up = Sūtīšana ar vārteju vairs nav vajadzīga
happened-dispatch-ordered = Lēmumu sūta
happened-dispatch-accepted = Lēmums pieņemts nogādāšanai
happened-dispatch-refused = Lēmumu neizdevās nogādāt
happened-dispatch-reported = Zināms, kas noticis ar lēmumu
happened-dispatch-troubled = Lēmumu vēl neizdevās nosūtīt
happened-dispatch-given-up = Lēmums vairs nav jāsūta
action-sort-incoming = Ienākusī sarakste
work-action-sort-incoming = Ienākusī sarakste
problem-dispatch-waits = Lēmums jau ir pie vārtejas; gaidiet tās atbildi
problem-incoming-assigned = Tas jau pievienots lietai { $case }
problem-incoming-unknown = Reģistrs sūtītāju nepazīst; pievienojiet to esošai lietai
