"""Files that come and go: rosters in, returns out to the stick."""
