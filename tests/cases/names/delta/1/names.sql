-- Every name here needs quotes on some engine or version, or looks as if it did.
CREATE TABLE "order" ("select" INTEGER PRIMARY KEY, "from" TEXT, "Mixed" TEXT, "with space" TEXT, "dot.ted" TEXT, "quo""te" TEXT, "1st" TEXT, "$" TEXT);
CREATE TABLE "People" (id INTEGER, "user" TEXT, "Über" TEXT, "日本" TEXT, "_" TEXT, CONSTRAINT "People_check" CHECK ("user" <> "Über"), CONSTRAINT "a b" UNIQUE ("user"));
CREATE TABLE users (id INTEGER, normalize TEXT, json_table TEXT, "system_user" TEXT, merge_action TEXT, "values" TEXT, "returning" TEXT, "nothing" TEXT, "glob" TEXT, name TEXT, type TEXT, key TEXT, value TEXT);
CREATE INDEX "Index" ON "People" ("user", "日本");
CREATE INDEX "user" ON "order" ("with space", "quo""te") WHERE "dot.ted" = '.';
CREATE VIEW "group" AS SELECT "order"."select" AS "all", "Mixed" AS "desc" FROM "order";
INSERT INTO "order" VALUES (1, 'a', 'b', 'c', 'd', 'e', 'f', 'g');
INSERT INTO "People" (id, "user", "Über") VALUES (1, 'x', 'y');
CREATE TABLE "grüße" ("größe" INTEGER, FOREIGN KEY ("größe") REFERENCES "order" ("select"));
