"""Says for whom a named person speaks: the country or body of their office. `named_speaker.named` is the entry.

"Arlandic lawmaker Jan Novotny" (`modifiers`) and "Jan Novotny, envoy of Arland" (`appositions`) speak for Arland; a
"scholar of Arland" does not. Nobody is identified here: the name is known already, only its side is not.
"""
