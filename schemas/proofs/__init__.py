"""What proves that a journal only grew: the Merkle tree of RFC 9162 and the C2SP formats around it.

Standard library only, so that the service, a client, the witness and whoever verifies share one code.
"""
