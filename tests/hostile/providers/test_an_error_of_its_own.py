"""An error of the provider, with words of its own: none of them is shown or written down."""

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import Liar


def test_the_words_of_a_providers_error_go_nowhere(liar: Liar) -> None:
    liar.refused(
        EidRefusal.PROVIDER_REFUSED,
        answer={
            "code": None,
            "error": "server_error",
            "error_description": "KANARIE <script>alert(1)</script>",
        },
    )
