"""Random expressions: postgres_random.py says of what."""

from postgres_random import LITERALS, MODIFIED, UNKNOWN, Writer, declared, quoted

NUMBERS = ["integer", "bigint", "smallint", "numeric", "double precision", "real"]
TEXTS = ["text", "character varying", "character"]
TIMES = ["timestamp with time zone", "timestamp without time zone", "date", "interval", "time without time zone"]
ORDERED = NUMBERS + TEXTS + TIMES + ["uuid", "jsonb", "mood", "integer[]", "text[]", "inet", "bytea", "boolean", "word"]
COLLATIONS = ['"C"', '"POSIX"', '"default"', "pg_catalog.\"C\"", '"My Order"']
FIELDS = ["year", "epoch", "dow", "'quarter'", "second", '"century"', "isodow", "DAY"]
ELEMENTS = {"integer": "integer[]", "text": "text[]", "numeric": "numeric[]", "mood": "mood[]", "date": "date[]"}
TYPE_NAMES = {"integer": ["int", "int4", "integer", "pg_catalog.int4"], "boolean": ["bool", "boolean"], "text": ["text"],
              "character varying": ["varchar", "character varying"], "character": ["bpchar", "char(3)"],
              "timestamp with time zone": ["timestamptz", "timestamp with time zone"], "numeric": ["numeric", "decimal"],
              "double precision": ["float8", "double precision", "float"], "bit varying": ["varbit"]}


