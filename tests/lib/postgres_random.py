"""Random expressions of Postgres, each of a type that is asked for, spelled in many of the ways its grammar allows.

Operators, functions and casts are those of the server's catalog, so that every version is asked for what it has. Names
are such that they have to be quoted, or look as if, or are also those of types and functions. The same seed gives the
same statements on the same server.
"""

import random

TYPES = ["boolean", "integer", "bigint", "smallint", "numeric", "double precision", "real", "text", "character varying",
         "character", "name", "\"char\"", "date", "timestamp without time zone", "timestamp with time zone",
         "time without time zone", "time with time zone", "interval", "bytea", "uuid", "json", "jsonb", "inet", "cidr",
         "bit", "bit varying", "point", "box", "int4range", "tstzrange", "money", "oid", "regclass", "tsvector",
         "tsquery", "xml", "integer[]", "text[]", "numeric[]", "date[]", "mood", "word", "pair", "mood[]"]
COMMON = ["boolean", "integer", "text", "character varying", "numeric", "timestamp with time zone", "date", "jsonb",
          "bigint", "mood", "integer[]", "text[]", "interval", "character", "double precision"]
# As they are declared: the server forgets or keeps what stands in parentheses.
MODIFIED = {"character varying": ["", "(10)", "(3)"], "character": ["(1)", "(5)"], "numeric": ["", "(10,2)", "(4)"],
            "timestamp with time zone": ["", "(3)"], "interval": ["", " day to second", "(2)", " year"], "bit": ["(4)"],
            "bit varying": ["", "(6)"], "time without time zone": ["", "(0)"]}
NAMES = ["a", "b", "id", "kind", "Name", "order", "user", "value", "left", "over", "filter", "a b", 'quo"te', "it's",
         "text", "date", "integer", "lower", "count", "bool", "case", "?column?", "json", "normalize", "system_user",
         "merge_action", "json_table", "é", "x1", "_", "$v", "within", "rows", "values", "int4", "timestamp", "position",
         "current_date", "all", "excluded", "ctid2", "coalesce", "nothing", "A", "between", "natural", "json_value",
         "interval", "char", "row", "period", "virtual", "returning", "tablesample", "materialized", "array", "end"]
