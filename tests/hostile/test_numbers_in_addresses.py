"""A number in an address that no column holds is an address that leads nowhere, and breaks nothing."""

from tests.stage import Stage
from tests.web.at_work import AtWork


def test_a_version_of_any_size_leads_nowhere(stage: Stage) -> None:
    olle = AtWork.sign_in(stage, "olle")
    api = stage.organisation("egenkarta drift")
    for version in (2**31, 2**63, 10**40, 0, -1):
        page = f"/operator/declarations/dcl_norrsken_mapping/{version}"
        assert olle.get(page).status_code == 404
        assert olle.post(page, {"answer": "approve"}).status_code == 404
        address = f"/v1/operator/purpose-declarations/dcl_norrsken_mapping/versions/{version}"
        assert stage.http.get(address, headers=api).status_code in (404, 422)
