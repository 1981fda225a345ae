"""An example of a receiver: it is told that something changed, looks, drops what it may not keep, and says so."""

from clients.receiver.listening import Receiver
from clients.receiver.obeying import Obedience

__all__ = ["Obedience", "Receiver"]