class Expressions(Writer):
    """An environment is a list of what can be read: (how it is written, its type)."""

    words = None  # a Vocabulary
    stable = True  # whether what is not immutable may be used
    queries = True  # whether subqueries may be
    nesting = 0

    def literal(self, wanted, known=False):
        """Of unknown type where its neighbour is known."""
        if known and wanted in UNKNOWN and self.chance(0.6):
            return self.pick(UNKNOWN[wanted])
        if self.chance(0.05):
            return "NULL::" + self.spelled(wanted)
        allowed = [t for t in LITERALS[wanted] if self.stable or not any(
            w in t for w in ("current", "now", "local", "to_ts", "regclass", "timestamptz", "time zone", "tstz", "+00"))]
        return self.pick(allowed) if allowed else "NULL::" + self.spelled(wanted)

    def spelled(self, wanted):
        if wanted in TYPE_NAMES and self.chance(0.6):
            return self.pick(TYPE_NAMES[wanted])
        return declared(wanted, self.pick(MODIFIED[wanted]) if wanted in MODIFIED and self.chance(0.4) else "")

    def column(self, wanted, around):
        found = [text for text, kind in around if kind == wanted]
        return self.pick(found) if found else None

    def leaf(self, wanted, around, known=False):
        column = self.column(wanted, around) if self.chance(0.8) else None
        return column or self.literal(wanted, known)

    def expression(self, wanted, around, depth=2, known=False):
        """A text of that type. It can stand as an operand."""
        if depth <= 0 or self.chance(0.15):
            return self.leaf(wanted, around, known)
        makers = [self.operator, self.operator, self.operator, self.call, self.call, self.cast, self.conditional]
        special = getattr(self, "make_" + wanted.split()[0].strip('"').replace("[]", "_array"), None)
        if special:
            makers += [special] * 6
        if wanted in TEXTS:
            makers.append(self.collated)
        if self.queries and self.nesting < 2:
            makers.append(self.scalar)
        for _ in range(4):
            text = self.pick(makers)(wanted, around, depth - 1)
            if text:
                return text
        return self.leaf(wanted, around)

    def operator(self, wanted, around, depth):
        choices = [o for o in self.words.operators.get(wanted, []) if self.stable or not o[3]]
        if not choices:
            return None
        name, left, right, _ = self.pick(choices)
        if left is None:  # the server reads - 7 as one constant, however it was made
            operand = self.expression(right, around, depth) if name not in "+-" else self.column(right, around)
            return operand and "(%s %s)" % (name, operand)
        a, b = self.expression(left, around, depth), self.expression(right, around, depth, self.chance(0.5))
        symbol = "OPERATOR(pg_catalog.%s)" % name if self.chance(0.04) else name
        text = "%s %s %s" % (a, symbol, b)
        return "(%s)" % text

    def call(self, wanted, around, depth):
        choices = [f for f in self.words.functions.get(wanted, []) if self.stable or not f[2]]
        if not choices:
            return None
        name, arguments, _ = self.pick(choices)
        known = self.chance(0.3)
        return "%s%s(%s)" % (self.maybe("pg_catalog.", 0.1), quoted(name),
                             ", ".join(self.expression(t, around, depth, known) for t in arguments))

    def cast(self, wanted, around, depth):
        sources = self.words.casts.get(wanted, []) + (TEXTS if self.chance(0.1) else [])
        if wanted in TEXTS:
            sources = sources + ["integer", "date", "jsonb", "mood", "uuid"] if self.stable else sources
        if wanted in MODIFIED:
            sources = sources + [wanted]
        if not sources:
            return None
        inner, name = self.expression(self.pick(sources), around, depth), self.spelled(wanted)
        if self.chance(0.3):
            return "CAST(%s AS %s)" % (inner, name)
        return "(%s)::%s" % (inner, name)

    def conditional(self, wanted, around, depth):
        inner = lambda known=False: self.expression(wanted, around, depth, known)
        choice = self.r.randrange(6)
        if choice == 0:
            return "COALESCE(%s)" % ", ".join([inner()] + self.several(lambda: inner(True), 0, 2))
        if choice == 1 and wanted in ORDERED:
            return "NULLIF(%s, %s)" % (inner(), inner(True))
        if choice == 2 and wanted in ORDERED:
            return "%s(%s)" % (self.pick(["GREATEST", "least"]), ", ".join([inner()] + self.several(lambda: inner(True), 0, 2)))
        otherwise = " ELSE " + inner(True) if self.chance(0.6) else ""
        if choice == 3:
            test = self.pick(ORDERED)
            whens = self.several(lambda: "WHEN %s THEN %s" % (self.expression(test, around, depth, True), inner()), 1, 2)
            return "CASE %s %s%s END" % (self.expression(test, around, depth), " ".join(whens), otherwise)
        whens = self.several(lambda: "WHEN %s THEN %s" % (self.expression("boolean", around, depth), inner()), 1, 2)
        return "CASE %s%s END" % (" ".join(whens), otherwise)

    def collated(self, wanted, around, depth):
        return "(%s COLLATE %s)" % (self.expression(wanted, around, depth), self.pick(COLLATIONS))

    def scalar(self, wanted, around, depth):
        return "(%s)" % self.subquery([wanted], around, depth, one=True)

    def subquery(self, wanted, around, depth, one=False):
        raise NotImplementedError

    # ---- what has words of its own ----

    def make_boolean(self, wanted, around, depth):
        kind = self.pick(ORDERED)
        inner = lambda t=kind, known=False: self.expression(t, around, depth, known)
        text = self.pick(TEXTS + ["text"])
        forms = [  # not IS DOCUMENT, which the server prints so that it reads something else, or nothing
            lambda: "%s %s (%s)" % (inner(), self.pick(["IN", "NOT IN"]), ", ".join(self.several(lambda: inner(known=True), 1, 4))),
            lambda: "%s %s %s AND %s" % (inner(), self.pick(["BETWEEN", "NOT BETWEEN", "BETWEEN SYMMETRIC"]), inner(known=True), inner(known=True)),
            lambda: "%s %s %s" % (inner(), self.pick(["IS DISTINCT FROM", "IS NOT DISTINCT FROM", "=", "<>", "<", ">="]), inner(known=True)),
            lambda: "%s %s" % (inner(), self.pick(["IS NULL", "IS NOT NULL", "ISNULL", "NOTNULL"])),
            lambda: "%s IS %s" % (inner("boolean"), self.pick(["TRUE", "NOT TRUE", "FALSE", "NOT FALSE", "UNKNOWN", "NOT UNKNOWN"])),
            lambda: self.pick([" AND ", " OR "]).join(self.several(lambda: inner("boolean"), 2, 3)),
            lambda: "NOT " + inner("boolean"),
            lambda: "%s %s %s%s" % (inner(text), self.pick(["LIKE", "NOT LIKE", "ILIKE", "NOT ILIKE", "SIMILAR TO", "NOT SIMILAR TO"]),
                                    inner(text, True), self.maybe(" ESCAPE " + self.pick(["'!'", "''", "'\\'"]), 0.3)),
            lambda: "%s %s %s" % (inner(text), self.pick(["~", "~*", "!~", "!~*", "^@", "~~", "!~~*"]), inner(text, True)),
            lambda: self.quantified(around, depth),
            lambda: "(%s, %s) %s (%s, %s)" % (inner(), inner("text"), self.pick(["=", "<", ">=", "<>"]), inner(known=True), inner("text", True)),
            lambda: "ROW(%s, %s) IS %sNULL" % (inner(), inner("text"), self.maybe("NOT ")),
            lambda: "ROW(%s, %s) IS DISTINCT FROM ROW(%s, %s)" % (inner(), inner("text"), inner(), inner("text")),
            lambda: self.overlaps(around, depth),
            lambda: self.queried(around, depth),
            lambda: self.normalized(around, depth),
            lambda: "%s IS %sJSON%s" % (inner(self.pick(["text", "jsonb", "json"])), self.maybe("NOT "), self.pick(
                ["", " VALUE", " ARRAY", " OBJECT", " SCALAR", " WITH UNIQUE", " OBJECT WITHOUT UNIQUE KEYS"])) if self.newer >= 160000 else None,
        ]
        found = self.pick(forms)()
        return found and "(%s)" % found

    def quantified(self, around, depth):
        element = self.pick(sorted(ELEMENTS) + ["character varying", "bigint"])
        elements = ", ".join(self.several(lambda: self.expression(element, around, depth, True), 1, 3))
        if element == "character varying" and self.newer > 150000:
            element = "text"
        array = self.expression(ELEMENTS[element], around, depth) if element in ELEMENTS and self.chance(0.4) else "ARRAY[%s]%s" % (
            elements, self.maybe("::%s[]" % self.pick(["text" if element == "character varying" else element, element]), 0.6))
        operator = self.pick(["=", "<>", "=", "<", ">="])
        if element in ("text", "character varying") and self.chance(0.3):
            operator = self.pick(["LIKE", "~", "NOT ILIKE", "~~*"])
        left = self.expression(element, around, depth)
        if element == "character varying" and self.chance(0.3):
            left = "(%s)::text" % left
        return "%s %s %s (%s)" % (left, operator, self.pick(["ANY", "ALL", "SOME"]), array)

    def queried(self, around, depth):
        if not self.queries or self.nesting >= 2:
            return None
        kind = self.pick(ORDERED)
        choice = self.r.randrange(5)
        if choice < 2:
            return "%sEXISTS (%s)" % (self.maybe("NOT ", 0.3), self.subquery([kind], around, depth))
        if choice == 2:
            return "(%s, %s) %s (%s)" % (self.expression(kind, around, depth), self.expression("text", around, depth),
                                         self.pick(["IN", "NOT IN"]), self.subquery([kind, "text"], around, depth))
        how = self.pick(["IN", "NOT IN", "= ANY", "<> ALL", "< ANY", ">= ALL", "= SOME"])
        return "%s %s (%s)" % (self.expression(kind, around, depth), how, self.subquery([kind], around, depth))

    def overlaps(self, around, depth):
        kind = self.pick(["date", "timestamp with time zone", "timestamp without time zone"]) if self.stable else "date"
        inner = lambda t: self.expression(t, around, depth)
        end = self.pick([kind, "interval"])
        return "(%s, %s) OVERLAPS (%s, %s)" % (inner(kind), inner(end), inner(kind), inner(end))

    def normalized(self, around, depth):
        if self.version < 130000:
            return None
        return "%s IS %s%sNORMALIZED" % (self.expression("text", around, depth), self.maybe("NOT "), self.pick(["", "NFKC ", "NFD "]))

    def make_text(self, wanted, around, depth):
        inner = lambda t="text": self.expression(t, around, depth)
        forms = [
            lambda: "TRIM(%s)" % self.pick(["%s", "BOTH FROM %s", "LEADING 'x' FROM %s", "TRAILING FROM %s", "BOTH %s", "FROM %s"]) % inner(),
            lambda: "SUBSTRING(%s FROM %s%s)" % (inner(), inner("integer"), self.maybe(" FOR " + inner("integer"))),
            lambda: "SUBSTRING(%s FOR %s)" % (inner(), inner("integer")),
            lambda: "SUBSTRING(%s FROM %s FOR '#')" % (inner(), inner()),
            lambda: "SUBSTRING(%s SIMILAR %s ESCAPE '#')" % (inner(), inner()) if self.version >= 140000 else None,
            lambda: "OVERLAY(%s PLACING %s FROM %s%s)" % (inner(), inner(), inner("integer"), self.maybe(" FOR " + inner("integer"))),
            lambda: "NORMALIZE(%s%s)" % (inner(), self.maybe(", " + self.pick(["NFC", "NFKD"]))) if self.version >= 130000 else None,
            lambda: "COLLATION FOR (%s)" % inner(),
            lambda: "(%s || %s)" % (inner(), self.expression(self.pick(["text", "integer", "character varying", "mood"]), around, depth)) if self.stable else None,
            lambda: "concat(%s)" % ", ".join(self.several(lambda: inner(self.pick(["text", "integer", "date"])))) if self.stable else None,
            lambda: "format('%%s %%I', VARIADIC %s)" % inner("text[]") if self.stable else None,
            lambda: "(%s)[%s]" % (inner("text[]"), inner("integer")),
            lambda: "(%s).y" % inner("pair"),
            lambda: "glue(%s%s)" % (inner(), self.pick(["", ", 'z'", ", sep => %s" % inner(), ", times := 2", ", times => 1, sep => 'q'"])),
            lambda: "cat(%s)" % self.pick(["'a', 'b'", "VARIADIC " + inner("text[]"), "VARIADIC ARRAY[%s]" % inner(), inner()]),
            lambda: "other.lower(%s)" % inner("mood"),
            lambda: "(%s)::%s(%d)" % (inner(), self.pick(["varchar", "char"]), self.r.randrange(1, 9)),
            lambda: "(%s OPERATOR(other.||) %s)" % (inner("mood"), inner("mood")),
            lambda: "XMLSERIALIZE(%s %s AS text)" % (self.pick(["CONTENT", "DOCUMENT"]), inner("xml")) if self.stable else None,
            lambda: self.json_text(around, depth),
        ]
        return self.pick(forms)()

    make_character = make_text

    def json_text(self, around, depth):
        if self.newer < 170000:
            return "(%s)" % self.pick(["%s ->> 'a'", "%s #>> '{a,0}'", "%s -> 'x' ->> 0"]) % self.expression("jsonb", around, depth)
        return "JSON_VALUE(%s, '$.a%s'%s%s)" % (
            self.expression("jsonb", around, depth), self.maybe(" ? (@ > $x)' PASSING %s AS x, '" % self.expression("integer", around, 0), 0)
            .replace("', '", ""), self.maybe(" RETURNING text"), self.pick(["", " NULL ON EMPTY", " DEFAULT 'x' ON EMPTY ERROR ON ERROR"]))

    def number(self, around, depth, forms):
        return self.pick(forms)()

    def make_integer(self, wanted, around, depth):
        inner = lambda t: self.expression(t, around, depth)
        return self.pick([
            lambda: "POSITION(%s IN %s)" % (inner("text"), inner("text")),
            lambda: "(%s)[%s]" % (inner("integer[]"), inner("integer")),
            lambda: "(%s)[%s][%s]" % (inner("integer[]"), inner("integer"), inner("integer")),
            lambda: "(%s).x" % inner("pair"),
            lambda: "now_or_then()" if self.stable else None,
            lambda: "array_length(%s, 1)" % inner("integer[]"),
            lambda: "\"left\"(%s)" % inner("integer"),
            lambda: "(%s)::%s" % (inner(self.pick(["boolean", "text", "numeric", "jsonb"])), self.pick(["int", "integer"])),
        ])()

    def make_numeric(self, wanted, around, depth):
        field = self.pick(FIELDS)
        if self.version >= 140000 and self.stable:
            return "EXTRACT(%s FROM %s)" % (field, self.expression(self.pick(TIMES[:4]), around, depth))
        return "(%s)::numeric(%d,%d)" % (self.expression(self.pick(NUMBERS), around, depth), self.r.randrange(5, 12), self.r.randrange(0, 3))

    def make_double(self, wanted, around, depth):
        if self.version < 140000 and self.stable:
            return "EXTRACT(%s FROM %s)" % (self.pick(FIELDS), self.expression(self.pick(TIMES[:4]), around, depth))
        return "(%s)::float8" % self.expression(self.pick(NUMBERS), around, depth)

    def make_timestamp(self, wanted, around, depth):
        other = {"timestamp with time zone": "timestamp without time zone"}.get(wanted, "timestamp with time zone")
        zone = self.pick(["'UTC'", "'Europe/Paris'", "interval '-2:00'", self.expression("text", around, depth), "LOCAL"])
        if zone == "LOCAL":
            return "(%s AT LOCAL)" % self.expression(other, around, depth) if self.newer >= 170000 and self.stable else None
        return "(%s AT TIME ZONE %s)" % (self.expression(other, around, depth), zone)

    def make_interval(self, wanted, around, depth):
        return self.pick([
            lambda: "(%s)::interval %s" % (self.expression("interval", around, depth), self.pick(["day to minute", "second(2)", "month"])),
            lambda: "make_interval(%s => %s)" % (self.pick(["days", "hours", "secs"]), self.expression("integer", around, depth)),
            lambda: "(%s - %s)" % (self.expression("timestamp without time zone", around, depth), self.expression("timestamp without time zone", around, depth)),
        ])()

    def array(self, element, around, depth):
        inner = lambda: self.expression(element, around, depth, True)
        name = ELEMENTS[element]
        return self.pick([
            lambda: "ARRAY[%s]" % ", ".join([self.expression(element, around, depth)] + self.several(inner, 0, 2)),
            lambda: "ARRAY[%s]::%s" % (", ".join(self.several(inner, 1, 3)), name),
            lambda: "(%s)[%s:%s]" % (self.expression(name, around, depth), self.maybe("1"), self.maybe(self.expression("integer", around, depth))),
            lambda: "(%s || %s)" % (self.expression(name, around, depth), self.expression(self.pick([name, element]), around, depth)),
            lambda: "array_append(%s, %s)" % (self.expression(name, around, depth), inner()),
            lambda: "ARRAY(%s)" % self.subquery([element], around, depth) if self.queries and self.nesting < 2 else None,
        ])()

    def make_integer_array(self, wanted, around, depth):
        return self.array("integer", around, depth)

    def make_text_array(self, wanted, around, depth):
        return self.array("text", around, depth)

    def make_mood_array(self, wanted, around, depth):
        return self.array("mood", around, depth)

    def make_numeric_array(self, wanted, around, depth):
        return self.array("numeric", around, depth)

    def make_pair(self, wanted, around, depth):
        return "%s(%s, %s)::pair" % (self.maybe("ROW"), self.expression("integer", around, depth, True), self.expression("text", around, depth, True))

    def make_jsonb(self, wanted, around, depth):
        inner = lambda t: self.expression(t, around, depth)
        forms = ["(%s -> %s)" % (inner("jsonb"), self.pick(["'a'", "0", inner("text"), inner("integer")])),
                 "(%s #> %s)" % (inner("jsonb"), self.pick(["'{a,b}'", "'{}'", inner("text[]")])),
                 "jsonb_build_object('a', %s, %s, 1)" % (inner(self.type()), inner("text")),
                 "to_jsonb(%s)" % inner(self.type()), "(%s - %s)" % (inner("jsonb"), self.pick(["'a'::text", inner("text[]")])),
                 "jsonb_set(%s, '{a}', %s, create_if_missing => false)" % (inner("jsonb"), inner("jsonb"))]
        if self.version >= 140000:
            forms.append("(%s)['a'][%s]" % (inner("jsonb"), inner("integer")))
        if self.newer >= 160000:
            forms += ["JSON_OBJECT(%s : %s%s RETURNING jsonb)" % (inner("text"), inner("integer"), self.maybe(" ABSENT ON NULL")),
                      "JSON_ARRAY(%s, %s%s RETURNING jsonb)" % (inner("text"), inner("integer"), self.maybe(" NULL ON NULL"))]
        if self.newer >= 170000:
            forms += ["JSON_QUERY(%s, '$.a'%s%s)" % (inner("jsonb"), self.pick(["", " WITH WRAPPER", " KEEP QUOTES"]), self.maybe(" EMPTY ON ERROR"))]
        return self.pick(forms)

    def make_xml(self, wanted, around, depth):
        inner = lambda t: self.expression(t, around, depth)
        return self.pick(["XMLELEMENT(NAME %s, XMLATTRIBUTES(%s AS %s), %s)" % (quoted(self.pick(["a", "B c"])), inner("text"), quoted("x y"), inner("integer")),
                          "XMLFOREST(%s AS a, %s AS %s)" % (inner("text"), inner("integer"), quoted("B")),
                          "XMLPARSE(%s %s%s)" % (self.pick(["CONTENT", "DOCUMENT"]), inner("text"), self.maybe(" PRESERVE WHITESPACE")),
                          "XMLCONCAT(%s, %s)" % (inner("xml"), inner("xml")), "XMLPI(NAME php, %s)" % inner("text"),
                          "XMLROOT(%s, VERSION %s%s)" % (inner("xml"), self.pick(["'1.0'", "NO VALUE"]), self.maybe(", STANDALONE YES"))])