LITERALS = {
    "boolean": ["true", "false", "'t'::bool", "bool 'no'"],
    "integer": ["0", "1", "-1", "42", "2147483647", "'-5'::int", "-2147483648", "(-2)", "int '7'", "cast('8' as int4)"],
    "bigint": ["1::bigint", "2147483648", "-9223372036854775807", "'-9223372036854775808'::int8", "int8 '5'"],
    "smallint": ["1::int2", "(-3)::smallint", "'4'::smallint", "smallint '-2'"],
    "numeric": ["1.5", ".5", "-1e-7", "1e10", "'NaN'::numeric", "12345678901234567890", "1.50::numeric(10,2)", "-0.0",
                "100000000000000000000000", "1.", "numeric '-1'", "2::numeric", "(-1.5)"],
    "double precision": ["1.5::float8", "'Infinity'::float8", "1e300::float8", "float8 '-0'", "'1e-5'::double precision",
                         "2::float8", "0.1::float", "'NaN'::float8"],
    "real": ["1.5::real", "real '3.14159274'", "'1e20'::float4", "(-0.1)::float4"],
    "text": ["'a'::text", "'it''s'::text", "E'tab\\t\\\\'::text", "''::text", "$$x$y$$::text", "text 'é'", "U&'\\0061'::text",
             "'line\nbreak'::text", "E'\\'' ::text", "'%'::text"],
    "character varying": ["'a'::varchar", "'abc'::varchar(10)", "varchar '%x'", "'toolong'::varchar(3)", "''::varchar"],
    "character": ["'a'::char(1)", "'abc'::bpchar", "character(5) 'ab'", "char 'x'", "'a  '::char(5)"],
    "name": ["'pg'::name", "name 'Some Name'", "current_user"],
    '"char"': ["'c'::\"char\"", "'\\101'::\"char\""],
    "date": ["date '2020-01-01'", "'infinity'::date", "'0044-03-15 BC'::date", "current_date"],
    "timestamp without time zone": ["timestamp '2020-01-01 12:00:00.5'", "'-infinity'::timestamp", "localtimestamp",
                                    "timestamp(0) '2020-02-29 23:59:59'", "localtimestamp(2)"],
    "timestamp with time zone": ["timestamptz '2020-01-01 00:00:00+00'", "current_timestamp", "now()", "current_timestamp(3)",
                                 "'infinity'::timestamptz", "timestamp with time zone '1999-12-31 23:00:00 Europe/Paris'"],
    "time without time zone": ["time '12:00'", "localtime", "'24:00:00'::time", "time(3) '01:02:03.456789'"],
    "time with time zone": ["timetz '12:00+02'", "current_time", "'00:00-08'::timetz"],
    "interval": ["interval '1 day'", "interval '1' year", "'1 day'::interval", "interval '1:30' hour to minute",
                 "'1 mon -2 days +03:04:05.678'::interval", "interval(2) '1.234 s'", "interval '-1' month", "'0'::interval",
                 "'5.5'::interval second(1)", "interval '1-2' year to month"],
    "bytea": ["'\\x00ff'::bytea", "''::bytea", "E'\\\\001a'::bytea"],
    "uuid": ["'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid"],
    "json": ["'{\"a\": 1}'::json", "json '[1, 2]'", "'null'::json"],
    "jsonb": ["'{\"a\": [1, null]}'::jsonb", "'{}'::jsonb", "jsonb '\"x\"'", "'1.50'::jsonb"],
    "inet": ["'10.0.0.1/8'::inet", "inet '::1'"], "cidr": ["'10.0.0.0/8'::cidr"],
    "bit": ["B'101'", "X'1F'", "'1010'::bit(4)", "b''"],
    "bit varying": ["B'10'::varbit", "'1010'::bit varying(6)"],
    "point": ["'(1,2)'::point", "point '(0.5,-1e10)'"], "box": ["'(1,1),(0,0)'::box"],
    "int4range": ["'[1,5)'::int4range", "'empty'::int4range", "int4range(1, 3, '[]')"],
    "tstzrange": ["'[2020-01-01 00:00+00,)'::tstzrange"], "money": ["'1.50'::money", "(-2)::money"],
    "oid": ["0::oid", "'26'::oid", "4294967295::oid"], "regclass": ["'pg_class'::regclass", "'t1'::regclass"],
    "tsvector": ["'a:1 b:2A'::tsvector", "to_tsvector('english', 'fat cats')"],
    "tsquery": ["'a & !b'::tsquery", "to_tsquery('simple', 'x')"], "xml": ["'<a/>'::xml", "xml '<b c=\"d\">e</b>'"],
    "integer[]": ["'{1,2}'::int[]", "ARRAY[1, 2]", "'{}'::int[]", "ARRAY[]::integer[]", "'{{1,2},{3,NULL}}'::int4[]",
                  "ARRAY[[1,2],[3,4]]", "int[] '{7}'"],
    "text[]": ["'{a,\"b c\"}'::text[]", "ARRAY['a', 'b']", "ARRAY['x'::text]", "ARRAY['a'::varchar, 'b']::text[]",
               "ARRAY[NULL, 'it''s']"],
    "numeric[]": ["ARRAY[1, 2.5]", "'{1.50}'::numeric[]", "ARRAY[1,2]::numeric[]"],
    "date[]": ["ARRAY['2020-01-01'::date]", "ARRAY['2020-01-01', '2021-01-01']::date[]"],
    "mood": ["'sad'::mood", "'so ''so'''::mood", "mood 'Ok'"], "word": ["'abc'::word", "word 'x'"],
    "pair": ["row(1, 'a')::pair", "'(2,b)'::pair", "(3, NULL)::pair", "row(now_or_then(), 'z'::text)::pair"],
    "mood[]": ["'{sad,Ok}'::mood[]", "ARRAY['sad'::mood]", "ARRAY['sad', 'Ok']::mood[]"],
}
UNKNOWN = {"text": ["'a'", "''", "'A%'", "'it''s'"], "character varying": ["'a'", "'b'", "'x%'"], "character": ["'a'", "'b '"],
           "date": ["'2020-01-01'"], "integer": ["'3'"], "numeric": ["'1.50'", "7"], "mood": ["'sad'", "'Ok'"],
           "timestamp with time zone": ["'2020-01-01 00:00+00'", "'2020-05-05 10:00 UTC'"], "jsonb": ["'{}'", "'[1]'"],
           "interval": ["'1 day'"], "integer[]": ["'{1}'"], "text[]": ["'{a}'"], "uuid": ["'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'"],
           "boolean": ["'t'", "null"], "bigint": ["5", "'6'"], "double precision": ["1.5", "2", "'0.1'"], "word": ["'w'"],
           "name": ["'n'"], "inet": ["'1.2.3.4'"], "timestamp without time zone": ["'2020-01-01 10:00'"], "bytea": ["'\\x01'"]}
