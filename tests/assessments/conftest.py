"""Visitors at the portal, as the tests of its pages have them."""

from tests.web.conftest import visitor

__all__ = ["visitor"]
