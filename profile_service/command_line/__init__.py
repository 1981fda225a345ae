"""The program `egenkarta`."""
