"""The monthly jobs, each one call."""
