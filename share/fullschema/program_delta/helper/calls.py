"""Where in a delta a statement is run."""
import sys


def line_now(path):
    """The line of the delta that runs now; 0 outside of it."""
    frame = sys._getframe()
    while frame is not None and frame.f_code.co_filename != path:
        frame = frame.f_back
    return frame.f_lineno if frame else 0
