"""The authorization server: who asks is proved first, outside of the write lane; then everything happens in one unit of work."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final, Protocol, TypeVar

from profile_service.actions.authorising import push
from profile_service.actions.errors import ContentError
from profile_service.actions.journaling import record_refused
from profile_service.actions.ports import Desk, Work
from profile_service.domain.authorization import PUSHED
from profile_service.domain.event import Kind
from profile_service.domain.people import Client, Grantee
from profile_service.domain.reply import Reply
from profile_service.identity.authorization.answers import oauth_answer, oauth_error, refusal
from profile_service.identity.authorization.client_authentication import (
    Proved,
    claimed_client,
    proved,
    spend,
)
from profile_service.identity.authorization.dpop import INVALID, Proof, Sent, read_proof, spend_proof
from profile_service.identity.authorization.nonces import Nonces
from profile_service.identity.authorization.pushing import ParameterError, read_pushed, wrong_details
from profile_service.identity.authorization.refusals import Refusal, RefusedError
from profile_service.identity.authorization.token_grants import Asking, answer_token_request
from profile_service.identity.tokens import AccessTokens

T = TypeVar("T")
REQUEST_URI: Final = "urn:ietf:params:oauth:request_uri:"


class Run(Protocol):
    """Carries out a unit of work; see `doors.house.House.write` and `read`."""

    def __call__(self, action: Callable[[Work], T], /) -> Awaitable[T]: ...


@dataclass(frozen=True, slots=True)
class Asked:
    """A request to one of the endpoints: its form, its path, and every header DPoP that it came with."""

    form: Mapping[str, str]
    path: str
    proofs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """A client that has proved itself, and the key that it showed besides, where it did. Both were spent."""

    client: Client
    jkt: str


@dataclass(frozen=True, slots=True)
class AuthorizationEndpoints:
    """What the endpoints of one installation have at hand."""

    desk: Desk
    tokens: AccessTokens
    nonces: Nonces
    read: Run
    write: Run

    async def token(self, asked: Asked) -> Reply:
        """The token endpoint (RFC 6749, section 3.2)."""
        if not asked.form.get("grant_type"):
            return oauth_error(400, "invalid_request", "grant_type is missing: send client_credentials")

        def issue(work: Work, party: Party) -> Reply:
            if party.client.dpop_required and not party.jkt:
                raise RefusedError(
                    Refusal.PROOF_MISSING,
                    "this client's tokens are bound to a key: send a proof in the header DPoP",
                    INVALID,
                    party.client.organisation,
                )
            work.tokens.forget_expired(self.desk.clock.now())
            asking = Asking(party.client, party.jkt)
            return answer_token_request(work, self.desk, self.tokens, asking, asked.form)

        return await self.answer(asked, issue)

    async def push(self, asked: Asked) -> Reply:
        """The endpoint for pushed authorization requests (RFC 9126, section 2)."""

        def keep(work: Work, party: Party) -> Reply:
            client, now = party.client, self.desk.clock.now()
            organisation = work.accounts.organisation(client.organisation)
            if organisation is None:
                raise RefusedError(Refusal.ASSERTION_CLIENT, "the client is not registered")
            try:
                pushed = read_pushed(asked.form, client, self.tokens.audience, party.jkt, now, self.desk.zone)
                reference = push(work, self.desk, Grantee(organisation, "", None), pushed)
            except ParameterError as wrong:
                return oauth_error(400, wrong.error, wrong.said)
            except ContentError as error:
                first = error.objections[0]
                objection = wrong_details(first.field, first.problem, first.expected)
                return oauth_error(400, objection.error, objection.said)
            lasts = int(PUSHED.total_seconds())
            return oauth_answer({"request_uri": REQUEST_URI + reference, "expires_in": lasts}, 201)

        return await self.answer(asked, keep)

    async def answer(self, asked: Asked, act: Callable[[Work, Party], Reply]) -> Reply:
        """Prove the client, spend what it proved itself with, and act, in one unit of work.

        What is refused is journaled: by its reason and the organisation that it named, and nothing that it sent.
        """
        try:
            who, proof = await self._prove(asked)
            return await self.write(lambda work: self._act(work, who, proof, act))
        except RefusedError as refused:
            return await self._refuse(refused)

    def proof_of(self, proofs: tuple[str, ...], sent: Sent) -> Proof | None:
        """The proof that came with a request; None where none did. RefusedError where it is wrong, or there are two."""
        if not proofs:
            return None
        if len(proofs) > 1:
            raise RefusedError(Refusal.PROOF_UNREADABLE, "send the header DPoP once", INVALID)
        return read_proof(proofs[0], sent, self.nonces, self.desk.clock.now())

    def note(self, work: Work, refused: RefusedError) -> None:
        """Write down that somebody could not prove herself."""
        record_refused(work, self.desk, Kind.CLIENT_REFUSED, refused.reason, refused.organisation)

    async def _refuse(self, refused: RefusedError) -> Reply:
        await self.write(lambda work: self.note(work, refused))
        return refusal(refused)

    async def _prove(self, asked: Asked) -> tuple[Proved, Proof | None]:
        claimed = claimed_client(asked.form)
        client = await self.read(lambda work: work.accounts.client(claimed.client))
        who = proved(claimed, client, self.tokens.issuer, self.desk.clock.now())
        try:
            proof = self.proof_of(asked.proofs, Sent("POST", self.tokens.issuer + asked.path))
        except RefusedError as refused:
            refused.organisation = who.client.organisation
            raise
        return who, proof

    def _act(
        self, work: Work, who: Proved, proof: Proof | None, act: Callable[[Work, Party], Reply]
    ) -> Reply:
        now = self.desk.clock.now()
        spend(work, who, now)
        work.replays.forget_proofs(now)
        if proof is not None:
            try:
                spend_proof(work, proof)
            except RefusedError as refused:
                refused.organisation = who.client.organisation
                raise
        return act(work, Party(who.client, "" if proof is None else proof.jkt))
