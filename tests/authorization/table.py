"""The table: every route by every caller by own or other's object, and what each is told.

It is declared by door, since a door is what lets in, and by route where a route says more than its door. A route whose door
is not here, or that has a place in its address that is not here, is not known, and fails.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from tests.authorization.callers import AT_PORTAL, HERSELF, NORRSKENS, Who
from tests.authorization.walking import Answer, Way
from tests.invariants.everybody_else import BODIES as EVERYBODY_ELSE
from tests.stage import LANGUAGES

_EVERYBODY: Final = frozenset(Who)
_PEOPLE: Final = frozenset({Who.SHE, Who.SHE_LATER, Who.BO})
_APPS: Final = frozenset({Who.HER_APP, Who.HER_APP_LATER, Who.BOS_APP})
_LATER: Final = frozenset({Who.SHE_LATER, Who.HER_APP_LATER, Who.ADMINISTRATOR_LATER, Who.OPERATOR_LATER})
_SYSTEMS: Final = frozenset({Who.SYSTEM, Who.OTHER_SYSTEM})
_READERS: Final = frozenset({Who.CASE_WORKER, Who.ASSESSOR, Who.RECRUITER, Who.HELPER, Who.OTHER_STAFF})
_ADMINISTRATORS: Final = frozenset({Who.ADMINISTRATOR, Who.ADMINISTRATOR_LATER, Who.OTHER_STAFF})
_OFFICERS: Final = frozenset({Who.OFFICER, Who.OTHER_STAFF})
_STAFF: Final = _READERS | _ADMINISTRATORS | _OFFICERS
_OPERATORS: Final = frozenset({Who.OPERATOR, Who.OPERATOR_LATER})
_AT_WORK: Final = _STAFF | _OPERATORS | {Who.NO_ROLE}

ADMITTED: Final[Mapping[str, frozenset[Who]]] = {
    "public": _EVERYBODY,
    "public_page": _EVERYBODY,
    "by_link": _EVERYBODY,
    "signed_in": AT_PORTAL,
    "as_individual": _APPS,
    "fresh_individual": _APPS,
    "as_grantee": _SYSTEMS,
    "as_client": _SYSTEMS,
    "as_operator": frozenset({Who.OPERATORS_SYSTEM}),
    "at_portal": _PEOPLE,
    "fresh_at_portal": _PEOPLE,
    "fresh_for_yes": _PEOPLE,
    "at_portal_to_see": _PEOPLE | {Who.REPRESENTATIVE},
    "at_portal_to_write": _PEOPLE,
    "at_portal_to_answer": _PEOPLE,
    "at_portal_to_see_log": _PEOPLE,
    "fresh_to_answer": _PEOPLE,
    "at_turning": _PEOPLE | {Who.REPRESENTATIVE},
    "as_member": _AT_WORK,
    "as_staff": _STAFF,
    "as_reader": _READERS,
    "fresh_reader": _READERS,
    "as_helping": frozenset({Who.CASE_WORKER, Who.ASSESSOR, Who.HELPER}),
    "as_administrator": _ADMINISTRATORS,
    "fresh_administrator": _ADMINISTRATORS,
    "as_data_protection": _OFFICERS,
    "as_overseer": _ADMINISTRATORS | _OFFICERS,
    "as_inquired": _READERS | _OFFICERS,
    "at_operator": _OPERATORS,
    "fresh_operator": _OPERATORS,
}
"""Whom a door lets in. Her representative has a mandate to see her profile, and nothing else."""

FRESH: Final = frozenset(
    {"fresh_individual", "fresh_at_portal", "fresh_for_yes", "fresh_to_answer", "fresh_administrator",
     "fresh_operator", "fresh_reader"}
)  # fmt: skip
"""Doors that open to a proof of the last ten minutes alone. Each form here says yes."""

_WITHOUT_A_UNIT: Final = frozenset(
    {"as_staff", "as_reader", "fresh_reader", "as_helping", "as_administrator", "fresh_administrator", "as_data_protection",
     "as_overseer", "as_inquired"}
)  # fmt: skip

OBJECTS: Final = frozenset(
    {"assessment_id", "request_id", "grant_id", "item", "share_id", "event_id", "inquiry_id", "receipt_id", "duty_id", "session_id",
     "kept_id", "way_id", "draft_id", "assistance_id", "mandate_id", "declaration_id", "webhook_id", "notice_id",
     "delivery_id", "mapping_id", "staff_id", "file_id", "client_id", "instrument_id", "kid", "enrolment_id", "reference", "paper_id"}
)  # fmt: skip
"""Places in an address that name something which is somebody's."""
NOBODYS: Final = frozenset(
    {"section", "version", "secret", "provider", "alarm_id", "organisation_id", "part", "place", "channel", "code"}
)  # fmt: skip
"""Places that name what is everybody's, or the operator's."""


