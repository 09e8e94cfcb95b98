"""Write the replies to the regions: their workbooks marked, and messages ready to send."""
