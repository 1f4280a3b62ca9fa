"""Decides which words of a sentence are the source of a quotation, and where that phrase begins and ends.

In "“We will pay,” warned Ada Quill, while the harbour waited." the source is "Ada Quill" (`inverted`), not "the
harbour"; `choosing` is the entry, `widening` completes a phrase that the model cut. Whom the phrase means, and for whom
they speak, is not decided here: see `coreference`, `unnamed` and `affiliation`.
"""
