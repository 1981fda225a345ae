"""Every length and count that the contract sets. Characters are Unicode code points after NFC."""

from typing import Final

# Texts, in characters.
SHORT_TEXT: Final = 200
LONG_TEXT: Final = 4000
LABEL: Final = 400
MESSAGE: Final = 1000
INQUIRY: Final = 2000
CASE_REFERENCE: Final = 100
CONTACT: Final = 500
CODE: Final = 64

# Names made by machines, in characters.
IDENTIFIER: Final = 64
CONCEPT_ID: Final = 300
SCHEME_VERSION: Final = 50
LANGUAGE_TAG: Final = 35
EMAIL: Final = 254
IRI: Final = 500
POINTER: Final = 1000
SCOPE: Final = 4000
WEBHOOK_ADDRESS: Final = 500

# Lists, in entries.
IDENTITY_NUMBERS: Final = 10
LANGUAGES: Final = 10
REGIONS: Final = 50
SKILLS_USED: Final = 100
ORIGINS: Final = 50
SUPPORTED_ITEMS: Final = 100
PARTIES: Final = 20
EVIDENCE_SEEN: Final = 20
ITEMS_PER_SECTION: Final = 500
SCOPES: Final = 40
REVIEWED: Final = 200
ONWARD_RECIPIENTS: Final = 50
TRANSLATIONS: Final = 30

# Quantities.
HOURS_PER_WEEK: Final = 60
MONTHS_OF_PRACTICE: Final = 960
YEARS_OF_STUDY: Final = 30
PROGRESS_TOP: Final = 10

# Instruments.
NEXT_STEPS: Final = 20
INSTRUMENT_BYTES: Final = 512 * 1024
INSTRUMENT_DEPTH: Final = 12
INSTRUMENT_SECTIONS: Final = 30
INSTRUMENT_ITEMS: Final = 60
INSTRUMENT_ITEMS_IN_ALL: Final = 200
INSTRUMENT_ID: Final = 40
INSTRUMENT_VERSION: Final = 32
INSTRUMENT_TITLE: Final = 120
INSTRUMENT_TEXT: Final = 300
INSTRUMENT_LONG_TEXT: Final = 1000
CHOICES: Final = 40
TARGET_FIELDS: Final = 12
PATTERNS: Final = 10
PATTERN_FIELDS: Final = 5
FRESH_MONTHS: Final = 120
