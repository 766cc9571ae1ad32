"""A run and what it meets: what its operator asks and sees, and other runs. All of it loads at once; nothing here is heavy."""
