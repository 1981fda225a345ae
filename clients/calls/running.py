"""How the service runs, for whoever runs it."""

from clients.call import Call, as_model, path_to, reading
from schemas.access import JournalHealth, ServiceHealth


def health() -> Call[ServiceHealth]:
    """Database, queues, rounds and keys, as numbers of nobody."""
    return reading(path_to("v1", "operator", "health"), as_model(ServiceHealth))


def journal() -> Call[JournalHealth]:
    """Whether the journal is whole, and how much is written in it."""
    return reading(path_to("v1", "operator", "journal"), as_model(JournalHealth))
