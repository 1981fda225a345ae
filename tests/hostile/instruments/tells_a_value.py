"""Questions that would tell values to whoever asks what is known: one for each level, flag or day that there could be."""

import json

from tests.instruments.texts import JOBS, READS, plain

_SWEDISH = {"scheme": "iso639", "concept_id": "sv"}
_whole = plain()
_jobs, _reads = (_whole["sections"][0]["items"][at]["target"] for at in (1, 2))
_jobs["where"] = [{"setting": "job", "ongoing": True}, {"setting": "job", "employer": "Krogen"}]
_jobs["begins"] = {"setting": "job", "ongoing": True}
_reads["where"] = [{"language": _SWEDISH, "writing": "B1"}, {"language": _SWEDISH, "native": True}]
_reads["begins"]["writing"] = "B1"
TEXT = json.dumps(_whole).encode()
_NOT_THAT = "this field does not say which entry is meant"
WRONG = [
    (JOBS + "/target/where/0/ongoing", _NOT_THAT),
    (JOBS + "/target/where/1/employer", _NOT_THAT),
    (READS + "/target/where/0/writing", _NOT_THAT),
    (READS + "/target/where/1/native", _NOT_THAT),
]
