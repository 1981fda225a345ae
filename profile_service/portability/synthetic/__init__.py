"""The made-up profiles of the load data, in."""

from profile_service.portability.synthetic.labels import BUILT_IN, Labels, read_labels
from profile_service.portability.synthetic.lines import FORMAT, SOURCE, read_all, read_line

__all__ = ["BUILT_IN", "FORMAT", "SOURCE", "Labels", "read_all", "read_labels", "read_line"]
