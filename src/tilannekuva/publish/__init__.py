"""Turn the picture into workbooks, pages and data files."""