# What a hanging server, a file or a sequence would be touched by; and what takes a query in a text.
DANGEROUS = "^(pg_|lo_|set_config|currval|nextval|setval|lastval|query_to|cursor_to|table_to|schema_to|database_to|txid|ts_debug)"


class Writer:
    def __init__(self, seed):
        self.r = random.Random(seed)
        self.version = 0
        self.newer = 0  # the version whose syntax may be used: what 15's grammar does not know is kept as the server says it

    def chance(self, p):
        return self.r.random() < p

    def pick(self, items):
        return items[self.r.randrange(len(items))]

    def maybe(self, text, p=0.5):
        return text if self.chance(p) else ""

    def several(self, make, least=1, most=3):
        return [make() for _ in range(self.r.randrange(least, most + 1))]

    def new_name(self, taken):
        for _ in range(40):
            name = self.pick(NAMES)
            if name not in taken:
                taken.add(name)
                return name
        taken.add("n%d" % len(taken))
        return "n%d" % (len(taken) - 1)

    def type(self):
        return self.pick(COMMON) if self.chance(0.8) else self.pick(TYPES)


def quoted(name):
    return '"%s"' % name.replace('"', '""')


def declared(type_name, modifier=""):
    """timestamp(3) with time zone, character varying(3)[]."""
    for end in (" with time zone", " without time zone", "[]"):
        if modifier and type_name.endswith(end):
            return type_name[:-len(end)] + modifier + end
    return type_name + modifier


class Vocabulary:
    """Operators, functions and casts of the server between the types above, by the type that they give."""

    def __init__(self, connection):
        names = ", ".join("'%s'" % t for t in TYPES)
        typed = "(SELECT to_regtype(t)::oid FROM unnest(ARRAY[%s]) AS t WHERE to_regtype(t) IS NOT NULL)" % names
        self.version = int(connection.run("SHOW server_version_num")[0][0])
        self.operators, self.functions, self.casts = {}, {}, {}
        for name, left, right, result, stable in connection.run(
                "SELECT oprname, CASE WHEN oprleft <> 0 THEN format_type(oprleft, NULL) END, format_type(oprright, NULL),"
                " format_type(oprresult, NULL), provolatile <> 'i' FROM pg_operator JOIN pg_proc p ON p.oid = oprcode"
                f" WHERE oprkind <> 'r' AND (oprleft = 0 OR oprleft IN {typed}) AND oprright IN {typed} AND oprresult IN {typed}"
                " ORDER BY 4, 1, 2, 3"):
            self.operators.setdefault(result, []).append((name, left, right, stable == "t"))
        for name, arguments, result, stable in connection.run(
                "SELECT proname, array_to_string(ARRAY(SELECT format_type(t, NULL) FROM unnest(proargtypes) WITH ORDINALITY AS u (t, n)"
                " ORDER BY n), '|'), format_type(prorettype, NULL), provolatile <> 'i' FROM pg_proc"
                f" WHERE prokind = 'f' AND pronamespace = 'pg_catalog'::regnamespace AND NOT proretset AND provolatile <> 'v' AND provariadic = 0 AND proname !~ '{DANGEROUS}'"
                f" AND prorettype IN {typed} AND NOT EXISTS (SELECT FROM unnest(proargtypes) AS t WHERE t NOT IN {typed})"
                " ORDER BY 3, 1, 2"):
            self.functions.setdefault(result, []).append((name, arguments.split("|") if arguments else [], stable == "t"))
        for source, target in connection.run(
                "SELECT format_type(castsource, NULL), format_type(casttarget, NULL) FROM pg_cast"
                f" WHERE castsource IN {typed} AND casttarget IN {typed} AND castsource <> casttarget ORDER BY 1, 2"):
            self.casts.setdefault(target, []).append(source)
