"""Write the data package and the account of the run."""
