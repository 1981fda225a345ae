"""Links to what she can do."""
