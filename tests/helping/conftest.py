"""Visitors for the tests of help and mandates: the same browser without a screen as for the pages."""

from tests.web.conftest import visitor

__all__ = ["visitor"]
