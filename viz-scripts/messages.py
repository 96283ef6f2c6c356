"""Errors in words."""


def in_words(error):
    """Of a file that cannot be read or written: its name and why, without the system's number."""
    if isinstance(error, OSError) and error.filename and error.strerror:
        return f"{error.filename}: {error.strerror}"
    if isinstance(error, KeyError):
        return f"{error} is missing"
    return str(error)
