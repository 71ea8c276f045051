"""What sets the project up, builds it and measures it; nothing here runs in production."""
