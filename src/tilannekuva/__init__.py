"""Monthly situational pictures from Excel returns, for everyone who has to make them."""
