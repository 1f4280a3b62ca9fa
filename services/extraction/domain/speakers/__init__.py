"""The words for a source in, the speaker out: who it is, what kind, and for whom they speak. `resolve` is the entry.

What passes between the modules stands in `naming` (a name in the text), `people` (all of an article) and `speaking`
(the source, the scene, the speaker). The modules by subject:

- Names of an article: `names` finds the runs of capitals, `titles` and `drafts` read each by itself, `fullest` tells
  whom a short form means, `callings` which office or kin stands beside it, `people` has them all.
- Whose words they are: `sourcing` decides, with `tagging`, `astray` and `subjects` for the order of words; `addressed`
  and `hearsay` tell of those who say nothing; `growing` and `joining` mend the ends of the phrase.
- Sources with a name: `stripping`, `heads`; several at once in `joint` and `coordinated`; `outlets` for state media.
- Pronouns: `pointing` by the `clues` of grammar, `crowds` for "they".
- Sources without a name: `described` is the entry; `again`, `taking_up`, `pairs`, `forces` and `leads` for what is told
  elsewhere in the article, `documents` for papers, `groups` for how a group is called.
- Those who speak for another: `offices` (titles, governments), `mouthpieces` (spokespeople, lawyers).
- For whom a speaker speaks: `affiliation` is the entry; `beside` and `appositions` read the words before and after the
  name, `owners` whom these belong to, `organs` the bodies of a state.
"""
