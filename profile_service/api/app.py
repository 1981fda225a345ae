"""All routes of the API."""

from fastapi import APIRouter, Depends, FastAPI

from profile_service.api import (
    answering_routes,
    asking_routes,
    assessment_routes,
    begun_mapping_routes,
    changing_routes,
    concept_routes,
    coverage_routes,
    declaring_routes,
    disclosure_routes,
    evidence_routes,
    file_routes,
    grant_management_routes,
    health_routes,
    helping_routes,
    inquired_routes,
    inquiry_routes,
    instrument_routes,
    journal_routes,
    mapping_routes,
    match_routes,
    oauth_routes,
    operator_routes,
    organisation_routes,
    own_assessment_routes,
    own_duty_routes,
    own_mapping_routes,
    own_profile_routes,
    paper_routes,
    protection_routes,
    reach_routes,
    receipt_routes,
    running_routes,
    session_routes,
    share_routes,
    telling_routes,
    token_answer_routes,
    token_routes,
    upkeep_routes,
    ways_in_routes,
)
from profile_service.api.parameters import only_known_parameters
from profile_service.api.section_routes import section_router


def api(app: FastAPI) -> None:
    """Open the JSON doors."""
    routers: tuple[APIRouter, ...] = (
        # Routes are tried in this order: the consented read, which comes most often, stands first.
        disclosure_routes.router,
        coverage_routes.router,
        coverage_routes.counts_router,
        coverage_routes.own_router,
        match_routes.router,
        own_profile_routes.router,
        section_router(),
        file_routes.router,
        evidence_routes.router,
        evidence_routes.opening_router,
        protection_routes.router,
        answering_routes.router,
        changing_routes.router,
        upkeep_routes.router,
        receipt_routes.router,
        receipt_routes.keys_router,
        journal_routes.router,
        journal_routes.own_router,
        paper_routes.router,
        paper_routes.authority_router,
        reach_routes.router,
        session_routes.router,
        ways_in_routes.router,
        share_routes.router,
        helping_routes.router,
        own_mapping_routes.router,
        mapping_routes.router,
        begun_mapping_routes.router,
        own_assessment_routes.router,
        assessment_routes.router,
        asking_routes.router,
        declaring_routes.router,
        own_duty_routes.router,
        operator_routes.router,
        running_routes.router,
        organisation_routes.router,
        telling_routes.router,
        inquiry_routes.router,
        instrument_routes.router,
        concept_routes.router,
        inquired_routes.router,
        grant_management_routes.router,
    )
    for router in routers:
        app.include_router(router, dependencies=[Depends(only_known_parameters)])
    # An OAuth client may send parameters that this server does not know (RFC 6749, section 3.2).
    app.include_router(oauth_routes.router)
    app.include_router(token_routes.router)
    app.include_router(token_answer_routes.router)
    app.include_router(health_routes.router)
