"""`python -m tests.bench`: what Linli reaches, as ratios inside one run; each family of rows in a module of its own."""
