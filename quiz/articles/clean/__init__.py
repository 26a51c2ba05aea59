"""Text as it was pasted or saved -> the article in it, and what was dropped and why. Pure: text in, value out."""

from quiz.articles.clean.cleaning import clean
from quiz.articles.clean.value import Cleaned, Dropped, Kept

__all__ = ["Cleaned", "Dropped", "Kept", "clean"]