def _for(told: Answer, *who: Who) -> Mapping[Who, Answer]:
    return dict.fromkeys(who, told)


_NOTHING_THERE: Final = _for(Answer.NOTHING, *Who)
_UNITS_DESK: Final = _for(Answer.NO, Who.ASSESSOR, Who.RECRUITER, Who.OTHER_STAFF)
_WITHOUT_ITS_READER: Final = _for(Answer.NOTHING, Who.CASE_WORKER, Who.ASSESSOR, Who.RECRUITER, Who.HELPER)

ROUTES: Final[Mapping[tuple[str, str], Mapping[Who, Answer]]] = {
    # What people are asked is about nobody: whoever is to be asked reads it before she signs in.
    ("GET", "/v1/instruments/{instrument_id}"): _for(Answer.IN, *Who),
    ("GET", "/instruments/{instrument_id}"): _for(Answer.IN, *Who),
    ("GET", "/my/mapping/new/{instrument_id}"): _for(Answer.IN, Who.BO),
    ("POST", "/my/mapping/new/{instrument_id}"): _for(Answer.IN, Who.BO),
    # What she opened for the helper is none of what these questions ask for.
    ("POST", "/agency/help/mapping/new/{instrument_id}"): _for(Answer.NOTHING, Who.HELPER),
    # A page that tells nothing of what it is about: opening is a form, and that is refused.
    ("GET", "/agency/grants/{grant_id}"): _for(Answer.IN, Who.OTHER_STAFF),
    ("GET", "/agency/grants/{grant_id}/coverage"): _for(Answer.IN, Who.OTHER_STAFF),
    ("GET", "/agency/grants/{grant_id}/close"): _for(Answer.IN, Who.OTHER_STAFF),
    # Astrid lives under no protected identity.
    ("GET", "/agency/grants/{grant_id}/protection"): _NOTHING_THERE,
    ("POST", "/agency/grants/{grant_id}/protection"): _NOTHING_THERE,
    # The reading was Nils Berg's: his colleagues answer for their own, and the officer for all.
    ("GET", "/agency/inquiries/{inquiry_id}"): _WITHOUT_ITS_READER,
    ("POST", "/agency/inquiries/{inquiry_id}"): _WITHOUT_ITS_READER,
    # People are enrolled where case workers of an agency sit.
    ("GET", "/agency/desk"): _UNITS_DESK,
    ("GET", "/agency/desk/new"): _UNITS_DESK,
    ("POST", "/agency/desk/new"): _UNITS_DESK,
    ("GET", "/agency/desk/lost"): _UNITS_DESK,
    ("POST", "/agency/desk/lost"): _UNITS_DESK,
    # Silent where it is not theirs: the list says how things stand.
    ("POST", "/agency/systems/{client_id}/keys"): _for(Answer.IN, Who.OTHER_STAFF),
    ("POST", "/agency/desk/looks/{enrolment_id}"): _for(Answer.IN, Who.OTHER_STAFF),
    ("POST", "/agency/mandates/{mandate_id}"): _for(Answer.IN, Who.OTHER_STAFF),
    ("POST", "/my/drafts/{draft_id}"): _for(Answer.IN, Who.BO),
    # A question that waits looks to its asker as if there were none.
    ("GET", "/v1/access-requests/{request_id}"): _NOTHING_THERE,
    # Nothing of the kind has happened: no form waits, nobody sent her, nothing was refused, nothing is joined.
    ("GET", "/my/kept"): _NOTHING_THERE,
    ("GET", "/my/kept/{kept_id}"): _NOTHING_THERE,
    ("GET", "/my/asked/{reference}"): _NOTHING_THERE,
    ("GET", "/my/requests/{request_id}/let-again"): _NOTHING_THERE,
    ("GET", "/my/requests/{request_id}/over"): _NOTHING_THERE,
    ("GET", "/my/requests/{request_id}/return"): _NOTHING_THERE,
    ("GET", "/my/join"): _NOTHING_THERE,
    # Which skill is added is said in the call; none is.
    ("GET", "/my/match/add"): _NOTHING_THERE,
    ("POST", "/my/match/add"): _NOTHING_THERE,
    # The entry of the walk is a skill, and no step of a plan.
    ("POST", "/my/plan/{item}"): _NOTHING_THERE,
    ("POST", "/sign-in/eid/{provider}"): _NOTHING_THERE,
    ("GET", "/sign-in/eid/{provider}/callback"): _NOTHING_THERE,
    # Nothing is in the tree before the rounds have gone: tests/journal hold what is told then.
    ("GET", "/journal/checkpoint"): _NOTHING_THERE,
    ("GET", "/journal/tile/{place:path}"): _NOTHING_THERE,
    ("GET", "/v1/me/journal/{event_id}/proof"): _NOTHING_THERE,
    # Turning to her profile is her representative's; she has nobody's but her own.
    ("POST", "/my/for/{mandate_id}"): _for(Answer.NOTHING, Who.SHE, Who.SHE_LATER),
    ("POST", "/my/for/{mandate_id}/end"): _for(Answer.NOTHING, Who.SHE, Who.SHE_LATER),
    # The grant is named in the body.
    ("POST", "/v1/disclosures"): _for(Answer.NOTHING, Who.OTHER_SYSTEM),
    ("POST", "/v1/coverage"): _for(Answer.NOTHING, Who.OTHER_SYSTEM),
    ("POST", "/v1/assessments"): _for(Answer.NOTHING, Who.OTHER_SYSTEM),
    ("POST", "/agency/assessments/propose"): _for(Answer.NOTHING, Who.OTHER_STAFF),
    ("POST", "/v1/mapping-sessions"): _for(Answer.NOTHING, Who.OTHER_SYSTEM),
    # The grant of the walk gives no files: that one is opened where it is granted, tests/evidence and I-16 hold.
    ("POST", "/v1/evidence-files"): _NOTHING_THERE,
    # She wrote the entry herself: there are no words of hers to bring back.
    ("POST", "/v1/me/profile/skills/{item}/restore"): _NOTHING_THERE,
    ("POST", "/agency/grants/{grant_id}/file"): _NOTHING_THERE,
    # What a unit has stated is its own unit's; this helper sits in another.
    ("GET", "/agency/assessments/{assessment_id}"): _for(Answer.NOTHING, Who.HELPER),
    ("GET", "/agency/assessments/{assessment_id}/supersede"): _for(Answer.NOTHING, Who.HELPER),
    ("POST", "/agency/assessments/{assessment_id}/supersede"): _for(Answer.NOTHING, Who.HELPER),
    ("POST", "/agency/assessments/{assessment_id}/withdraw"): _for(Answer.NOTHING, Who.HELPER),
    # It waits for her: nothing of it is in her profile that could be answered or hidden.
    **{
        (method, f"/v1/me/assessments/{{assessment_id}}/{verb}"): _for(
            Answer.NOTHING, Who.HER_APP, Who.HER_APP_LATER
        )
        for method, verb in (("POST", "hide"), ("POST", "show"), ("PUT", "answer"))
    },
    ("POST", "/my/assessments/{assessment_id}/answer"): _for(Answer.NOTHING, Who.SHE, Who.SHE_LATER),
    # Mandates that the law gives are written down by case workers.
    ("POST", "/agency/mandates"): _for(
        Answer.NOTHING, *_ADMINISTRATORS, *_OFFICERS, Who.ASSESSOR, Who.RECRUITER
    ),
    # Clients prove themselves in the body, each time.
    ("POST", "/oauth/par"): _for(Answer.OUT, *Who),
    ("POST", "/oauth/token"): _for(Answer.OUT, *Who),
    ("POST", "/oauth/introspect"): _for(Answer.OUT, *Who),
    ("POST", "/oauth/revoke"): _for(Answer.OUT, *Who),
    # Who has no place is told so, and has none to choose; nobody acts for a unit that is not hers.
    ("GET", "/unit"): _for(Answer.NO, Who.NO_ROLE),
    ("POST", "/unit"): _for(Answer.NO, Who.NO_ROLE, Who.HELPER, Who.OTHER_STAFF, *_OPERATORS),
}
"""Where a route tells somebody whom its door lets in something else than its door says. Each has its reason."""

