"""All that she takes along."""

from profile_service.actions.exporting import Everything
from profile_service.portability.own_format import Wire, in_utc, render_profile
from profile_service.wire.access import render_grant, render_history, render_record, render_request
from profile_service.wire.assessments import render_own_assessment
from profile_service.wire.declarations import render_own_duty
from profile_service.wire.evidence import render_file, render_review_reminder
from profile_service.wire.helping import render_draft, render_help, render_mandate
from profile_service.wire.inquiries import render_inquiry
from profile_service.wire.mapping import render_exported
from profile_service.wire.papers import render_paper
from profile_service.wire.reach import render_message, render_news, render_reach
from profile_service.wire.receipts import render_own_receipt
from profile_service.wire.shares import render_share
from profile_service.wire.telling import render_own_notice
from profile_service.wire.ways_in import render_enrolment, render_number, render_session, render_way_in


def render_export(everything: Everything) -> Wire:
    """`schemas.export.Export`."""
    account, since = everything.account, everything.protected_since
    paused = None if account is None else account.paused_at
    return {
        **render_profile(everything.profile),
        "past": [
            {"section": section, "item_id": item, **render_history(versions)}
            for (section, item), versions in everything.past.items()
        ],
        "protected": everything.protected,
        "protected_since": None if since is None else in_utc(since),
        "language": None if account is None else account.language,
        "all_paused_since": None if paused is None else in_utc(paused),
        "done_with": sorted(everything.done_with),
        "ways_in": [render_way_in(one) for one in everything.ways_in],
        "identity_numbers": [render_number(one) for one in everything.numbers],
        "enrolments": [render_enrolment(one) for one in everything.enrolments],
        "sessions": [render_session(one) for one in everything.sessions],
        "receipts": [render_own_receipt(*one) for one in everything.receipts],
        "access_requests": [render_request(one) for one in everything.requests],
        "grants": [render_grant(one) for one in everything.grants],
        "duties": [render_own_duty(one) for one in everything.duties],
        "shares": [render_share(one) for one in everything.shares],
        "inquiries": [render_inquiry(one) for one in everything.inquiries],
        "notices": [render_own_notice(one) for one in everything.notices],
        "help": [render_help(one) for one in everything.help],
        "drafts": [render_draft(one) for one in everything.drafts],
        "mapping_sessions": [
            render_exported(one.session, one.organisation) for one in everything.mapping_sessions
        ],
        "mandates": [render_mandate(one) for one in everything.mandates],
        "files": [render_file(one) for one in everything.files],
        "reminders": [render_review_reminder(one) for one in everything.reminders],
        "assessments": [render_own_assessment(one) for one in everything.assessments],
        "news": [render_news(one) for one in everything.news],
        "reach": render_reach(everything.reach),
        "messages": [render_message(one) for one in everything.messages],
        "papers": [render_paper(one) for one in everything.papers],
        "log": [render_record(one) for one in everything.log],
    }
