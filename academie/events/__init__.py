"""What we organise, where and when, and how many fit."""
