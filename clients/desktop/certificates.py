# SPDX-License-Identifier: GPL-3.0-or-later
"""Certificates as values: what identifies one, and what of it a person can compare."""

from dataclasses import dataclass

from PyQt6.QtCore import QCryptographicHash, Qt
from PyQt6.QtNetwork import QSslCertificate

from clients.desktop.words import translate
from clients.session import sanitize

LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Certificate:
    """One that a server showed. `details` is "issuer; first day; last day", the days as ISO 8601 has them."""

    fingerprint: str  # SHA-256, hexadecimal
    details: str = ""
    vouched: bool = False  # an authority this computer trusts says that it is the host's

    def described(self) -> str:
        """Lines to compare: the fingerprint in two of four groups, who issued it and when."""
        return described(self.fingerprint, self.details)


def certificate_of(found: QSslCertificate, *, vouched: bool) -> Certificate:
    """The value of one of Qt's."""
    digest = found.digest(QCryptographicHash.Algorithm.Sha256)
    names = found.issuerInfo(QSslCertificate.SubjectInfo.CommonName) or found.issuerInfo(
        QSslCertificate.SubjectInfo.Organization
    )
    issuer = sanitize.line((names or ["?"])[0])[:LONGEST_NAME].replace(";", ",")
    days = [day.toUTC().toString(Qt.DateFormat.ISODate)[:10] for day in (found.effectiveDate(), found.expiryDate())]
    return Certificate(bytes(digest.data()).hex(), "; ".join((issuer, *days)), vouched)


def described(fingerprint: str, details: str) -> str:
    """The same of one that is only remembered; of one without details, the fingerprint alone."""
    groups = [fingerprint[i : i + 8] for i in range(0, len(fingerprint), 8)]
    grouped = "\n".join(" ".join(groups[i : i + 4]) for i in range(0, len(groups), 4))
    issuer, _, days = details.partition("; ")
    first, _, last = days.partition("; ")
    if not last:
        return grouped
    said = translate("certificates", "Issued by {issuer}, valid from {first} to {last}")
    return f"{grouped}\n{said.format(issuer=issuer, first=first, last=last)}"
