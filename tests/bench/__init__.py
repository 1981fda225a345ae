"""What a consented read costs, measured from outside: `make bench`."""
