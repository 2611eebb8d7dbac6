//! Notices by e-mail through an SMTP relay of the operator: plain text, from one address, over TLS unless the relay is on
//! this machine.
//!
//! What a relay answers may repeat the address, so that no log gets more of it than its code.

use crate::cli::Mail;
use crate::ended::Usage;
use crate::keys::not_open_to_others;
use anyhow::Context as _;
use kernel::EmailAddress;
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, SinglePart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{AsyncSmtpTransport, Error};
use lettre::{Address, AsyncTransport as _, Message, Tokio1Executor};
use office::Office;
use office::mail::{Notice, Relay, Sending, Undelivered};
use std::net::IpAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};
use zeroize::Zeroizing;

/// How long one step of the protocol may take.
const STEP: Duration = Duration::from_secs(10);
/// Ports of submission with STARTTLS, of submission over TLS, and of a relay on this machine.
const PORTS: (u16, u16, u16) = (587, 465, 25);
/// What a relay answers where there is no such mailbox, or it takes no mail (RFC 5321, 4.2.3).
const NO_MAILBOX: [u16; 4] = [550, 551, 553, 556];

/// Where the relay is.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    user: Option<String>,
    host: String,
    port: u16,
    tls: Secured,
}

/// How the way to the relay is secured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Secured {
    FromTheStart,
    StartTls,
    /// It does not leave the machine.
    Not,
}

/// A relay.
struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Address,
    /// The address of the portal, without a slash at its end.
    origin: String,
}

/// A relay that can be connected: what was said of it is whole.
pub struct Ready {
    smtp: Smtp,
    host: String,
}

/// The relay that is named, if one is; `origin` is where people reach the portal, where that is not said. Asked before
/// anything is opened or filled.
///
/// # Errors
/// [`Usage`] for an address that is none; the file of the password cannot be read, or others may read it, or it is empty.
pub fn ready(mail: &Mail, origin: Option<&str>) -> anyhow::Result<Option<Ready>> {
    let (Some(url), Some(from)) = (&mail.smtp, &mail.mail_from) else { return Ok(None) };
    let place = place(url)?;
    let origin = portal(mail.portal.as_deref().or(origin))?;
    let password = mail.smtp_password_file.as_deref().map(password).transpose()?;
    let transport = transport(&place, password, from)?;
    let from = address(from).map_err(|_| Usage(format!("no mail can come from `{}`", from.as_str())))?;
    Ok(Some(Ready { smtp: Smtp { transport, from, origin }, host: place.host }))
}

/// Connects the office with the relay, if there is one.
pub fn connect(office: &Office, relay: Option<Ready>) {
    let Some(Ready { smtp, host }) = relay else { return };
    office.connect_mail(Arc::new(smtp));
    tracing::info!(mail.relay = host, "notices go by e-mail");
}

fn place(url: &str) -> Result<Place, Usage> {
    // What was written is not repeated: it may hold a password.
    let wrong =
        || Usage("the relay is written smtp://[USER@]HOST[:PORT] or smtps://[USER@]HOST[:PORT]".to_owned());
    let parsed = reqwest::Url::parse(url).map_err(|_| wrong())?;
    if parsed.password().is_some() {
        return Err(Usage(
            "a password is seen by everybody here: put it in a file, --smtp-password-file FILE".to_owned(),
        ));
    }
    let host = parsed.host_str().unwrap_or_default().trim_matches(['[', ']']).to_owned();
    let bare = matches!(parsed.path(), "" | "/") && parsed.query().is_none() && parsed.fragment().is_none();
    if host.is_empty() || !bare {
        return Err(wrong());
    }
    let here = host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
    let (tls, usual) = match (parsed.scheme(), here) {
        ("smtps", _) => (Secured::FromTheStart, PORTS.1),
        ("smtp", true) => (Secured::Not, PORTS.2),
        ("smtp", false) => (Secured::StartTls, PORTS.0),
        _ => return Err(wrong()),
    };
    let user = Some(parsed.username()).filter(|user| !user.is_empty());
    let user = user.map(plain).transpose().map_err(|()| wrong())?;
    Ok(Place { user, host, port: parsed.port().unwrap_or(usual), tls })
}

/// A name in which an address may have written `@` as `%40`.
fn plain(name: &str) -> Result<String, ()> {
    let mut bytes = Vec::new();
    let mut rest = name.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let mut digit = || rest.next().and_then(|byte| char::from(byte).to_digit(16)).ok_or(());
                u8::try_from(digit()? * 16 + digit()?).map_err(|_| ())?
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes).map_err(|_| ())
}

