"""Protected identity, as she sees it herself. Nobody else is told."""

from schemas.model import Model


class Protection(Model):
    """Whether the individual is under protected identity."""

    protected: bool
