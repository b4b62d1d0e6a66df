"""Set-up, checks and packaging, with the standard library only."""
