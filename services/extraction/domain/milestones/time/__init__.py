"""Finds the temporal expressions of a sentence, and resolves them against the day of publication.

"On Monday", written on a Wednesday, is two days before: `expressions` recognises the words, `resolving` says which day
they are, `dates` what the day is for. "The day before they met" is counted from that meeting (`counted`); "by 1 May" is
a deadline (`deadlines`). Which step of an article a day belongs to is decided in `steps.dating`.
"""
