CREATE TABLE base (id INTEGER PRIMARY KEY, name TEXT, parent INTEGER);
CREATE VIEW z_lowest AS SELECT id, name FROM base WHERE id > 0;
CREATE VIEW m_middle AS SELECT id, upper(name) AS loud FROM z_lowest;
CREATE VIEW a_top AS
    SELECT m.id, m.loud, count(*) AS n
    FROM m_middle m
    LEFT JOIN base b ON b.parent = m.id
    GROUP BY m.id, m.loud
    HAVING count(*) > 1
    ORDER BY n DESC, m.id
    LIMIT 10;
CREATE VIEW renamed (one, two) AS SELECT id, name FROM base UNION ALL SELECT 1, 'x;y -- z';
CREATE VIEW tall AS
    WITH RECURSIVE up (id, parent, depth) AS (
        SELECT id, parent, 0 FROM base
        UNION ALL
        SELECT up.id, base.parent, depth + 1 FROM up JOIN base ON base.id = up.parent
    )
    SELECT id, max(depth) AS depth, CASE WHEN max(depth) > 3 THEN 'deep' ELSE 'flat' END AS kind FROM up GROUP BY id;
