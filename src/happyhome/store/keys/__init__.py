"""The data key of a sealed store, and the ways to it: operators' passwords, the recovery code, the township's key."""
