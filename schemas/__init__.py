"""The published contract: the wire models of Egenkarta, with nothing of the service in them.

Whoever talks to the service needs this package only. The JSON Schemas in ``json/`` are generated from it.
"""
