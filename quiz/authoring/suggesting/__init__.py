"""Draft questions out of an article by rules over its text: what it names, counts, dates, quotes and makes depend."""
