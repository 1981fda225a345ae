"""Permits to do something: driving classes, certificates, regulated professions."""

from typing import Literal

from pydantic import ValidationInfo, field_validator

from schemas.sections.base import SectionModel
from schemas.values import Coded, CountryCode, PartialDate
from schemas.values.dates import check_order


class Licences(SectionModel):
    """One licence or certificate, or the use of an own car."""

    kind: Literal["driving", "own_car", "certificate", "regulated_profession"] | None = None
    licence: Coded
    issued: PartialDate | None = None
    valid_until: PartialDate | None = None
    country: CountryCode | None = None

    @field_validator("valid_until")
    @classmethod
    def _valid_after_issue(cls, value: str | None, info: ValidationInfo) -> str | None:
        return check_order(value, info.data.get("issued"), "issued")
