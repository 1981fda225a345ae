"""JSON Resume 1.3.1, in and out."""

from profile_service.portability.json_resume.reading import FORMAT, read
from profile_service.portability.json_resume.writing import Written, write

__all__ = ["FORMAT", "Written", "read", "write"]
