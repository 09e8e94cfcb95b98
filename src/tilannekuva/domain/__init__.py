"""The words of the field as values: roadmap, region, month, answer, finding."""
