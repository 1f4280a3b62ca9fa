"""One module a command of `parley`."""
