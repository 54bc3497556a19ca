"""The programs that the lab runs: their versions, how to build them, and where they are."""
