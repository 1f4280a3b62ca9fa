"""Says who takes part in the step that a sentence reports: who met whom, who hosts, who only reports or mediates.

"Arland's envoy told Ostia's radio that he had met Borland's minister" is a meeting of Arland with Borland. `sides`
turns mentions of people and bodies into parties, `cast` gives them their parts, `grammar` reads what the sentence makes
plain. Parties that only other sentences name are added in `steps.partaking`.
"""
