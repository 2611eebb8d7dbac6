//! The projections of the office: their columns and keys, as `migrations/` makes them.

use store::Kind::{Int, Text};
use store::Table;

macro_rules! tables {
    ($($(#[$doc:meta])* $name:ident = $table:literal, key $key:literal { $($column:ident $kind:ident),* $(,)? })*) => {
        $($(#[$doc])* pub(crate) static $name: Table = Table {
            name: $table,
            columns: &[$((stringify!($column), $kind)),*],
            key_len: $key,
        };)*
        /// All of them.
        pub(crate) static ALL: &[&Table] = &[$(&$name),*];
    };
}

tables! {
    /// Facts about persons on both axes. Days known in part are kept as the widest interval.
    FACT = "fact", key 2 {
        person Int, seq Int, kind Text, value Text, other Int, valid_from Int, valid_to Int, known_from Int,
        known_to Int,
    }
    /// Stays at addresses, and deaths, which end them: dates as they are known, perhaps in part.
    RESIDENCE = "residence", key 2 {
        person Int, seq Int, address_key Text, kind Text, valid_from Text, valid_to Text, known_from Int,
        known_to Int,
    }
    /// Entries under review, and since when.
    REVIEW_ENTRY = "review_entry", key 3 { person Int, review Int, seq Int, since Int }
    /// Reviews that found that the person does not live at the address.
    NOT_THERE = "not_there", key 2 { person Int, review Int, closed Int, known_from Int, known_to Int }
    /// When a record was given up for another, and when it was restored.
    RECORD_TURN = "record_turn", key 2 { person Int, known_from Int, given_up Int }
    /// Personal codes, present and former.
    PERSON_CODE = "person_code", key 1 { code Text, person Int }
    /// The numbers under which another register knew persons who were loaded from it.
    PERSON_SOURCE = "person_source", key 1 { person Int, source Text }
    /// Documents by printed number.
    DOCUMENT = "document", key 1 { number Text, document Int, person Int, kind Text, status Text, expires_on Int }
    /// Cases.
    CASE_FILE = "case_file", key 1 {
        id Int, procedure Text, applicant Int, subject Int, office Text, stage Text, received_on Int, due_on Int,
        proposed_by Text, approved_by Text, closed Int, contested Int, assigned_to Text,
        returned_by Text, beside Int,
    }
    /// Until when nobody may apply again.
    REAPPLY_BAR = "reapply_bar", key 2 { subject Int, procedure Text, until_on Int }
    /// Grounds of refusals that were decided.
    REFUSAL_GROUND = "refusal_ground", key 2 { case_id Int, ground Text, cite Text }
    /// Taken seats.
    SEAT = "seat", key 4 { office Text, day Int, minute Int, lane Int, appointment Int }
    /// Visits.
    APPOINTMENT = "appointment", key 1 {
        id Int, office Text, service Text, day Int, minute Int, lane Int, person Int, state Text,
    }
    /// Tickets of those who wait.
    TICKET = "ticket", key 1 {
        id Int, office Text, day Int, number Int, task Text, visit Int, booked Int, goes_first Int, state Text,
        counter Int, taken_at Int, called_at Int, called_by Text, version Int,
    }
    /// Numbers of tickets that were given.
    TICKET_NUMBER = "ticket_number", key 3 { office Text, day Int, number Int, ticket Int }
    /// Which ticket is at which counter.
    TICKET_COUNTER = "ticket_counter", key 3 { office Text, day Int, counter Int, ticket Int }
    /// Pairs of records that look like one person.
    FOUND_PAIR = "found_pair", key 2 { one Int, other Int, doubt Int }
    /// What was said last of pairs.
    PAIR_VERDICT = "pair_verdict", key 2 { one Int, other Int, verdict Text, position Int }
    /// Records that were merged into another one.
    GIVEN_UP = "given_up", key 1 { person Int, kept Int }
    /// Up to which position the register was looked through.
    LOOKED = "looked", key 1 { what Text, position Int }
    /// Letters that are written.
    LETTER = "letter", key 1 { id Int, case_id Int, letter Text, lang Text, blob Text, bytes Int, written_on Int }
    /// Decisions on their way through gateways.
    DISPATCH = "dispatch", key 2 { case_id Int, number Int, way Text, state Text }
    /// What came in by a gateway; `case_id` is 0 while it waits for a case.
    INCOMING = "incoming", key 1 { id Int, case_id Int, person Int, came_on Int, files Int, position Int, aside Int }
    /// Movements on the accounts of the office.
    PAYMENT = "payment", key 1 {
        id Int, account Text, bank_ref Text, booked_on Int, cents Int, currency Text, credit Int, state Text,
        case_id Int, left_cents Int,
    }
    /// Refunds.
    REFUND = "refund", key 1 {
        id Int, payment Int, case_id Int, cents Int, currency Text, state Text, ordered_on Int, ordered_by Text,
        approved_by Text,
    }
    /// Protected records on both axes; `seq` is the version of the stream.
    PROTECTION = "protection", key 2 {
        person Int, seq Int, number Int, class Text, valid_from Int, valid_to Int, known_from Int, known_to Int,
    }
    /// Persons of public interest, as long as they are on the list.
    WATCHED = "watched", key 1 { person Int, since Int }
    /// Unusual readings, and whether somebody said what they are.
    ALERT = "alert", key 1 { id Int, rule Text, officer Text, position Int, settled Int }
    /// What officers opened in an emergency.
    EMERGENCY = "emergency", key 1 {
        id Int, officer Text, case_id Int, until_at Int, position Int, verdict Text, reviewed_by Text,
    }
    /// Whom an emergency opened.
    EMERGENCY_PERSON = "emergency_person", key 2 { emergency Int, person Int }
    /// Statements from the register.
    STATEMENT = "statement", key 1 { id Int, code Int, person Int, issued_at Int }
    /// How clients rated services.
    RATING = "rating", key 1 { case_id Int, procedure Text, score Int, given_on Int }
    /// Cases that were erased.
    ERASED_CASE = "erased_case", key 1 { id Int, subject Int, procedure Text, kept_until Int, erased_on Int }
    /// Cases that nobody may erase for now.
    LEGAL_HOLD = "legal_hold", key 1 { case_id Int, since Int, held_by Text }
    /// Orders to erase what is due.
    ERASURE_ORDER = "erasure_order", key 1 {
        id Int, procedure Text, until_on Int, state Text, ordered_on Int, ordered_by Text, approved_by Text, erased Int,
    }
}
