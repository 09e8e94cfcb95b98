"""Read the data files that people maintain: roadmap, regions, glossary, settings."""
