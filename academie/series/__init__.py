"""Series of meetings, and the partners who stand on their lists."""
