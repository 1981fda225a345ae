"""JSON Merge Patch (RFC 7396, section 2)."""

from collections.abc import Mapping

from profile_service.domain.profile import Content, Json


def merge(content: Content, patch: Mapping[str, Json]) -> dict[str, Json]:
    """The content with the patch applied: null takes a member away, an object is merged, anything else replaces."""
    merged = dict(content)
    for name, value in patch.items():
        if value is None:
            merged.pop(name, None)
        elif isinstance(value, Mapping):
            before = merged.get(name)
            merged[name] = merge(before if isinstance(before, Mapping) else {}, value)
        else:
            merged[name] = value
    return merged
