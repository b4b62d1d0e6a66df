"""How bytes reach a device: temporary name, flush, read back, rename; and what the machine refuses, in words."""
