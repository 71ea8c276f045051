"""Long work: files that take a while to make, and how far they are."""
