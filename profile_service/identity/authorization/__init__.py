"""The authorization server for organisations' systems, in the shape of the FAPI 2.0 security profile."""
