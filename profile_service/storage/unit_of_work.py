"""One unit of work over one connection: the repositories of an action, sharing its transaction."""

from functools import cached_property

from sqlalchemy import Connection

from profile_service.domain.opening import Telling
from profile_service.storage.accounts import TableAccounts
from profile_service.storage.assessments import TableAssessments, TableAssessorRecords
from profile_service.storage.assistances import TableAssistances
from profile_service.storage.attempts import TableAttempts
from profile_service.storage.authorization import TableErrands, TablePushedRequests
from profile_service.storage.books import Books, BooksError, insert_openings
from profile_service.storage.declarations import TableDeclarations
from profile_service.storage.deliveries import TableDeliveries
from profile_service.storage.drafts import TableDrafts
from profile_service.storage.duties import TableDuties
from profile_service.storage.endpoints import TableEndpoints
from profile_service.storage.enrolments import TableEnrolments
from profile_service.storage.external_identities import TableExternalIdentities, TableStaffIdentities
from profile_service.storage.files import TableFiles
from profile_service.storage.inquiries import TableInquiries
from profile_service.storage.instruments import TableInstruments
from profile_service.storage.issued_tokens import TableIssuedTokens
from profile_service.storage.joined import TableJoined
from profile_service.storage.journal import TableJournal
from profile_service.storage.journal_rows import is_told
from profile_service.storage.kept_forms import TableKeptForms
from profile_service.storage.ledger import TableLedger
from profile_service.storage.looks import TableLooks
from profile_service.storage.mandates import TableMandates
from profile_service.storage.mapping_sessions import TableMappingSessions
from profile_service.storage.marks import TableMarks
from profile_service.storage.messages import TableMessages
from profile_service.storage.news import TableNews
from profile_service.storage.notices import TableNotices
from profile_service.storage.oversight import TableOversight
from profile_service.storage.papers import TablePapers
from profile_service.storage.passkeys import TablePasskeys
from profile_service.storage.personal_keys import PersonalKeys, Sealer
from profile_service.storage.reach import TableReach
from profile_service.storage.receipts import TableReceipts
from profile_service.storage.replays import TableReplays
from profile_service.storage.requests import TableCodes, TableRequests
from profile_service.storage.reuse import TableReuse
from profile_service.storage.reviews import TableReviews
from profile_service.storage.sent_questions import TableSentQuestions
from profile_service.storage.sessions import TableSessions
from profile_service.storage.shares import TableShares
from profile_service.storage.sheets import TableSheets
from profile_service.storage.staff import TableStaff
from profile_service.storage.tallies import TableTallies
from profile_service.storage.tree import TableTree
from profile_service.storage.vault import SealedVault


