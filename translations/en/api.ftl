# What the JSON API says when it does not do what was asked.

api-status-400 = The request cannot be read
api-status-401 = Sign in first
api-status-403 = Not among your rights
api-status-404 = Not found
api-status-405 = Not possible here
api-status-408 = Too slow
api-status-409 = Not possible as things stand
api-status-412 = It was changed in the meantime
api-status-413 = Too large
api-status-415 = Wrong media type
api-status-422 = Fields are wrong
api-status-429 = Too many requests
api-status-500 = A fault of ours
api-status-503 = Not available at the moment
api-status-504 = It took too long

api-bad-request = The request cannot be understood.
api-parameter = A parameter or a header is wrong; "errors" says which.
api-not-json = The body is not JSON: line { $line }, column { $column }.
api-sign-in = This needs a bearer token of somebody who may do it: "Authorization: Bearer TOKEN".
api-no-right = This is not among your rights.
api-no-purpose = Personal data are read for a purpose that goes with the reading: "case:ID", "basis:CITATION", or "own" for one's own data.
api-form-expired = The request does not come from our own pages.
api-other-site = With the session of the pages, changes are accepted only from our own pages. Programs use a bearer token.
api-not-found = There is nothing here under this number, or it is not yours to see.
api-no-such-path = The API has no such path; /api/v1/openapi.json lists them all.
api-id-malformed = There is nothing here: this is not an identifier.
api-no-such-method = This path does not know this method; "Allow" lists those it knows.
api-wrong-method = This path does not know this method; "Allow" lists those it knows.
api-too-slow = The request took too long. Nothing is lost: read before you send it again.
api-slow-answer = It is not known whether this was done: read before you send it again.
api-slow-request = The request took too long. Nothing is lost: read before you send it again.
api-conflict = This is not possible as things stand.
api-not-now = This is not possible as things stand.
api-stale = Somebody else changed it since you read it. Read it again and decide again.
api-too-large = The body is larger than 64 KiB.
api-media-type = The body must be JSON, with "Content-Type: application/json".
api-wrong-kind = The body must be JSON, with "Content-Type: application/json".
api-invalid = Fields are wrong; "errors" says which, and what would be right.
api-too-many = Too many requests. Wait { $seconds ->
    [one] one second
   *[other] { $seconds } seconds
} and try again.
api-fault = Something went wrong on our side. It is written down under the reference number.
api-gone = The database does not answer. Nothing was lost; try again in a few seconds.

api-purpose-missing = Personal data are read for a purpose. Send it in the header "Purpose".
api-purpose-malformed = The header "Purpose" does not hold a purpose.
api-purpose-unknown = The header "Purpose" cites an act that is not in the law files.
api-purpose-forms = A purpose is "case:ID", "basis:CITATION" such as "basis:apl:62", or "own" for one's own data.
api-key-reused = This Idempotency-Key was used for a request with another body. A new request needs a new key.
api-key-running = The first request with this Idempotency-Key is still being worked on. Ask again in a second.
api-key-done = The request with this Idempotency-Key was done (up to position { $position } of the log), but its answer was lost when the office stopped. Read what it made; do not send it under another key.
api-key-form = An Idempotency-Key is a text of 1 to { $most } visible characters.
api-code-form = A cancellation code has 8 letters and digits.
api-if-match-form = "If-Match" takes one tag in quotation marks, such as "7", as the header "ETag" gave it.
api-id-form = An identifier has 12 characters: digits and capital letters without I, L, O and U.

api-field-missing = "{ $field }" is missing.
api-field-unknown = "{ $field }" is not known here. { $near ->
    [nothing] Leave it out.
    [none] Known are: { $known }.
   *[other] Did you mean "{ $near }"?
}
api-field-twice = "{ $field }" is there twice.
api-field-type = "{ $field }" is of the wrong type. { $expected ->
    [number] It is a whole number.
    [text] It is a text in quotation marks.
    [yes-or-no] It is true or false.
    [list] It is a list.
    [object] It is an object with named members.
   *[other] The OpenAPI document says what it is.
}
api-field-malformed = The field "{ $field }" cannot be read. { $shape ->
    [choice] It is one of: { $allowed }.
    [number] It is a whole number.
    [yes-or-no] It is true or false.
    [day] It is a day, such as 2026-11-24.
    [time] It is a time of day, such as 09:30.
    [instant] It is an instant, such as 2026-11-24T08:30:00Z.
    [known-at] It is a position of the log, such as 1204, or an instant, such as 2026-11-24T08:30:00Z.
    [period] A period ends after it starts.
    [id] An identifier has 12 characters: digits and capital letters without I, L, O and U.
    [officer] An officer's code has 1 to 40 characters: a–z, 0–9 and hyphen.
    [language] A language code is two small letters, such as lv.
    [document] A document number is two capital letters or digits and seven digits, such as PA9992921.
    [amount] It is an amount, such as 34.00 EUR.
    [currency] A currency code is three capital letters (ISO 4217).
    [account] It is an account number (IBAN) with the right check digits.
    [name] A name has letters, spaces, hyphens, apostrophes and full stops, and at least one letter.
    [personal-code] A personal code has 11 digits, such as 123456-12345.
    [citation] It is a citation, such as apl:62(1).
    [term] It is a length of time, such as 5 years or 10 working-days.
   *[other] The OpenAPI document says what it is.
}
api-wrong-value = The fact "{ $fact }" cannot be "{ $value }". { $shape ->
    [choice] It is one of: { $options }.
    [yes-or-no] It is true or false.
    [number] It is a whole number.
    [day] It is a day, such as 2026-11-24.
    [term] It is a length of time, such as 90 days or 5 years.
   *[money] It is an amount, such as 740.00.
}
api-parameter-of-officers = The parameter "{ $field }" is for the officers' list of work. A client asks without parameters and gets all of their own cases at once.
api-parameter-unknown = "{ $field }" is not a parameter here. { $known ->
    [none] There are none.
   *[other] Known are: { $known }.
}
api-parameter-twice = "{ $field }" is there twice.
api-field-length = "{ $field }" has 1 to { $most } characters.
api-parameter-range = "{ $field }" is a number from 1 to { $most }.
api-field-value = "{ $field }" is true or false, a whole number, a code or a day.
