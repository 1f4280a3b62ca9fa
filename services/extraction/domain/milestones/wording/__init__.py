"""Finds the words that report a step, and whether they report it as fact, plan, wish, threat or denial.

"Arland refused to sign" holds the trigger of a signature (`triggers`) that is taken back (`deeds`); "both denied that
they had met" denies a meeting (`denial_rules`). The rules lie beside their readers as YAML, with cases that must and
must not match. Who takes part and when is read in `parties` and `time`.
"""
