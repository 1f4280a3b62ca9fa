"""An article in, what the learned model is fed with and what it says out: token scores, links and features of words."""
