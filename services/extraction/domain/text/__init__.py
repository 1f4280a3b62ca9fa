"""Reads what the letters of an article show without a model: sentences, quotations and page furniture, as offsets."""
