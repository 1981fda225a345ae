"""What those who run the service can measure: numbers and traces of nobody. The only importer of OpenTelemetry and prometheus-client.

A label is a name out of this program's own source: a route's template, a lane, a round. No id, no organisation, no person and nothing
that a caller sent ever becomes one, so that the number of series is bounded and tells of nobody.
"""
