"""Draw the national workbook: the month's whole picture for people who live in Excel."""
