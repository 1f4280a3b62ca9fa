"""An article's text in, what its letters alone tell out: sentences and quotations, as offsets."""
