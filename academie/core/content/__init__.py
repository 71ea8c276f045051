"""What a file really is, told by its bytes: its name and what a browser says prove nothing."""
