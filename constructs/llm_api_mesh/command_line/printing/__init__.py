"""What the commands print: plain text for programs and files, colors for people at a terminal."""
