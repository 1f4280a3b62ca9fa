"""The model's scores in, raw statements out: content, source and cue, each whole."""
