"""A statement in, what is to be thought of it out: issues, position, age, newsworthiness, and questions it answers."""
