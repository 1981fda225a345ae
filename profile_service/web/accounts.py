"""What the pages ask about her account."""

from profile_service.doors import House, PortalVisit


async def account_language(house: House, visit: PortalVisit) -> str:
    """The language that she chose for her account, which need not be that of the page."""
    account = await house.read(lambda work: work.accounts.individual(visit.individual))
    return "" if account is None else account.language