BODIES: Final[Mapping[tuple[str, str], Mapping[str, Any]]] = {
    **EVERYBODY_ELSE,
    ("POST", "/v1/disclosures"): {"grant_id": "{grant_id}", "case_reference": "c", "reader": "r"},
    ("POST", "/v1/evidence-files"): {
        "grant_id": "{grant_id}",
        "file": "{file_id}",
        "case_reference": "c",
        "reader": "r",
    },
    ("POST", "/v1/me/access-requests/{request_id}/grant"): {"scopes": [LANGUAGES]},
    ("PATCH", "/v1/me/mapping-sessions/{mapping_id}/answers"): {
        "answers": [{"item": "listening", "touch": "skipped"}]
    },
    ("POST", "/v1/me/inquiries/{inquiry_id}/close"): {"enough": True},
    ("POST", "/v1/me/shares/{share_id}/contact"): {"fields": ["name"]},
    ("POST", "/v1/grants/{grant_id}/close"): {"reader": "r"},
    ("POST", "/v1/inquiries/{inquiry_id}/answer"): {"answer": "a", "reader": "r"},
    ("POST", "/agency/grants/{grant_id}"): {"case_reference": "c"},
    ("POST", "/agency/grants/{grant_id}/copy"): {"case_reference": "c", "format": "csv"},
    ("POST", "/my/requests/{request_id}/answer"): {"answer": "yes"},
    ("POST", "/my/shares/{share_id}/contact"): {"answer": "yes"},
    ("POST", "/my/sessions"): {"session": "others"},
    ("POST", "/sessions"): {"session": "others"},
    ("POST", "/agency/systems/{client_id}/keys/remove"): {"kid": "{kid}"},
    ("POST", "/unit"): {"unit": "Etablering Nord"},
}
"""What is sent to a route that looks at what was sent before it looks at whose it is. All others get an empty form."""


