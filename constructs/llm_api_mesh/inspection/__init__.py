"""The guard: what is wrong in objects as they stand, before they are written."""
