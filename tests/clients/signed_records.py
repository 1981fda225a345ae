"""Consent records as the service signs them, written out by hand, and a signer that can also do it wrong."""

import base64
import copy
import hashlib
import json
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from schemas.access.record_context import CONTEXT

WHEN = "2026-03-01T08:00:00Z"
UNTIL = "2026-06-01T22:00:00Z"
SUBJECT = "urn:egenkarta:subject:req_1"
NORRSKEN = "urn:egenkarta:organisation:norrsken"
SERVICE = "https://egenkarta.example"
TEXT = "Får Norrsken AB läsa det här om dig?\nJa\nNej"
HEADER = {"alg": "ES256", "typ": "consent-record+jws", "cty": "ld+json"}

_PLACE = f"{SERVICE}/my/grants/gra_1"
_SENTENCE = {"sv": "Vi söker jobb.", "en": "We look for work."}
_RECORD: dict[str, Any] = {
    "@context": CONTEXT,
    "@id": "urn:egenkarta:record:rcp_1",
    "@type": ["dpv:ConsentRecord"],
    "dct:conformsTo": "dpv-27560:record-2",
    "dct:created": WHEN,
    "dct:creator": SERVICE,
    "dct:language": "sv",
    "dpv:hasIdentifier": "rcp_1",
    "dpv:hasDataSubject": {"@id": SUBJECT, "@type": ["dpv:DataSubject"], "dpv:hasIdentifier": "req_1"},
    "dpv:hasEntity": {
        SERVICE: {"@type": ["dpv:LegalEntity"], "dpv:hasName": "Egenkarta"},
        SUBJECT: {"@type": ["dpv:DataSubject"]},
        NORRSKEN: {
            "@type": ["dpv:Organisation", "dpv:DataController"], "dpv:hasName": "Norrsken AB",
            "dpv:hasIdentifier": "5560000035", "dpv:hasContact": "info@norrsken.example",
        },
    },
    "dpv:hasJurisdiction": ["loc:SE"],
    "dpv:hasNotice": [
        {
            "@type": ["dpv:ConsentNotice"], "dpv:hasIdentifier": "request.html#sha256-00", "dct:language": "sv",
            "egk:textSha256": hashlib.sha256(TEXT.encode()).hexdigest(),
        }
    ],
    "dpv:hasProcess": [
        {
            "@type": ["dpv:Process"],
            "dpv:hasPurpose": [
                {
                    "@type": ["dpv:Purpose"], "skos:broader": ["dpv:ServiceProvision"],
                    "skos:prefLabel": "Vi söker jobb.", "dct:description": _SENTENCE,
                }
            ],
            "dpv:hasPersonalData": [
                {
                    "@type": ["dpv:PersonalData"], "skos:broader": ["pd:Professional"], "skos:prefLabel": "skills",
                    "egk:scope": "profile:skills:read?fields=level,skill",
                }
            ],
            "dpv:hasProcessing": ["dpv:Disclose", "dpv:Use"],
            "dpv:hasDataController": [NORRSKEN],
            "dpv:hasDataSource": [{"@type": ["dpv:DataSubjectDataSource"]}],
            "dpv:hasStorageCondition": [
                {
                    "@type": ["dpv:StorageDuration"], "dct:description": {"en": "One year."},
                    "dpv:hasDuration": {"@type": ["dpv:UntilEventDuration"], "rdf:value": "One year."},
                },
                {
                    "@type": ["dpv:StorageLocation"],
                    "dpv:hasLocation": {"skos:broader": ["dpv:Location"], "skos:prefLabel": "not declared"},
                },
            ],
            "dpv:hasRecipient": [NORRSKEN],
            "dpv:hasLegalBasis": [
                {"@type": ["dpv:LegalBasis"], "skos:broader": ["eu-gdpr:A6-1-e"], "skos:prefLabel": "GDPR art. 6.1 e"}
            ],
            "dpv:hasConsentControl": [{"@type": ["dpv:WithdrawConsent"], "dpv:isExercisedAt": _PLACE}],
            "dpv:hasConsentStatus": [
                {
                    "@type": ["dpv:ConsentGiven", "dpv:ExpressedConsent"], "dpv:isIndicatedAtTime": WHEN,
                    "dpv:isExercisedAt": _PLACE, "dpv:hasIndicationMethod": "egk:OwnDevice",
                    "dpv:isIndicatedBy": SUBJECT,
                    "dpv:hasDuration": {
                        "@type": ["dpv:UntilTimeDuration"], "rdf:value": UNTIL, "egk:ending": "date", "egk:until": UNTIL,
                    },
                    "dpv:hasNotice": [
                        {"@type": ["dpv:ConsentNotice"], "dpv:hasIdentifier": "request.html#sha256-00"}
                    ],
                }
            ],
            "egk:onRefusal": {"en": "Nothing."},
            "egk:otherWay": {"en": "Talk to us."},
            "egk:purposeDeclaration": {"dpv:hasIdentifier": "dec_1", "egk:version": "1"},
            "egk:grant": "gra_1",
            "egk:revision": "1",
            "egk:unitsShutOut": "0",
            "egk:readersShutOut": "0",
        }
    ],
}  # fmt: skip


def record() -> dict[str, Any]:
    """A record of a yes, to be changed at will."""
    return copy.deepcopy(_RECORD)


def encode(plain: bytes) -> str:
    return base64.urlsafe_b64encode(plain).rstrip(b"=").decode()


def thumbprint(jwk: dict[str, str]) -> str:
    required = json.dumps({name: jwk[name] for name in ("crv", "kty", "x", "y")}, separators=(",", ":"))
    return encode(hashlib.sha256(required.encode()).digest())


class RecordSigner:
    """A key that signs records."""

    def __init__(self, curve: ec.EllipticCurve | None = None) -> None:
        self.key = ec.generate_private_key(curve or ec.SECP256R1())
        numbers = self.key.public_key().public_numbers()
        x, y = (encode(one.to_bytes((self.key.key_size + 7) // 8, "big")) for one in (numbers.x, numbers.y))
        named = {
            "kty": "EC",
            "crv": "P-256" if self.key.key_size == 256 else "P-384",
            "alg": "ES256",
            "use": "sig",
        }
        self.public = {**named, "x": x, "y": y}
        self.public["kid"] = thumbprint(self.public)

    def sign(self, payload: Any, header: dict[str, Any] | bytes | None = None) -> bytes:
        """A compact JWS; `payload` and `header` may be bytes, to be signed as they are."""
        head = {**HEADER, "kid": self.public["kid"]} if header is None else header
        parts = [one if isinstance(one, bytes) else json.dumps(one).encode() for one in (head, payload)]
        message = ".".join(map(encode, parts)).encode()
        size = (self.key.key_size + 7) // 8
        r, s = decode_dss_signature(self.key.sign(message, ec.ECDSA(hashes.SHA256())))
        return message + b"." + encode(r.to_bytes(size, "big") + s.to_bytes(size, "big")).encode()

    def jwks(self, *others: "RecordSigner") -> bytes:
        """The published keys, as a file."""
        return json.dumps({"keys": [one.public for one in (*others, self)]}).encode()


def receipt(signed: bytes, said: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A receipt as the API returns it to the organisation."""
    return {
        "id": "rcp_1", "access_request": "req_1", "grant_id": "gra_1", "kind": "given", "at": WHEN,
        "record": said, "signed": signed.decode(), **more,
    }  # fmt: skip
