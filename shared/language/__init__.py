"""What Parley knows of a language wherever it reads text: `english` has its days, months, numbers and word lists.

Each part that reads says only how its own list differs from these. Grammar is not here; it lies with whoever reads it.
"""
