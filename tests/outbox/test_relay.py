"""A relay with a certificate and a password: no mail and no password travels in the clear."""

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from flask import Flask

from academie.outbox import delivery
from academie.outbox.models import MessageStatus
from academie.outbox.words import reason
from tests.clocks import Clock
from tests.outbox.factories import Mailbox, mail_server
from tests.outbox.letters import letter, only, run, write

SHUT = "De mailserver laat ons niet binnen. Meld dit aan de beheerder."


@pytest.fixture(autouse=True)
def _relayed(sqlite_app: Flask, time: Clock) -> None:
    del time
    delivery.init_app(sqlite_app, {"test.letter": letter}, ())


@pytest.fixture
def identity(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """Give a server a certificate that this machine trusts."""
    file = certify(tmp_path / "relay.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(file)
    return context


def certify(file: Path) -> Path:
    """Make a key, and a certificate that says it is of the loopback."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "relay")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    file.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    return file


def let_in(
    _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, said: LoginPassword
) -> AuthResult:
    """Let in who knows the password; others hear why not from the server."""
    return AuthResult(success=said.password == b"open sesam", handled=False)


GUARDED: dict[str, Any] = {"authenticator": let_in, "auth_required": True}
"""Serve only who says the password."""


def assert_kept(mailbox: Mailbox, error: str) -> None:
    """Check that the mail waits for a relay that lets us in, and says why it stayed here."""
    message = only()
    assert (message.status, message.attempts) == (MessageStatus.WAITING, 0)
    assert message.last_error == error
    assert reason(message.last_error) == SHUT
    assert not mailbox.mails


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_mail_leaves_encrypted_for_who_says_the_password(
    identity: ssl.SSLContext, scheme: str
) -> None:
    options: dict[str, Any] = GUARDED | {"tls_context": identity, "require_starttls": True}
    if scheme == "smtps":
        options = {"ssl_context": identity, "authenticator": let_in, "auth_require_tls": False}
    write("een")

    with mail_server(scheme=scheme, login="wij:open%20sesam@", **options) as mailbox:
        run()

    assert only().status is MessageStatus.SENT
    assert len(mailbox.mails) == 1


def test_mail_waits_while_the_password_is_wrong(identity: ssl.SSLContext) -> None:
    write("een")

    with mail_server(login="wij:fout@", **GUARDED, tls_context=identity) as mailbox:
        run()

    assert_kept(mailbox, "SMTPAuthenticationError 535 5.7.8")


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_no_mail_leaves_to_a_relay_whose_certificate_nobody_trusts(
    identity: ssl.SSLContext, scheme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certify(tmp_path / "other.pem")))
    write("een")

    served: dict[str, Any] = {"ssl_context" if scheme == "smtps" else "tls_context": identity}
    with mail_server(scheme=scheme, **served) as mailbox:
        run()

    assert_kept(mailbox, "SSLCertVerificationError")


def test_no_password_goes_to_a_relay_that_does_not_encrypt() -> None:
    write("een")

    served: dict[str, Any] = {"authenticator": let_in, "auth_require_tls": False}
    with mail_server(login="wij:open%20sesam@", **served) as mailbox:
        run()

    assert_kept(mailbox, "SMTPNotSupportedError")
