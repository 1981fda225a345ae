"""Arbetsförmedlingen's JobTech Taxonomy: dumps of GraphQL queries, https://taxonomy.api.jobtechdev.se, and the dump of 2020."""

from typing import Final

from profile_service.taxonomy.formats import TreeFormat
from profile_service.taxonomy.jobtech.graph import GRAPH
from profile_service.taxonomy.jobtech.legacy import LEGACY

FORMATS: Final[tuple[TreeFormat, ...]] = (*GRAPH, *LEGACY)
