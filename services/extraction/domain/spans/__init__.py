"""The model's scores in, raw statements out: content, source and cue, each whole and free of a page's furniture."""
