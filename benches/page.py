"""The page of figures: each benchmark writes its own section of it and leaves the others alone."""

import re


def write(page, heading, lines):
    """Puts a section in the place of the one with the same beginning, or before the notes."""
    text = page.read_text(encoding="utf-8") if page.is_file() else "# Benchmarks\n"
    text = re.sub(rf"^{re.escape(heading)}.*?(?=^## |\Z)", "", text, flags=re.DOTALL | re.MULTILINE)
    before, notes, after = text.partition("## Notes\n")
    page.write_text(before.rstrip("\n") + "\n\n" + "\n".join(lines) + ("\n" + notes if notes else "") + after, encoding="utf-8")


def others(page, own):
    """What stands on the page beside the sections that begin with one of `own`."""
    text = page.read_text(encoding="utf-8") if page.is_file() else ""
    sections = re.split(r"^(?=## )", text, flags=re.MULTILINE)[1:]
    return "".join(section for section in sections if not section.startswith(own))
