"""What is written, as it is meant: date expressions as calendar periods, festivals as days."""
