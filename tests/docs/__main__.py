"""Writes the generated pages."""

from tests.docs.pages import DOCS, PAGES

if __name__ == "__main__":
    for name, text in PAGES.items():
        (DOCS / name).write_text(text(), encoding="utf-8")
