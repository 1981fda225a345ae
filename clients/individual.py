"""What a person does with her own profile, as methods."""

import asyncio
import time
from collections.abc import Awaitable, Callable

from clients.address import base_address
from clients.calls import (
    concepts,
    coverage,
    inquiries,
    own_assessments,
    own_consent,
    own_files,
    own_help,
    own_journal,
    own_mapping,
    own_papers,
    own_profile,
    own_protection,
    own_reach,
    own_sessions,
    own_shares,
    own_upkeep,
    own_ways_in,
    purposes,
    telling,
)
from clients.calls import instruments as question_sets
from clients.operation import operation
from clients.tokens import GivenToken
from clients.transport import AsyncClient, Client, Settings


class _Operations:
    profile = operation(own_profile.profile)
    section = operation(own_profile.section)
    change_person = operation(own_profile.change_person)
    item = operation(own_profile.item)
    add = operation(own_profile.add)
    change = operation(own_profile.change)
    remove = operation(own_profile.remove)
    history = operation(own_profile.history)
    import_file = operation(own_profile.import_file)
    export = operation(own_profile.export)
    pdf = operation(own_profile.pdf)
    papers = operation(own_papers.papers)
    take_paper_back = operation(own_papers.take_paper_back)
    erase = operation(own_profile.erase)
    files = operation(own_files.files)
    add_file = operation(own_files.add_file)
    file = operation(own_files.file)
    remove_file = operation(own_files.remove_file)
    everything = operation(own_files.everything)
    confirm = operation(own_files.confirm)
    restore = operation(own_files.restore)
    search_concepts = operation(concepts.search_concepts)
    concept = operation(concepts.concept)
    taxonomies = operation(concepts.taxonomies)
    instruments = operation(question_sets.instruments)
    instrument = operation(question_sets.instrument)
    protection = operation(own_protection.protection)
    protect = operation(own_protection.protect)
    end_protection = operation(own_protection.end_protection)
    connection_code = operation(own_consent.connection_code)
    access_requests = operation(own_consent.access_requests)
    access_request = operation(own_consent.access_request)
    preview = operation(own_consent.preview)
    give = operation(own_consent.give)
    refuse = operation(own_consent.refuse)
    grants = operation(own_consent.grants)
    grant = operation(own_consent.grant)
    withdraw = operation(own_consent.withdraw)
    receipts = operation(own_consent.receipts)
    line_proof = operation(own_journal.line_proof)
    receipt = operation(own_consent.receipt)
    receipt_file = operation(own_consent.receipt_file)
    receipt_pdf = operation(own_consent.receipt_pdf)
    receipts_of_grant = operation(own_consent.receipts_of_grant)
    log = operation(own_consent.log)
    own_coverage = operation(coverage.own_coverage)
    match = operation(coverage.match)
    inquire = operation(inquiries.inquire)
    own_inquiries = operation(inquiries.own_inquiries)
    inquiry = operation(inquiries.inquiry)
    end_inquiry = operation(inquiries.end_inquiry)
    attempts = operation(inquiries.attempts)
    let_again = operation(inquiries.let_again)
    duties = operation(purposes.own_duties)
    sessions = operation(own_sessions.sessions)
    end_session = operation(own_sessions.end_session)
    end_sessions = operation(own_sessions.end_sessions)
    ways_in = operation(own_ways_in.ways_in)
    remove_way_in = operation(own_ways_in.remove_way_in)
    shares = operation(own_shares.shares)
    share = operation(own_shares.share)
    make_share = operation(own_shares.make_share)
    preview_share = operation(own_shares.preview_share)
    shown_by_share = operation(own_shares.shown_by_share)
    withdraw_share = operation(own_shares.withdraw_share)
    renew_share_word = operation(own_shares.renew_share_word)
    give_share_contact = operation(own_shares.give_share_contact)
    refuse_share_contact = operation(own_shares.refuse_share_contact)
    help_sessions = operation(own_help.help_sessions)
    end_help = operation(own_help.end_help)
    drafts = operation(own_help.drafts)
    approve_draft = operation(own_help.approve_draft)
    refuse_draft = operation(own_help.refuse_draft)
    mapping_sessions = operation(own_mapping.mapping_sessions)
    start_mapping = operation(own_mapping.start_mapping)
    mapping_sheet = operation(own_mapping.mapping_sheet)
    arrange_mapping = operation(own_mapping.arrange_mapping)
    answer_mapping = operation(own_mapping.answer_mapping)
    hand_over_mapping = operation(own_mapping.hand_over_mapping)
    leave_mapping = operation(own_mapping.leave_mapping)
    delete_mapping = operation(own_mapping.delete_mapping)
    assessments = operation(own_assessments.assessments)
    assessment = operation(own_assessments.assessment)
    accept_assessment = operation(own_assessments.accept_assessment)
    leave_assessment = operation(own_assessments.leave_assessment)
    hide_assessment = operation(own_assessments.hide_assessment)
    show_assessment = operation(own_assessments.show_assessment)
    answer_assessment = operation(own_assessments.answer_assessment)
    mandates = operation(own_help.mandates)
    end_mandate = operation(own_help.end_mandate)
    own_notices = operation(telling.own_notices)
    narrow = operation(own_upkeep.narrow)
    pause = operation(own_upkeep.pause)
    resume = operation(own_upkeep.resume)
    undo = operation(own_upkeep.undo)
    close_case = operation(own_upkeep.close_case)
    sharing = operation(own_upkeep.sharing)
    pause_all = operation(own_upkeep.pause_all)
    resume_all = operation(own_upkeep.resume_all)
    who_sees = operation(own_upkeep.who_sees)
    reminders = operation(own_upkeep.reminders)
    news = operation(own_reach.news)
    news_seen = operation(own_reach.news_seen)
    reach = operation(own_reach.reach)
    choose_reach = operation(own_reach.choose_reach)
    name_reach = operation(own_reach.name_reach)
    confirm_reach = operation(own_reach.confirm_reach)
    forget_reach = operation(own_reach.forget_reach)
    review = operation(own_upkeep.review)
    end_reviewed = operation(own_upkeep.end_reviewed)


class Individual(_Operations, Client):
    """A person at her own profile, with the access token of her sign-in.

    Raises:
        InvalidArgumentError: the base URL or the token is not one.
    """

    def __init__(
        self,
        base_url: str,
        access_token: str,
        *,
        settings: Settings | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        super().__init__(base_address(base_url), GivenToken(access_token), settings or Settings(), sleep)


class AsyncIndividual(_Operations, AsyncClient):
    """The same as `Individual`, each method awaited."""

    def __init__(
        self,
        base_url: str,
        access_token: str,
        *,
        settings: Settings | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        super().__init__(base_address(base_url), GivenToken(access_token), settings or Settings(), sleep)
