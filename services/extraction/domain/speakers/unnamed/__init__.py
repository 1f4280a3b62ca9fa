"""Resolves a source whose words give no name: papers, officials, unions, "the official". `described` is the entry.

"The official" is the one quoted before (`definite`); "harbour officials" remain a group called that (`groups`), and
"unions and farmers" one of both (`coordinated_nouns`). No name is invented: who is not known stays unnamed.
"""
