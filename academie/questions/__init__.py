"""What a meeting asks beside a name: which optional fields, and questions of its own."""
