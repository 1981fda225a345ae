"""Visitors for the pages of looking again: the same browser without a screen as for all pages."""

from tests.web.conftest import visitor

__all__ = ["visitor"]
