"""Turns the model's scores into raw statements, each with the whole of its content, source and cue."""