/// The address of the portal, as notices name it.
fn portal(said: Option<&str>) -> Result<String, Usage> {
    let wrong = || Usage("notices name the portal: write --portal https://office.example".to_owned());
    let said = said.ok_or_else(wrong)?;
    let parsed = reqwest::Url::parse(said).map_err(|_| wrong())?;
    let bare = parsed.path() == "/" && parsed.query().is_none() && parsed.fragment().is_none();
    let nobody = parsed.username().is_empty() && parsed.password().is_none();
    if !matches!(parsed.scheme(), "http" | "https") || !bare || !nobody {
        return Err(wrong());
    }
    Ok(parsed.as_str().trim_end_matches('/').to_owned())
}

fn password(file: &Path) -> anyhow::Result<Zeroizing<String>> {
    not_open_to_others(file)?;
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("cannot read the password of the relay in `{}`", file.display()))?;
    let text = Zeroizing::new(text);
    let password = text.trim_end_matches(['\r', '\n']);
    anyhow::ensure!(!password.is_empty(), "there is no password of the relay in `{}`", file.display());
    Ok(Zeroizing::new(password.to_owned()))
}

fn transport(
    place: &Place,
    password: Option<Zeroizing<String>>,
    from: &EmailAddress,
) -> anyhow::Result<AsyncSmtpTransport<Tokio1Executor>> {
    let secured = || TlsParameters::new(place.host.clone()).context("TLS to the relay cannot be set up");
    let tls = match place.tls {
        Secured::FromTheStart => Tls::Wrapper(secured()?),
        Secured::StartTls => Tls::Required(secured()?),
        Secured::Not => Tls::None,
    };
    let builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(place.host.clone())
        .port(place.port)
        .tls(tls)
        .timeout(Some(STEP))
        .hello_name(ClientId::Domain(from.domain().to_owned()));
    let builder = match (&place.user, password) {
        (Some(user), Some(password)) => {
            builder.credentials(Credentials::new(user.clone(), password.as_str().to_owned()))
        }
        (None, None) => builder,
        (Some(_), None) => {
            return Err(Usage(
                "whoever is named to the relay has a password: --smtp-password-file FILE".to_owned(),
            )
            .into());
        }
        (None, Some(_)) => {
            return Err(Usage(
                "a password is somebody's: write the name into the address, smtp://USER@HOST".to_owned(),
            )
            .into());
        }
    };
    Ok(builder.build())
}

/// The same address, as the protocol's library has it.
fn address(of: &EmailAddress) -> Result<Address, lettre::address::AddressError> {
    of.as_str().parse()
}

impl Smtp {
    /// The notice as a message: one part of plain text, marked so that no machine answers it.
    fn message(&self, notice: &Notice) -> Result<Message, String> {
        let (subject, text) = web::mail::words(notice, &self.origin);
        let to = address(&notice.to).map_err(|_| "the address is none that mail can go to".to_owned())?;
        let at = Duration::from_micros(u64::try_from(notice.at.micros()).unwrap_or(0));
        let automatic = HeaderName::new_from_ascii_str("Auto-Submitted");
        Message::builder()
            .from(Mailbox::new(None, self.from.clone()))
            .to(Mailbox::new(None, to))
            .subject(subject)
            .date(UNIX_EPOCH + at)
            // The same notice has the same: where it comes twice, it is one.
            .message_id(Some(format!("<{}@{}>", notice.id, self.from.domain())))
            .raw_header(HeaderValue::new(automatic, "auto-generated".to_owned()))
            .singlepart(
                SinglePart::builder()
                    .header(ContentType::TEXT_PLAIN)
                    .header(ContentTransferEncoding::QuotedPrintable)
                    .body(text),
            )
            .map_err(|_| "the notice cannot be written as a message".to_owned())
    }
}

impl Relay for Smtp {
    fn send<'a>(&'a self, notice: &'a Notice) -> Sending<'a> {
        Box::pin(async move {
            let message = self.message(notice).map_err(Undelivered::Never)?;
            self.transport.send(message).await.map(|_| ()).map_err(|error| undelivered(&error))
        })
    }
}

/// What an error of the protocol means for the notice.
fn undelivered(error: &Error) -> Undelivered {
    let Some(code) = error.status() else {
        if error.is_client() && chain(error).contains("SMTPUTF8") {
            return Undelivered::Never("the relay takes addresses of ASCII letters alone".to_owned());
        }
        // Of what this program found by itself the words are its own; what somebody else said is not repeated.
        let why = if error.is_response() { "an answer that is none".to_owned() } else { chain(error) };
        return Undelivered::Gone(format!("the relay cannot be used: {why}"));
    };
    let code = u16::from(code);
    let why = format!("the relay answered {code}");
    // 5.7 says that the relay does not let the office send (RFC 3463): that is the operator's to put right.
    let not_let = error.to_string().contains("5.7.");
    if NO_MAILBOX.contains(&code) && !not_let { Undelivered::Never(why) } else { Undelivered::Later(why) }
}

