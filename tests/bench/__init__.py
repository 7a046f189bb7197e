"""`python -m tests.bench`: what Linli reaches, as ratios inside one run; docs/adr and the README name no figures."""
