"""Finds everybody whom an article names, and which words name whom. `people.find` is the entry.

In "Foreign Minister Ada Quill arrived. Quill said ..." both runs of capitals are found (`capitalised`), the title is
told from the name (`titles`, `candidates`) and "Quill" is linked to the full form (`full_forms`). Pronouns and
descriptions ("she", "the minister") are not names: `coreference` and `unnamed` resolve them.
"""
