"""SQLite schemas at random, and changes of them: for tests/lib/fix_sqlite.py."""

TYPES = ["INTEGER", "TEXT", "REAL", "BLOB", "NUMERIC", "VARCHAR(20)"]
DEFAULTS = {"INTEGER": "5", "TEXT": "'x'", "REAL": "1.5", "BLOB": "X'00'", "NUMERIC": "7", "VARCHAR(20)": "'it''s'"}


class Column:
    def __init__(self, chance, name):
        self.chance, self.name = chance, name
        self.type = chance.choice(TYPES)
        self.default = chance.random() < 0.4
        self.required = chance.random() < 0.3
        self.collate = chance.random() < 0.1
        self.generated = chance.random() < 0.05

    def text(self, table):
        words = [self.name, self.type]
        if self.generated and table.columns[0] is not self:
            return " ".join([*words, f"AS ({table.columns[0].name} || 'g')"])
        if self.required:
            words.append("NOT NULL")
        if self.default:
            words.append("DEFAULT " + DEFAULTS[self.type])
        if self.collate:
            words.append("COLLATE NOCASE")
        return " ".join(words)


class Table:
    def __init__(self, chance, schema, name):
        self.chance, self.schema, self.name = chance, schema, name
        self.columns = [Column(chance, f"c{i}") for i in range(chance.randint(1, 5))]
        self.n = 10
        self.key = chance.choice(["id", "id", "auto", "first", None])
        self.unique, self.check = chance.random() < 0.2, chance.random() < 0.2
        self.parent = chance.choice(schema.tables).name if schema.tables and chance.random() < 0.5 else None
        self.action = chance.choice(["", " ON DELETE CASCADE", " ON DELETE SET NULL"])
        self.strict = chance.random() < 0.1
        self.without_rowid = self.key == "first" and chance.random() < 0.3

    def text(self):
        lines = [column.text(self) for column in self.columns]
        if self.key in ("id", "auto"):
            lines.insert(0, "id INTEGER PRIMARY KEY" + (" AUTOINCREMENT" if self.key == "auto" else ""))
        elif self.key == "first":
            lines.append(f"PRIMARY KEY ({self.columns[0].name})")
        if self.parent in [table.name for table in self.schema.tables if table.key in ("id", "auto")]:
            lines.insert(1, f"parent INTEGER REFERENCES {self.parent} (id){self.action}")
            lines.sort(key=lambda line: line.startswith("PRIMARY KEY"))
        if self.unique:
            lines.append(f"UNIQUE ({self.columns[-1].name})")
        if self.check:
            lines.append(f"CONSTRAINT ck CHECK (length({self.columns[0].name}) < 90)")
        text = f"CREATE TABLE {self.name} ({', '.join(lines)})"
        strict = self.strict and all(c.type in ("INTEGER", "TEXT", "REAL", "BLOB") for c in self.columns)
        options = (["WITHOUT ROWID"] if self.without_rowid and self.key == "first" else []) + (["STRICT"] if strict else [])
        return f"{text} {', '.join(options)};\n"

    def change(self):
        chance = self.chance
        action = chance.randint(0, 11)
        column = chance.choice(self.columns)
        if action <= 2:
            new = Column(chance, f"c{self.n}")
            new.required = new.required and new.default or chance.random() < 0.03
            self.n += 1
            self.columns.insert(len(self.columns) if action else chance.randint(0, len(self.columns)), new)
        elif action == 3 and len(self.columns) > 1:
            self.columns.remove(column)
        elif action == 4:
            column.type = chance.choice(TYPES)
        elif action == 5:
            column.default = not column.default
        elif action == 6:
            column.required = not column.required
        elif action == 7:
            column.name = f"c{self.n}"
            self.n += 1
        elif action == 8:
            self.unique = not self.unique
        elif action == 9:
            self.check = not self.check
        elif action == 10:
            self.strict = not self.strict
        else:
            chance.shuffle(self.columns)


class Schema:
    def __init__(self, chance):
        self.chance, self.tables, self.n = chance, [], 0
        for _ in range(chance.randint(1, 4)):
            self.add()
        self.indexes = {f"i{n}": self.index() for n in range(chance.randint(0, 3))}
        self.views = {f"v{n}": chance.random() for n in range(chance.randint(0, 3))}
        self.triggers = {f"g{n}": chance.random() for n in range(chance.randint(0, 2))}
        self.version, self.search = 0, chance.random() < 0.1

    def add(self):
        self.tables.append(Table(self.chance, self, f"t{self.n}"))
        self.n += 1

    def index(self):
        return (self.chance.random(), self.chance.random(), self.chance.random() < 0.3, self.chance.random() < 0.2)

    def pick(self, items, place):
        return items[int(place * len(items))]

    def text(self):
        text = "".join(table.text() for table in self.tables)
        for name, (table, column, unique, partial) in self.indexes.items():
            on = self.pick(self.tables, table)
            key = self.pick(on.columns, column).name
            where = f" WHERE {key} IS NOT NULL" if partial else ""
            text += f"CREATE {'UNIQUE ' if unique else ''}INDEX {name} ON {on.name} ({key}){where};\n"
        previous = None
        for name, place in self.views.items():
            table = self.pick(self.tables, place)
            source = previous if previous and place < 0.3 else f"SELECT {table.columns[0].name} AS a FROM {table.name}"
            text += f"CREATE VIEW {name} AS {source};\n"
            previous = f"SELECT a FROM {name}"
        for name, place in self.triggers.items():
            table, other = self.pick(self.tables, place), self.pick(self.tables, place * place)
            text += (f"CREATE TRIGGER {name} AFTER {self.chance_event(place)} ON {table.name} BEGIN "
                     f"DELETE FROM {other.name} WHERE {other.columns[0].name} = 'gone'; END;\n")
        if self.search:
            text += "CREATE VIRTUAL TABLE search USING fts5(body);\n"
        return text + (f"PRAGMA user_version = {self.version};\n" if self.version else "")

    @staticmethod
    def chance_event(place):
        return ["INSERT", "DELETE", "UPDATE"][int(place * 1000) % 3]

    def change(self):
        chance = self.chance
        for _ in range(chance.randint(1, 5)):
            what = chance.randint(0, 13)
            if what <= 6:
                chance.choice(self.tables).change()
            elif what == 7:
                self.add()
            elif what == 8 and len(self.tables) > 1:
                self.tables.remove(chance.choice(self.tables))
            elif what == 9:
                self.indexes[f"i{chance.randint(0, 4)}"] = self.index()
            elif what == 10 and self.indexes:
                del self.indexes[chance.choice(list(self.indexes))]
            elif what == 11:
                self.views[f"v{chance.randint(0, 4)}"] = chance.random()
            elif what == 12:
                self.triggers[f"g{chance.randint(0, 3)}"] = chance.random()
            else:
                table = chance.choice(self.tables)
                table.name = f"t{self.n}"
                self.n += 1
                self.version += 1
