"""What signing in, helping, mandates and organisations have in their addresses: real ids of Astrid's and of Norrsken's."""

from datetime import timedelta

from consent.vocabulary import IndividualId
from profile_service.actions.drafting import Proposal, propose
from profile_service.actions.evidence_files import keep_file
from profile_service.actions.help_choice import HelpChoice
from profile_service.actions.helping import HelpingStaff, make_help_code, open_help
from profile_service.actions.keeping import keep_form
from profile_service.actions.mandates import MandateChoice, make_mandate_code, redeem
from profile_service.actions.papers import begin_paper, finish_paper
from profile_service.actions.ports import Work
from profile_service.demo.cast import NORRSKEN, staff_id
from profile_service.domain.desk import Enrolment, EnrolmentId, ProofSeen, Review, Seen
from profile_service.domain.evidence_file import CleanFile, FileKind
from profile_service.domain.helping import Step
from profile_service.domain.paper import PaperKind
from profile_service.domain.people import Grantee
from profile_service.domain.session import Arrival, Session
from profile_service.domain.sign_in import Assurance, Method, Proof
from profile_service.domain.ways_in import Holder, Passkey, PasskeyId
from profile_service.identity.portal_sessions import find_session, open_session
from tests.stage import Stage

ASTRID = "ind_demo_astrid"
REPRESENTATIVE = "ind_demo_rim"


def opened(stage: Stage, work: Work, individual: str | None, staff: str | None, minutes_ago: int = 0) -> str:
    """The secret of a session of somebody's, whose proof is so old."""
    now = stage.clock.now()
    proof = Proof(Method.DEMO, Assurance.SUBSTANTIAL, now - timedelta(minutes=minutes_ago))
    return open_session(work, stage.house.desk, Arrival(individual, staff, proof))  # type: ignore[arg-type]


def door_ids(stage: Stage) -> dict[str, str]:
    """By the places that they have in the routes' paths."""
    return stage.parts.database.writer.run(lambda work: _made(stage, work))


def _made(stage: Stage, work: Work) -> dict[str, str]:
    desk, now = stage.house.desk, stage.clock.now()
    session = _session(stage, work, opened(stage, work, ASTRID, None))
    kept = keep_form(work, desk, session, "/my/code", [])
    assert kept is not None
    work.passkeys.add(
        Passkey(PasskeyId("pky_hers"), Holder(ASTRID), "Telefon", b"", 0, Assurance.SUBSTANTIAL, now),  # type: ignore[arg-type]
        "credential",
    )
    work.enrolments.add(
        Enrolment(
            EnrolmentId("enr_hers"), ASTRID, NORRSKEN.id, "Etablering Nord", staff_id("mona"), "Mona Sandell",  # type: ignore[arg-type]
            Seen(ProofSeen.PASSPORT), now, False, Review.WAITING,
        ),
        "R7K2MF9Q4T",
    )  # fmt: skip
    return {
        "{session_id}": session.id,
        "{kept_id}": kept.id,
        "{way_id}": "pky_hers",
        "{enrolment_id}": "enr_hers",
        "{file_id}": _file(stage, work),
        "{paper_id}": _paper(stage, work),
        "{code}": "nobodys",
        "{mandate_id}": _mandate(stage, work),
        **_help(stage, work),
        "{organisation_id}": NORRSKEN.id,
        "{staff_id}": staff_id("mona"),
        "{client_id}": NORRSKEN.client_id,
        "{kid}": stage.company("norrsken")["private_key_jwk"]["kid"],
        "{provider}": "nobodys",
        "{reference}": "nobodys",
    }


def _file(stage: Stage, work: Work) -> str:
    """A file of evidence of hers, which no entry names."""
    return keep_file(work, stage.house.desk, IndividualId(ASTRID), CleanFile(FileKind.PDF, b"%PDF-1.7")).id


def _paper(stage: Stage, work: Work) -> str:
    """A paper that she has taken along."""
    paper = begin_paper(work, stage.house.desk, IndividualId(ASTRID), PaperKind.SHEET)
    assert paper is not None
    finish_paper(work, IndividualId(ASTRID), paper, "0" * 64)
    return paper.id


def _mandate(stage: Stage, work: Work) -> str:
    desk = stage.house.desk
    code, _ = make_mandate_code(work, desk, ASTRID, MandateChoice("Astrid L", ["see"], 3))  # type: ignore[arg-type]
    mandate = redeem(work, desk, REPRESENTATIVE, code, "Rim K")  # type: ignore[arg-type]
    assert hasattr(mandate, "id"), mandate
    return str(mandate.id)


def _help(stage: Stage, work: Work) -> dict[str, str]:
    """Help that Mona gives Astrid in a sign-in of her own, and a draft of hers."""
    desk = stage.house.desk
    code, _ = make_help_code(work, desk, ASTRID, HelpChoice(["skills"], [], 30))  # type: ignore[arg-type]
    secret = opened(stage, work, None, staff_id("mona"))
    norrsken = work.accounts.organisation(NORRSKEN.id)
    member = work.staff.find(staff_id("mona"))
    assert norrsken is not None
    assert member is not None
    acting = member.acting("")
    assert acting is not None
    grantee = Grantee(norrsken, acting.unit, acting.name, acting.roles)
    helper = HelpingStaff(acting.id, acting.name, grantee, _session(stage, work, secret).id)
    assistance = open_help(work, desk, helper, code)
    assert hasattr(assistance, "id"), assistance
    fields = {"skill": {"label": "Svetsning"}}
    draft = propose(work, desk, helper, Proposal("skills", Step.ADD, None, 0, fields))
    assert hasattr(draft, "id"), draft
    return {"{assistance_id}": str(assistance.id), "{draft_id}": str(draft.id), "{helper}": secret}


def _session(stage: Stage, work: Work, secret: str) -> Session:
    found = find_session(work, stage.house.desk, secret)
    assert found is not None
    return found
