"""Finds the antecedent of a source that is a pronoun or a description of somebody named elsewhere in the article.

"Ada Quill arrived. She said ..." gives Ada Quill (`pronouns`), "The two leaders said ..." the two named just before
(`pairs`), "They said ..." those who are the subject before (`joint_subjects`), "The company said ..." the firm named
above (`antecedents`). Titles and offices that name their holder by the catalog are read in `representation`; nouns
without an antecedent stay what they are, in `unnamed`.
"""
