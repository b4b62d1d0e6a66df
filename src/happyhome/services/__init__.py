"""The verbs, by subject. One function is one operation; the window and the command line call the same."""