/// An error with what is behind it.
fn chain(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut behind = error.source();
    while let Some(cause) = behind {
        let more = cause.to_string();
        if !words.contains(&more) {
            words.push_str(": ");
            words.push_str(&more);
        }
        behind = cause.source();
    }
    words
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use kernel::{Lang, Timestamp};
    use office::mail::Says;

    #[test]
    fn only_a_relay_on_this_machine_is_spoken_to_without_tls() {
        for (url, host, port, tls) in [
            ("smtp://127.0.0.1:2525", "127.0.0.1", 2525, Secured::Not),
            ("smtp://localhost", "localhost", 25, Secured::Not),
            ("smtp://[::1]:2525", "::1", 2525, Secured::Not),
            ("smtp://mail.example.lv", "mail.example.lv", 587, Secured::StartTls),
            ("smtp://10.0.0.1:25", "10.0.0.1", 25, Secured::StartTls),
            ("smtp://localhost.example.lv", "localhost.example.lv", 587, Secured::StartTls),
            ("smtps://mail.example.lv/", "mail.example.lv", 465, Secured::FromTheStart),
            ("smtps://127.0.0.1:4465", "127.0.0.1", 4465, Secured::FromTheStart),
        ] {
            let found = place(url).unwrap();
            assert_eq!(
                (found.host.as_str(), found.port, found.tls, found.user),
                (host, port, tls, None),
                "{url}"
            );
        }
        let named = place("smtps://office%40example.lv@mail.example.lv").unwrap();
        assert_eq!(named.user.as_deref(), Some("office@example.lv"));
        for wrong in
            ["", "mail.example.lv", "http://mail.example.lv", "smtp://", "smtp://a/b", "smtp://a?tls=none"]
        {
            assert!(place(wrong).is_err(), "{wrong}");
        }
        let Usage(why) = place("smtp://office:secret@mail.example.lv").unwrap_err();
        assert!(why.contains("--smtp-password-file") && !why.contains("secret"), "{why}");
    }

    #[test]
    fn what_is_said_of_the_relay_is_whole_before_anything_is_opened() {
        let said = |url: &str, file: Option<&Path>| {
            let mail = Mail {
                smtp: Some(url.to_owned()),
                smtp_password_file: file.map(Path::to_owned),
                mail_from: Some("office@example.lv".parse().unwrap()),
                portal: None,
            };
            ready(&mail, Some("https://office.example")).map(|ready| ready.is_some())
        };
        assert!(said("smtp://127.0.0.1", None).unwrap());
        assert!(said("127.0.0.1", None).is_err());
        let missing = Path::new("/nowhere/password");
        assert!(said("smtps://office@mail.example.lv", Some(missing)).is_err());
        let file = std::env::temp_dir().join(format!("relay-password-{}", std::process::id()));
        for (held, good) in [("", false), ("\n", false), ("secret\n", true)] {
            std::fs::write(&file, held).unwrap();
            std::fs::set_permissions(&file, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
            assert_eq!(password(&file).is_ok(), good, "{held:?}");
        }
        std::fs::remove_file(&file).unwrap();
    }

    #[test]
    fn a_notice_names_the_portal_and_no_other_place() {
        assert_eq!(portal(Some("https://office.example/")).unwrap(), "https://office.example");
        assert_eq!(portal(Some("http://127.0.0.1:8080")).unwrap(), "http://127.0.0.1:8080");
        for wrong in [
            None,
            Some(""),
            Some("office.example"),
            Some("https://office.example/lv"),
            Some("https://a@b.example"),
        ] {
            assert!(portal(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn a_message_has_the_headers_that_keep_machines_from_answering_it() {
        let from: EmailAddress = "office@example.lv".parse().unwrap();
        let transport = transport(&place("smtp://127.0.0.1").unwrap(), None, &from).unwrap();
        let smtp =
            Smtp { transport, from: address(&from).unwrap(), origin: "https://office.example".to_owned() };
        let notice = Notice {
            id: "0123456789abcdef".to_owned(),
            to: "ilze@example.lv".parse().unwrap(),
            lang: Lang::LV,
            says: Says::New,
            at: "2026-11-24T07:30:00Z".parse::<Timestamp>().unwrap(),
        };
        let written = String::from_utf8(smtp.message(&notice).unwrap().formatted()).unwrap();
        let (head, body) = written.split_once("\r\n\r\n").unwrap();
        for line in [
            "From: office@example.lv",
            "To: ilze@example.lv",
            "Date: Tue, 24 Nov 2026 07:30:00 +0000",
            "Message-ID: <0123456789abcdef@example.lv>",
            "Auto-Submitted: auto-generated",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: quoted-printable",
        ] {
            assert!(head.lines().any(|known| known == line), "{line}: {head}");
        }
        // Letters that are none of ASCII are written so that every relay takes them.
        assert!(written.is_ascii() && head.contains("=?utf-8?"), "{head}");
        assert!(body.contains("https://office.example/lv/matters"), "{body}");
    }
}
