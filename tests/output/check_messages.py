"""What the figures say of a file that cannot be read: its name and why, in words."""
import sys
import unittest

sys.path.insert(0, sys.argv.pop(1))
from messages import in_words  # noqa: E402


def error_of(action):
    try:
        action()
    except (OSError, KeyError, ValueError) as error:
        return in_words(error)
    raise AssertionError("nothing was wrong")


class Messages(unittest.TestCase):
    def test_missing_file(self):
        self.assertEqual(error_of(lambda: open("no/such.csv", encoding="utf-8")), "no/such.csv: No such file or directory")

    def test_missing_key(self):
        self.assertEqual(error_of(lambda: {}["leverage"]), "'leverage' is missing")

    def test_other(self):
        self.assertEqual(error_of(lambda: int("many")), "invalid literal for int() with base 10: 'many'")


if __name__ == "__main__":
    unittest.main()
