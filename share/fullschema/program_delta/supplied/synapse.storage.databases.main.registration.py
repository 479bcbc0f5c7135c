def find_max_generated_user_id_localpart(cur):
    """The highest number among user ids that begin `@<number>:`; 0 where there is none."""
    # The colon is the character after the digits.
    cur.execute("SELECT name FROM users WHERE name > ? AND name < ?", ("@", "@:"))
    highest = 0
    for (name,) in cur:
        number = name[1:].partition(":")[0]
        if ":" in name and number.isdecimal():
            highest = max(highest, int(number))
    return highest
