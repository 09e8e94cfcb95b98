"""Have work done by child processes, so that what a file does to them costs that file only."""
