"""Judges a statement that has been found: issues, position, age, newsworthiness, and the questions it answers."""
