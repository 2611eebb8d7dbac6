# Signing in: providers, passkeys, sessions, confirming who one is.

acting-for = Acting for { $name }
sign-in-as-client = For clients
sign-in-as-client-note = You sign in at a provider that knows you; we learn your personal code and nothing else.
sign-in-as-officer = For officers
sign-in-again = Sign in again
sign-in-no-person-heading = We cannot sign you in
sign-in-no-person = The provider knows you, but nobody can be signed in here with what it said of you. If you think that this is a mistake, come to an office with an identity document, or call us.
sign-in-no-officer-heading = You are not on the staff list
sign-in-no-officer = The provider knows you, but you are not on the staff list of this office. Speak to whoever keeps it.
signed-out-heading = Signed out
signed-out = You are signed out here.
signed-out-provider = { $provider } may still remember you in this browser. On a shared computer, sign out there too.
signed-out-there = Sign out: { $provider }

provider-failed = The sign-in did not work
provider-denied = { $provider } did not let you in, or you stopped on the way.
provider-denied-next = Nothing was done. You can try again, or choose another way to sign in.
provider-fault = { $provider } sent back something that we cannot use.
provider-fault-next = Try again in a few minutes. If it happens once more, tell us the reference number.
provider-way-lost = This sign-in took too long, or was finished before.
provider-way-lost-next = Begin again. Use the buttons of the page rather than going back in the browser.
provider-wrong-state = What came back does not belong to a sign-in that began in this browser.
provider-wrong-state-next = If you followed a link that somebody sent you, do not use it again. Otherwise begin the sign-in anew.
provider-expired = What { $provider } sent is too old to be believed.
provider-expired-next = Begin again. If it happens once more, tell us the reference number.
provider-unknown-key = What { $provider } sent is signed with a key that it does not publish.
provider-unknown-key-next = We let nobody in on that. Try again in a few minutes; if it happens once more, tell us the reference number.
provider-not-believed = What { $provider } sent cannot be believed.
provider-not-believed-next = We let nobody in on that. If it happens once more, tell us the reference number.
provider-level = You signed in at { $provider } in a way that is not secure enough here.
provider-level-next = Sign in again and choose a stronger means there, such as an identity card or a qualified mobile signature.
provider-no-code = { $provider } did not say who you are in the register.
provider-no-code-next = Sign in again and allow the provider to pass on your code, or choose another way to sign in.
provider-not-anew = You were to sign in at { $provider } anew, and it let you through without asking.
provider-not-anew-next = Sign out at the provider and try again, or confirm with a passkey.
provider-unreachable = { $provider } does not answer.
provider-unreachable-next = Try again in a few minutes, or choose another way to sign in.
provider-misconfigured = { $provider } does not accept this office as it is set up.
provider-misconfigured-next = This is ours to put right, not yours. Tell us the reference number, or choose another way to sign in.

passkey-sign-in = Sign in with a passkey
passkey-code = Your code on the staff list
passkey-code-hint = As in your invitation, such as anna-k
passkey-code-wrong = Write your code as it is in your invitation: small letters, digits and hyphens
passkey-next = Continue
passkey-ask = Your browser will ask for your passkey: a fingerprint, a face, a PIN or a security key.
passkey-failed-heading = The passkey was not accepted
passkey-failed = Your browser could not use a passkey, or you stopped. Try again.
passkey-noscript = A passkey needs scripts in the browser. Without them, sign in by a provider.
passkey-no-answer = Your browser gave no answer. A passkey needs scripts in the browser; without them, sign in by a provider.
passkey-not-verified = What your browser answered does not match a passkey of yours, or the page stood open too long. Try again.
passkey-broken = Passkeys cannot be used at the moment. Sign in by a provider, or try again later.
passkey-not-added = The passkey was not added: it is known already, or the invitation was used meanwhile.
passkey-name = Name of the passkey
passkey-name-hint = So that you know it again, such as Office laptop
passkey-name-wrong = Give the passkey a name of at most { $max } characters
passkey-added = Added
passkey-used = Last used
passkey-never = never
passkey-add = Add a passkey
passkey-remove = Remove
passkey-remove-which = Remove { $name }
passkeys-none = You have no passkey.
enrol-heading = Add your passkey
enrol-lead = { $name }, this adds a passkey with which you sign in from now on. Your code is { $code }.
enrol-over-heading = This invitation cannot be used
enrol-over = An invitation works once, and for a day. Ask the operator for a new one.
enrol-done-heading = The passkey is added
enrol-done = From now on sign in with your code and this passkey.

nav-my-sessions = Where I am signed in
nav-my-passkeys = My passkeys
nav-behalf = On whose behalf
my-sessions-lead = Each line is a browser in which you are signed in. End what you do not know.
my-sessions-browser = Browser
my-sessions-unknown = Unknown browser
my-sessions-this = this one
my-sessions-method = How
my-sessions-started = Since
my-sessions-seen = Last used
my-sessions-act = What you can do
my-sessions-end = End
my-sessions-end-which = End the session since { $began }
my-sessions-end-others = End all others
method-demonstration = Demonstration
method-passkey = Passkey
method-assertion = Program

behalf-lead = The register says that you may act for these persons. Your choice stands at the head of every page, and forms begin with it.
behalf-whom = On whose behalf do you act?
behalf-other = You represent this person
behalf-choose = Continue

confirm-heading = Confirm that it is you
confirm-lead = This needs a sign-in that is not older than { $minutes } minutes.
confirm-kept = What you typed is kept for a quarter of an hour; you go on with it afterwards.
confirm-passkey = Confirm with a passkey
confirm-provider = Confirm: { $provider }
confirm-none = Sign out and sign in again; what you typed is lost then.
confirm-done-heading = Thank you
confirm-done = Nothing was sent yet. Send now what you had typed.
confirm-typed = What you had typed
confirm-send = Send now
confirm-back = Do not send

work-system-sign-out = End all sessions of an officer
work-system-officer = Officer
work-system-end = End all sessions
work-system-signed-out = { $count ->
    [one] One session was ended.
   *[other] { $count } sessions were ended.
}
api-confirm = This needs a sign-in that is not old: sign in again on the pages, and repeat.
access-by-institution = Institution: { $name }
