"""Random statements of SQLite: tables, indexes, views and triggers, spelled in every way its grammar allows.

Most of what comes out is valid; SQLite itself is asked, and what it refuses is left out. Names and strings are taken
from one small set, so that a string in double quotes often says what a column somewhere is called, which is where
meanings are lost. The same seed gives the same statements.
"""

import random
import sqlite3

VERSION = sqlite3.sqlite_version_info

PLAIN = ["a", "b", "c", "id", "email", "kind", "Name", "user_id", "val", "x", "y"]
ODD = ["true", "false", "rowid", "oid", "over", "rows", "recursive", "order", "group", "a b", "A-1", "semi;colon",
       'quo"te', "it's", "[x", "key", "left", "window", "filter", "if", "replace", "é", "Ω", "_", "x1", "current_date",
       "like", "glob", "match", "cast", "raise", "temp", "indexed", "generated", "always", "stored", "no", "rows 1",
       "select", "values", "with", "materialized", "do", "nothing", "conflict", "new", "old", "excluded", "a+1", "1"]
RESERVED = {"order", "group", "select", "values", "nothing", "limit", "default", "if"}
TYPES = ["", "int", "INTEGER", "text", "real", "blob", "numeric", "varchar(20)", "VARCHAR ( 20 )", "decimal(10,2)",
         "double precision", '"int"', "[nvarchar](50)", '""', "`my type`", "timestamp with time zone", "'text'",
         "unsigned big int", "float", "char(+3)", '"odd ""type"', "boolean", "date", "any", "native character(70)"]
STRICT_TYPES = ["int", "INTEGER", "text", "real", "blob", "any"]
COLLATIONS = ["nocase", "BINARY", "rtrim", "NoCase", '"nocase"', "[binary]"]
ACTIONS = ["cascade", "restrict", "set null", "set default", "no action"]
CONFLICTS = ["rollback", "abort", "fail", "ignore", "replace"]
FUNCTIONS = ["abs", "lower", "UPPER", "length", "typeof", "quote", "hex", "Ifnull", "coalesce", "nullif", "max", "min",
             "substr", "trim", "replace", "instr", "json_extract", "iif", "like", "glob", "round"]
ARITY = {"Ifnull": 2, "coalesce": 2, "nullif": 2, "max": 2, "min": 2, "substr": 2, "replace": 3, "instr": 2,
         "json_extract": 2, "iif": 3, "like": 2, "glob": 2}
AGGREGATES = ["count", "sum", "Total", "avg", "min", "max", "group_concat"]
WINDOWS = ["row_number", "rank", "dense_rank", "lag", "first_value", "ntile"]
OPERATORS = ["+", "-", "*", "/", "%", "||", "<", "<=", ">", ">=", "=", "==", "<>", "!=", "<<", ">>", "&", "|", "is",
             "is not", "and", "or", "like", "not like", "glob", "->", "->>", "is distinct from", "is not distinct from"]
JOINS = [",", "join", "left join", "cross join", "inner join", "natural join", "left outer join", "right join",
         "full outer join", "natural left join"]
NUMBERS = ["0", "1", "2", "3", "-1", "1.5", "1e3", "0x1F", ".5", "10", "+2", "9223372036854775808", "1.", "2.50E-3"]
if VERSION >= (3, 45):
    FUNCTIONS += ["jsonb", "json_pretty", "octet_length", "concat"]
if VERSION >= (3, 46):
    NUMBERS += ["1_000", "0x1_f", "1_0.2_5e1_0"]
if VERSION >= (3, 48):
    FUNCTIONS += ["if", "unistr"]
    ARITY["if"] = 3


class Writer:
    """Spells tokens: the case of keywords, white space, comments, quotes."""

    def __init__(self, seed):
        self.r = random.Random(seed)

    def chance(self, p):
        return self.r.random() < p

    def pick(self, items):
        return items[self.r.randrange(len(items))]

    def maybe(self, text, p=0.5):
        return text if self.chance(p) else ""

    def blank(self):
        if self.chance(0.93):
            return " "
        return self.pick(["  ", "\n", "\t", " /* c */ ", " -- d\n", "\n    "])

    def kw(self, words):
        """Keywords, in any case and with anything between them."""
        case = self.pick([str.upper, str.lower, str.lower, str.title])
        return self.blank().join(case(w) for w in words.split())

    def say(self, *parts):
        """Joins parts with white space; empty ones are left out."""
        return self.blank().join(p for p in parts if p)

    def listed(self, items):
        return self.pick([", ", ",", " , "]).join(items)

    def quoted(self, name, styles='"[`'):
        style = self.pick(styles)
        if style == "[":
            return "[%s]" % name if "]" not in name else self.quoted(name, '"')
        return style + name.replace(style, style * 2) + style

    def name(self, name):
        """A name, bare where that may do, in any case."""
        if self.chance(0.25):
            name = self.pick([str.upper, str.lower, str.title])(name) if name.isascii() else name
        if name.replace("_", "a").isalnum() and not name[0].isdigit() and name.lower() not in RESERVED and self.chance(0.6):
            return name
        return self.quoted(name)

    def declared(self, name):
        """A name where only a name can stand: a string will do."""
        return "'" + name.replace("'", "''") + "'" if self.chance(0.06) else self.name(name)

    def string(self, text):
        """A string literal, now and then in double quotes."""
        if self.chance(0.35):
            return self.quoted(text, '"')
        return "'" + text.replace("'", "''") + "'"

    def new_name(self, taken):
        for _ in range(50):
            name = self.pick(PLAIN) if self.chance(0.7) else self.pick(ODD)
            if name.lower() not in taken:
                taken.add(name.lower())
                return name
        name = "n%d" % len(taken)
        taken.add(name)
        return name


