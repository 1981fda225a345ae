"""The same answer a second time: the state is spent, whatever became of the first one."""

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import PERSON, Liar


def test_an_answer_counts_once(liar: Liar) -> None:
    back = liar.world.back_from("alfa", PERSON)
    assert liar.world.stage.http.get(back).status_code == 303
    liar.world.stage.http.cookies.delete("egenkarta")
    liar.shut_out(liar.world.stage.http.get(back), EidRefusal.UNKNOWN_STATE)


def test_a_code_counts_once_at_the_provider_too(liar: Liar) -> None:
    spent = liar.world.back_from("alfa", PERSON)
    code = spent.split("code=")[1].split("&")[0]
    assert liar.world.stage.http.get(spent).status_code == 303
    liar.world.leave()
    liar.world.lie(answer={"code": code})
    liar.shut_out(liar.world.sign_in(person=PERSON), EidRefusal.PROVIDER_REFUSED)
