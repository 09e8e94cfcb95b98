"""Turn arguments into one pipeline call, words and an exit code."""
