"""The commands: each is parse, one pipeline call, words, exit code."""
