"""Learns the weights by which statements are judged, beside those of the network.

`governed` says which object of a verb ("opposed the tolls") is a statement, `secondlook` how likely a marked statement
is one, `words` what its single words show, `newsworthiness` whether a desk would want it. Where a statement begins and
ends is learnt in `network`.
"""
