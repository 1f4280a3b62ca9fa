"""An article's text in, what its letters alone tell out: sentences, quotations and a page's furniture, as offsets."""
