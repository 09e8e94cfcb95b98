"""Say where each value lives in a working tool, for writing and for reading."""
