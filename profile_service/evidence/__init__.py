"""Files that show something: looked at, rewritten without what they carry along, never taken as they came."""
