"""Resolves the source of a statement to its speaker: who it is, what kind, and for whom they speak. `resolve` is the
entry.

"“We will pay,” the minister said" gives the minister whom the article or the catalog knows, and the country for which
they speak. What they said, and whether it is one statement or two, is decided before (`spans`). Each folder says more:

- `names`: everybody whom the article names, and which words name whom.
- `sources`: which words of the sentence are the source, and where they begin and end.
- `affiliation`: for which country or body a named person speaks.
- `coreference`: the antecedents of pronouns and descriptions; `salience` says how prominent each candidate is.
- `representation`: who stands behind an office, an army, a state's medium or a spokesperson.
- `unnamed`: sources without a name.

`coordinated_names` reads several names as one speaker, `heads` finds the name in a longer phrase. `speaking` holds what
passes between them: the source, the scene, the speaker.
"""