def expected(way: Way, who: Who) -> Answer:
    """What the table says. KeyError for a door or a place in an address that it does not know."""
    admitted = ADMITTED[way.door]
    if who not in admitted:
        return _shut(way, who)
    if way.door in FRESH and who in _LATER:
        return Answer.AGAIN
    said = ROUTES.get(way.named, {})
    if who in said:
        return said[who]
    places = set(re.findall(r"\{(\w+)\}", way.pattern))
    unknown = places - OBJECTS - NOBODYS
    if unknown:
        raise KeyError(f"{way.pattern}: say in OBJECTS or NOBODYS whose {unknown} is")
    if _ELSEWHERE.match(way.pattern):
        return Answer.NOTHING
    # The session is run under a grant: to whoever helps her it is none of theirs.
    if way.pattern.startswith("/agency/help/mapping/{mapping_id}"):
        return Answer.NOTHING
    return (
        Answer.NOTHING
        if (places & OBJECTS or _OPEN_HELP.match(way.pattern)) and not _owns(way, who)
        else Answer.IN
    )


def _shut(way: Way, who: Who) -> Answer:
    """What somebody is told whom the door does not let in: it says as little as it can."""
    at_portal = way.door in _DOORS_OF_PAGES
    if who is Who.NOBODY or (who in AT_PORTAL) is not at_portal:
        return Answer.OUT
    if who is Who.NO_ROLE and way.door in _WITHOUT_A_UNIT:
        return Answer.UNIT
    if who is Who.REPRESENTATIVE and way.door in _HERS and way.method == "GET":
        return Answer.TURNED  # a form of hers is refused outright
    return Answer.NO


_DOORS_OF_PAGES: Final = frozenset(ADMITTED) - {
    "as_individual", "fresh_individual", "as_grantee", "as_client", "as_operator",
}  # fmt: skip
_HERS: Final = frozenset(
    {"at_portal", "fresh_at_portal", "fresh_for_yes", "at_portal_to_write", "at_portal_to_answer",
     "at_portal_to_see_log", "fresh_to_answer"}
)  # fmt: skip


def _owns(way: Way, who: Who) -> bool:
    """Whether what the address names is hers, or her organisation's. What the operator looks after is all the operator's."""
    if way.door in ("as_operator", "at_operator", "fresh_operator"):
        return True
    if way.door == "as_helping":
        return who is Who.HELPER
    return who in HERSELF | NORRSKENS | {Who.REPRESENTATIVE}


_OPEN_HELP: Final = re.compile(r"/agency/help/(now|mapping)")
"""What is done within help that is open, which is the helper's own."""
_ELSEWHERE: Final = re.compile(r"/v1/me/profile/(?!skills|\{)\w+/\{item\}")
"""The entry is a skill: no other section has it."""
_ANOTHER_SECTION: Final = re.compile(r"/v1/me/profile/(?!skills|person|\{)\w+")


def callers_for(way: Way) -> frozenset[Who]:
    """Whom a route is tried with.

    At the API a cookie is nothing, and on a page a token is: one of each stands for all. The sections of the API are one
    router, made twelve times: two are tried with everybody. Who came a while ago is tried where that can matter. Her own
    doors ask whether a person comes at all, and no role: four kinds of staff stand for the others there.
    """
    tokens = _EVERYBODY - AT_PORTAL
    if way.door not in _DOORS_OF_PAGES:
        if _ANOTHER_SECTION.match(way.pattern):
            return frozenset({Who.NOBODY, Who.BOS_APP, Who.SYSTEM})
        return tokens | {Who.SHE, Who.CASE_WORKER}
    later = _EVERYBODY if way.door in FRESH or way.method != "GET" else _EVERYBODY - _LATER
    if way.door in ("public", "public_page", "by_link"):
        return frozenset({Who.NOBODY, Who.SHE, Who.CASE_WORKER, Who.OPERATOR, Who.SYSTEM})
    others = _ONE_OF_MANY if way.door in _HERS else frozenset()
    return (AT_PORTAL & later - others) | {Who.NOBODY, Who.HER_APP}


_ONE_OF_MANY: Final = frozenset(
    {Who.ASSESSOR, Who.RECRUITER, Who.OFFICER, Who.ADMINISTRATOR_LATER, Who.OPERATOR_LATER}
)
