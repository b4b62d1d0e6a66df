"""What stands around every page: rail, top bar, status line, the line of running work."""
