# Aizsargāti ieraksti un lasīšanas uzraudzība.

nav-alerts = Brīdinājumi
nav-watched = Sabiedrībā zināmi
work-role-custodian = aizsargāto ierakstu glabāšana
work-custodian-note = Meklējiet personu; starp atrastajiem ir arī aizsargātie ieraksti, un šeit ierakstu var aizsargāt.
work-alerts-note = Lasījumi, ko kāda kārtula atzīst par neparastiem, un kas par tiem teikts.
work-watched-note = Personas, kuru lasītāji tiek pārbaudīti.
work-warning-withheld = Daļa no šī ieraksta netiek rādīta: tas ir aizsargāts. To redz aizsargāto ierakstu glabātājs.

work-action-read-protected = Lasīja aizsargātu ierakstu
work-action-read-sealed = Lasīja slēgtu ierakstu
work-action-protect = Skatīja, noteica vai atcēla aizsardzību
work-action-oversee-reading = Uzraudzīja lasīšanu
work-trace-fields-access-log = piekļuves žurnāls
work-trace-fields-agent = pārstāvis
work-trace-fields-all = viss ieraksts
work-trace-fields-appointment = vizīte
work-trace-fields-birth = dzimšana
work-trace-fields-case = lieta
work-trace-fields-case-facts = lietas ziņas
work-trace-fields-channels = saziņas veids
work-trace-fields-code = personas kods
work-trace-fields-emergency = neatliekama piekļuve
work-trace-fields-incoming = ienākusī korespondence
work-trace-fields-letter = vēstule
work-trace-fields-likeness = sejas attēls
work-trace-fields-name = vārds
work-trace-fields-payments = maksājumi
work-trace-fields-refunds = atmaksas
work-trace-fields-residence = dzīvesvieta
work-trace-fields-retention = glabāšana
work-trace-fields-status = statuss
work-trace-fields-verdict = atzinums par ierakstu pāri
work-trace-fields-not-found = nekas nav atrasts
work-trace-fields-refused = atteikts

work-alerts-lead = Šos lasījumus kāda kārtula atzīst par neparastiem. Tā nav apsūdzība: par katru ar vārdiem pasakiet, kas tas ir.
work-alerts-open = { $count ->
    [0] Nekas negaida.
    [zero] Gaida { $count } brīdinājumi.
    [one] Gaida { $count } brīdinājums.
   *[other] Gaida { $count } brīdinājumi.
}
work-alerts-empty = Šeit nekā nav.
work-alerts-rule = Kas ir neparasts
work-alerts-counted = { $count } personas, parasti { $usual }
work-alerts-waiting = Tie, kas gaida
work-alerts-settled = Tie, par kuriem ir izlemts
work-alerts-states = Kuri gadījumi
work-alerts-settle = Pasakiet, kas tas ir
work-alerts-finding = Kas konstatēts
work-alerts-words = Ar vārdiem
work-alerts-send = Noslēgt
work-finding-lawful = Bija iemesls
work-finding-unlawful = Iemesla nebija
work-finding-passed-on = Pārbauda citi

work-watched-lead = Par katru, kas lasa kādu no šīm personām, jūs saņemat brīdinājumu. Sarakstā nav šo personu datu.
work-watched-empty = Sarakstā neviena nav.
work-watched-reason = Kāpēc
work-watched-remove = Izņemt
work-watched-add = Ielikt personu sarakstā
work-watched-person = Personas kods
work-watched-person-hint = Vai ieraksta numurs.
work-watched-send = Ielikt sarakstā
work-watched-nobody = Šāda koda vai numura nav nevienam

work-protections = Aizsardzība
work-protections-open = Skatīt un mainīt
work-protections-none = Šis ieraksts nav aizsargāts.
work-protections-grant = Aizsargāt ierakstu
work-protections-class = Veids
work-protections-from = No
work-protections-day-hint = Šodiena, ja atstājat tukšu.
work-protections-reason = Kāpēc
work-protections-send = Aizsargāt
work-protections-lift = Atcelt aizsardzību
work-protections-which = Kuru
work-protections-on = Pirmā diena bez tās
work-protections-end = Atcelt
work-protections-holds = spēkā
work-protections-over = nav spēkā
work-protections-lifted = Atcelta, jo
