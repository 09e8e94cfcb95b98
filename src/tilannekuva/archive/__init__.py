"""Keep the months, and decide every path."""
