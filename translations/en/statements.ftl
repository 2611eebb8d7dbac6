# Statements from the register: asking, the list, the check.

nav-statements = Statements
nav-statement-check = Check a statement
my-data-statements-heading = Statements
my-data-statements = When a bank or an authority of another state must see something of the register, take a statement with only what they need.
my-data-statements-link = Take a statement

statement-lead = A statement says only what you choose. Whoever is shown it can check it, and learns nothing else about you.
statement-fee = A statement on paper or with an electronic signature is paid for; how much depends on how it is made and how fast.
statement-fee-here = For the file that you get here at once no invoice is sent and no money is taken. Whether it is to be paid for, and which of the amounts, was not read in the rules; ask at the office.
statement-fee-free = free
statement-fee-table = What each statement costs
statement-fee-amount = Price
statement-new-heading = A new statement
statement-person = Whom it is about
statement-kind = Which statement is needed
statement-kind-hint = Every statement also has name, personal code and date of birth.
statement-choose = Choose the kind of statement
statement-others-named = With the names of relatives.
statement-recipient = To whom it will be shown
statement-recipient-hint = An authority, company or person, such as a bank. It will be written on the statement.
statement-use = What for
statement-use-hint = Such as to take out a loan.
statement-lang = Language of the statement
statement-lang-hint = The original is always in Latvian; another language comes as a translation beside it.
statement-as-of = As of which day
statement-as-of-hint = Today or an earlier day.
statement-send = Issue the statement
statement-issued-heading = Statements issued
statement-none = No statement has been issued yet.
statement-done = The statement is issued
statement-done-note = It is in the list below and stays as it is. The check code is printed on it.
statement-column-what = Statement
statement-column-who = About
statement-column-recipient = Shown to
statement-column-as-of = As of
statement-column-issued = Issued
statement-column-files = Download
statement-number = No. { $number }
statement-pdf = PDF: { $language }
statement-json = JSON for programs

statement-check-lead = Enter the code printed on the statement. You learn whether it was issued, and whether the register has changed since.
statement-check-code = Check code
statement-check-code-hint = Twelve letters and digits, such as 7K2M-9QRS-04XZ.
statement-check-send = Check
statement-check-unknown = There is no statement with this code
statement-check-unknown-note = Check that the code was entered correctly.
statement-check-as-issued = The statement was issued, and nothing has changed
statement-check-changed = The statement was issued, but the register has changed since
statement-check-about = { $title }. Issued on { $date }.
statement-check-changed-note = What has changed is not told here. Ask the person for a new statement.

work-statements = Statements
work-statements-note = Issue a statement, or download again one that was issued.
work-statements-open = Statements about this person
action-issue-statement = Issued a statement
work-action-issue-statement = Issued a statement

problem-future-day = A statement speaks of today or of an earlier day
problem-unprintable = There are signs here that cannot be printed; write in Latin, Greek or Cyrillic letters
