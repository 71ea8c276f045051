"""What came of it all, for the world."""
