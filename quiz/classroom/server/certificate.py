"""The key by which learners' programs know this server. Its certificate is self-signed: what is checked is the pin."""

import ssl
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from quiz.classroom.address import pin_of
from quiz.errors import InputError
from quiz.files import write_atomically
from quiz.store.classes.disk import ClassHome
from quiz.store.paths import check_private_file


def ensure_key(home: ClassHome) -> str:
    """The pin of the class's key, which is made where there is none. Raises StoreError, InputError."""
    if check_private_file(home.key) is None or not home.certificate.exists():
        key = ec.generate_private_key(ec.SECP256R1())
        write_atomically(
            home.key,
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            ),
        )
        write_atomically(home.certificate, _certificate(key).public_bytes(serialization.Encoding.PEM))
    certificate = x509.load_pem_x509_certificate(home.certificate.read_bytes())
    return pin_of(
        certificate.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
    )


def _certificate(key: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    """Dates matter to nobody who checks the pin: a lab machine's clock may be anywhere."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "closeread class")])
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=3650))
        .sign(key, hashes.SHA256())
    )


def tls(home: ClassHome) -> ssl.SSLContext:
    """TLS 1.3 and nothing older. Raises InputError where key and certificate are not of one piece."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    try:
        context.load_cert_chain(home.certificate, home.key)
    except OSError as error:
        raise InputError(
            f"{home.key}: does not go with {home.certificate.name}; take both from one copy of the folder, or delete "
            "both for a new key, for which learners need a new join line"
        ) from error
    return context
