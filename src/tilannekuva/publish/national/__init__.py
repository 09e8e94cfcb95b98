"""Write the national workbook."""