class Expressions(Writer):
    """Expressions over the columns of some relations: [(alias, [column, ...]), ...]."""

    def number(self):
        return self.pick(NUMBERS)

    def literal(self):
        pool = [self.number, self.number, lambda: self.string(self.pick(PLAIN + ODD)), lambda: self.kw("null"),
                lambda: self.pick(["true", "false"]), lambda: self.pick(["x'ab'", "X'00FF'"])]
        return self.pick(pool)()

    def column(self, around):
        relations = [r for r in around if r[1]]
        if not relations:
            return self.literal()
        alias, columns = self.pick(relations)
        column = self.name(self.pick(columns))
        if alias and self.chance(0.4):
            return self.name(alias) + self.pick([".", ".", " . "]) + column
        return column

    def operand(self, around, depth, queries):
        if depth <= 0:
            return self.column(around) if self.chance(0.6) else self.literal()
        pool = [self.column, self.column]
        choice = self.r.randrange(16 if queries and self.nesting < 3 else 12)
        if choice < 4:
            return self.pick(pool)(around)
        if choice < 6:
            return self.literal()
        if choice == 6:
            return "(" + self.expression(around, depth - 1, queries) + ")"
        if choice == 7:
            return self.pick(["-", "+", "~", "- ", self.kw("not") + " "]) + self.operand(around, depth - 1, queries)
        if choice == 8:
            return self.call(around, depth, queries)
        if choice == 9:
            return self.case(around, depth, queries)
        if choice == 10:
            kind = self.pick([t for t in TYPES])
            return self.say(self.kw("cast") + "(" + self.expression(around, depth - 1, queries), self.kw("as"), kind) + ")"
        if choice == 11:
            return self.say(self.operand(around, depth - 1, queries), self.kw("collate"), self.pick(COLLATIONS))
        if choice == 12:
            return self.say(self.maybe(self.kw("not"), 0.3), self.kw("exists"), "(" + self.select(around, depth - 1) + ")")
        return "(" + self.select(around, depth - 1, 1) + ")"

    def call(self, around, depth, queries):
        name = self.pick(FUNCTIONS)
        if self.chance(0.1):
            name_text = self.quoted(name)
        else:
            name_text = name
        args = [self.expression(around, depth - 1, queries) for _ in range(ARITY.get(name, 1))]
        return name_text + self.maybe(" ", 0.2) + "(" + self.listed(args) + ")"

    def case(self, around, depth, queries):
        parts = [self.kw("case"), self.maybe(self.expression(around, depth - 1, queries), 0.4)]
        for _ in range(self.r.randrange(1, 3)):
            parts += [self.kw("when"), self.expression(around, depth - 1, queries), self.kw("then"),
                      self.expression(around, depth - 1, queries)]
        parts += [self.maybe(self.say(self.kw("else"), self.expression(around, depth - 1, queries))), self.kw("end")]
        return self.say(*parts)

    def suffix(self, left, around, depth, queries):
        choice = self.r.randrange(8 if queries and self.nesting < 3 else 6)
        inner = lambda: self.operand(around, depth - 1, queries)
        if choice == 0:
            return self.say(left, self.kw(self.pick(["isnull", "notnull", "not null", "is null", "is not null"])))
        if choice == 1:
            return self.say(left, self.kw(self.pick(["between", "not between"])), inner(), self.kw("and"), inner())
        if choice == 2:
            items = [self.expression(around, depth - 1, queries) for _ in range(self.r.randrange(0, 4))]
            return self.say(left, self.kw(self.pick(["in", "not in"])), "(" + self.listed(items) + ")")
        if choice == 3:
            return self.say(left, self.kw(self.pick(["like", "not like"])), inner(), self.kw("escape"), "'!'")
        if choice == 4:
            return "(%s) = (%s)" % (self.listed([left, inner()]), self.listed([inner(), inner()]))
        if choice == 5:
            return self.say(left, self.pick(["=", "is", "=="]), inner())
        if choice == 6:
            return self.say(left, self.kw(self.pick(["in", "not in"])), "(" + self.select(around, depth - 1, 1) + ")")
        return self.say(left, self.kw("in"), self.name(self.pick(self.one_column or ["one"])))

    one_column = []
    nesting = 0  # of queries

    def expression(self, around, depth=2, queries=True):
        text = self.operand(around, depth, queries)
        if depth > 0 and self.chance(0.25):
            text = self.suffix(text, around, depth, queries)
        while depth > 0 and self.chance(0.3):
            operator = self.pick(OPERATORS)
            operator = self.kw(operator) if operator[0].isalpha() else operator
            tight = self.blank() if operator[0].isalpha() or self.chance(0.6) else ""
            right = self.operand(around, depth - 1, queries)
            if not tight and right[:1] in "-+>=<|'\"":
                tight = " "
            text = text + (tight or self.maybe(" ")) + operator + tight + right
        return text

    def select(self, around, depth=1, columns=0):
        raise NotImplementedError
