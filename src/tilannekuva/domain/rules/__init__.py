"""The rule catalogue: everything that is checked, by gate, each rule declared once."""
