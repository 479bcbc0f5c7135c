import json


def db_to_json(db_content):
    """JSON out of a column, which drivers give as text or as one of several kinds of bytes."""
    if isinstance(db_content, memoryview):
        db_content = db_content.tobytes()
    if isinstance(db_content, (bytes, bytearray)):
        db_content = db_content.decode("utf8")
    return json.loads(db_content)


class SQLBaseStore:
    """For annotations: a delta has a cursor, and no store."""
