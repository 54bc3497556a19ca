"""The posture of a folder: what is open or closed and why, and what happens when a part fails."""
