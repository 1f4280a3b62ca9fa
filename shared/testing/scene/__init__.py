"""A small invented world, complete with articles, sayings, a stance that moves, a step that is denied, alerts and
deliveries: what a reader of the topics sees after some weeks. Nobody and nothing in it exists."""
