class Fenced(Exception):
    """The caller's fence is not the current one: another holder claimed since."""
