"""All that she takes along."""

from profile_service.actions.exporting import Everything
from profile_service.portability.own_format import Wire, render_profile
from profile_service.wire.access import render_grant, render_record, render_request
from profile_service.wire.declarations import render_own_duty
from profile_service.wire.helping import render_draft, render_help, render_mandate
from profile_service.wire.inquiries import render_inquiry
from profile_service.wire.receipts import render_own_receipt
from profile_service.wire.shares import render_share
from profile_service.wire.telling import render_own_notice


def render_export(everything: Everything) -> Wire:
    """`schemas.export.Export`."""
    return {
        **render_profile(everything.profile),
        "protected": everything.protected,
        "receipts": [render_own_receipt(one) for one in everything.receipts],
        "access_requests": [render_request(one) for one in everything.requests],
        "grants": [render_grant(one) for one in everything.grants],
        "duties": [render_own_duty(one) for one in everything.duties],
        "shares": [render_share(one) for one in everything.shares],
        "inquiries": [render_inquiry(one) for one in everything.inquiries],
        "notices": [render_own_notice(one) for one in everything.notices],
        "help": [render_help(one) for one in everything.help],
        "drafts": [render_draft(one) for one in everything.drafts],
        "mandates": [render_mandate(one) for one in everything.mandates],
        "log": [render_record(one) for one in everything.log],
    }
