-- What columns of ordinary and partitioned tables want. A domain is what it is over.
WITH RECURSIVE over AS (
    SELECT t.oid, t.oid AS base, t.typtypmod AS modifier, t.typnotnull AS not_null
      FROM pg_type t WHERE t.typtype <> 'd'
    UNION ALL
    SELECT t.oid, o.base, CASE WHEN t.typtypmod >= 0 THEN t.typtypmod ELSE o.modifier END, t.typnotnull OR o.not_null
      FROM pg_type t JOIN over o ON o.oid = t.typbasetype WHERE t.typtype = 'd'
)
SELECT n.nspname AS schema,
       c.relname AS table_name,
       a.attname AS name,
       CASE WHEN b.typcategory = 'A' THEN '[]' WHEN b.typtype = 'r' THEN 'range' ELSE b.typname END AS type,
       CASE WHEN b.typname IN ('varchar', 'bpchar') AND m.modifier > 4 THEN m.modifier - 4
            WHEN b.typname = 'numeric' AND m.modifier > 4
            THEN ((m.modifier - 4) >> 16) - ((m.modifier - 4) & 2047)
            WHEN b.typname IN ('bit', 'varbit') AND m.modifier > 0 THEN m.modifier
            ELSE 0 END AS length,
       (SELECT e.enumlabel FROM pg_enum e WHERE e.enumtypid = b.oid ORDER BY e.enumsortorder LIMIT 1) AS label,
       (a.attnotnull OR o.not_null)::int AS not_null,
       (d.oid IS NOT NULL)::int AS has_default,
       (a.attidentity <> '' OR coalesce(to_jsonb(a) ->> 'attgenerated', '') <> ''
        OR coalesce(pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval(%', false))::int AS self_made,
       (EXISTS (SELECT FROM pg_index i
                 WHERE i.indrelid = c.oid AND i.indisunique AND a.attnum = ANY (i.indkey::int2[])))::int AS is_unique
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  JOIN over o ON o.oid = a.atttypid
  JOIN pg_type b ON b.oid = o.base
 CROSS JOIN LATERAL (SELECT CASE WHEN a.atttypmod >= 0 THEN a.atttypmod ELSE o.modifier END AS modifier) m
  LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
 WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence <> 't'
   AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_'
   AND NOT EXISTS (SELECT FROM pg_depend e
                    WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
 ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C", a.attnum
