"""Who is at the door: the only importer of Authlib and PyJWT."""
