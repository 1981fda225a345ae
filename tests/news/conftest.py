"""Visitors for the pages about news: the same browser without a screen as for the other pages."""

from tests.web.conftest import visitor

__all__ = ["visitor"]