class UnitOfWork:
    """See `actions.ports.Work`. Made anew for each action, so that no unwrapped key outlives it."""

    def __init__(self, connection: Connection, sealer: Sealer) -> None:
        self._connection = connection
        self._sealer = sealer
        self._keys = PersonalKeys(connection, sealer)
        self.books = Books()

    @property
    def destroyed_a_key(self) -> bool:
        """Whether somebody was erased in it."""
        return self._keys.destroyed_one

    def balance_books(self, *, writes: bool) -> None:
        """Hold what was opened against what is told of it, and write the openings down.

        Args:
            writes: False where nothing can be written: then nothing may be opened that would have to be.

        Raises:
            BooksError: they do not match; then nothing of this may be committed, or answered.
        """
        rows = self.books.take()
        for row in rows:
            if row.telling == Telling.AGAIN and not is_told(self._connection, row):
                raise BooksError("a reading repeats one that no line tells of")
        if writes:
            insert_openings(self._connection, rows)
        elif any(row.telling != Telling.GOING_ON for row in rows):
            raise BooksError("something was opened where nothing can be written down")

    @cached_property
    def vault(self) -> SealedVault:
        return SealedVault(self._connection, self._keys, self.books)

    @cached_property
    def ledger(self) -> TableLedger:
        return TableLedger(self._connection, self._keys)

    @cached_property
    def declarations(self) -> TableDeclarations:
        return TableDeclarations(self._connection)

    @cached_property
    def duties(self) -> TableDuties:
        return TableDuties(self._connection)

    @cached_property
    def receipts(self) -> TableReceipts:
        return TableReceipts(self._connection, self._keys)

    @cached_property
    def oversight(self) -> TableOversight:
        return TableOversight(self._connection)

    @cached_property
    def papers(self) -> TablePapers:
        return TablePapers(self._connection, self._sealer)

    @cached_property
    def news(self) -> TableNews:
        return TableNews(self._connection, self._keys, self._sealer)

    @cached_property
    def reach(self) -> TableReach:
        return TableReach(self._connection, self._keys)

    @cached_property
    def messages(self) -> TableMessages:
        return TableMessages(self._connection, self._sealer)

    @cached_property
    def notices(self) -> TableNotices:
        return TableNotices(self._connection)

    @cached_property
    def endpoints(self) -> TableEndpoints:
        return TableEndpoints(self._connection, self._sealer)

    @cached_property
    def deliveries(self) -> TableDeliveries:
        return TableDeliveries(self._connection)

    @cached_property
    def inquiries(self) -> TableInquiries:
        return TableInquiries(self._connection, self._keys)

    @cached_property
    def tallies(self) -> TableTallies:
        return TableTallies(self._connection, self._sealer)

    @cached_property
    def instruments(self) -> TableInstruments:
        return TableInstruments(self._connection)

    @cached_property
    def requests(self) -> TableRequests:
        return TableRequests(self._connection, self._keys)

    @cached_property
    def shares(self) -> TableShares:
        return TableShares(self._connection, self._keys, self._sealer)

    @cached_property
    def codes(self) -> TableCodes:
        return TableCodes(self._connection, self._sealer)

    @cached_property
    def tree(self) -> TableTree:
        return TableTree(self._connection, self._keys)

    @cached_property
    def journal(self) -> TableJournal:
        return TableJournal(self._connection, self._keys, self.books)

    @cached_property
    def marks(self) -> TableMarks:
        return TableMarks(self._connection, self._keys)

    @cached_property
    def accounts(self) -> TableAccounts:
        return TableAccounts(self._connection)

    @cached_property
    def staff(self) -> TableStaff:
        return TableStaff(self._connection, self._sealer)

    @cached_property
    def external_identities(self) -> TableExternalIdentities:
        return TableExternalIdentities(self._connection, self._keys, self._sealer)

    @cached_property
    def staff_identities(self) -> TableStaffIdentities:
        return TableStaffIdentities(self._connection, self._sealer)

    @cached_property
    def attempts(self) -> TableAttempts:
        return TableAttempts(self._connection, self._sealer)

    @cached_property
    def passkeys(self) -> TablePasskeys:
        return TablePasskeys(self._connection, self._sealer)

    @cached_property
    def sheets(self) -> TableSheets:
        return TableSheets(self._connection, self._sealer)

    @cached_property
    def enrolments(self) -> TableEnrolments:
        return TableEnrolments(self._connection, self._keys, self._sealer)

    @cached_property
    def joined(self) -> TableJoined:
        return TableJoined(self._connection, self._keys)

    @cached_property
    def kept_forms(self) -> TableKeptForms:
        return TableKeptForms(self._connection, self._keys)

    @cached_property
    def sessions(self) -> TableSessions:
        return TableSessions(self._connection, self._sealer)

    @cached_property
    def pushed(self) -> TablePushedRequests:
        return TablePushedRequests(self._connection, self._sealer)

    @cached_property
    def errands(self) -> TableErrands:
        return TableErrands(self._connection, self._keys)

    @cached_property
    def tokens(self) -> TableIssuedTokens:
        return TableIssuedTokens(self._connection, self._sealer)

    @cached_property
    def reuse(self) -> TableReuse:
        return TableReuse(self._connection)

    @cached_property
    def replays(self) -> TableReplays:
        return TableReplays(self._connection, self._keys, self._sealer)

    @cached_property
    def assistances(self) -> TableAssistances:
        return TableAssistances(self._connection, self._sealer)

    @cached_property
    def drafts(self) -> TableDrafts:
        return TableDrafts(self._connection, self._keys)

    @cached_property
    def assessments(self) -> TableAssessments:
        return TableAssessments(self._connection, self._keys)

    @cached_property
    def assessor_records(self) -> TableAssessorRecords:
        return TableAssessorRecords(self._connection, self._sealer)

    @cached_property
    def mandates(self) -> TableMandates:
        return TableMandates(self._connection, self._keys, self._sealer)

    @cached_property
    def mapping_sessions(self) -> TableMappingSessions:
        return TableMappingSessions(self._connection, self._keys)

    @cached_property
    def looks(self) -> TableLooks:
        return TableLooks(self._connection, self._keys, self._sealer)

    @cached_property
    def sent_questions(self) -> TableSentQuestions:
        return TableSentQuestions(self._connection, self._sealer)

    @cached_property
    def files(self) -> TableFiles:
        return TableFiles(self._connection, self._keys, self.books)

    @cached_property
    def reviews(self) -> TableReviews:
        return TableReviews(self._connection)
