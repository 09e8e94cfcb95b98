"""Turn cells into answers and findings."""
