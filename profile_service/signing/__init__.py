"""Keys and sealing: the only importer of cryptography."""
