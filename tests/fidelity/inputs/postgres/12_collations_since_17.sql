-- Collations of the server's own provider, and rules.
-- since 17
CREATE COLLATION b (PROVIDER = builtin, LOCALE = 'C.UTF-8');
CREATE COLLATION r (PROVIDER = icu, LOCALE = 'und', RULES = '&a < b');
