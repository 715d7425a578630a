"""What the site is, how its record was made, and where to report an error."""
