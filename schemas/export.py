"""What the individual takes along: her profile, and the receipts of everything that she has decided."""

from schemas.access.receipts import Receipt
from schemas.profile import Profile


class Export(Profile):
    """The whole profile with every receipt, newest first."""

    receipts: tuple[Receipt, ...]
