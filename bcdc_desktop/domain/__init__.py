"""What things are: organizations, packages, resources, schemas, changes. Pure Python, no I/O, no Qt."""
