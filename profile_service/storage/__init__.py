"""Where things are kept: the only importer of SQLModel and SQLAlchemy."""
