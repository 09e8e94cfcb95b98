"""Mark returned workbooks with openpyxl, in a process of its own."""
