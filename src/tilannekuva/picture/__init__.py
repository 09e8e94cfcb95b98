"""Turn a month's answers into the national figures."""
