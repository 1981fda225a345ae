"""What can be wrong with a backup."""


class BackupError(Exception):
    """It cannot be made, or cannot be put back: what is wrong, and what would be right."""
