"""The program `egenkarta-client`."""
