"""Reads what sides do: who does it, what it falls on, how far it has gone, when, and which question it answers."""
