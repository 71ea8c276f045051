"""What rarely changes: opgaven, lines of change, provinces."""
