"""Sheets that come in from outside: rosters, allowance lists and month grids, as people keep them."""
