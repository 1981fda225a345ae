"""Moments, as a token says them."""

from tests.hostile.providers.lying import Liar


def seconds(liar: Liar, later: int) -> int:
    """So many seconds from now."""
    return int(liar.world.stage.clock.now().timestamp()) + later
