-- What a publication publishes: tables, since 15 also whole schemas.
SELECT 'pg_publication_rel'::regclass::oid AS class_id,
       r.oid AS object_id,
       0 AS sub_id,
       '' AS schema,
       p.pubname AS relation,
       'TABLE ' || n.nspname || '.' || c.relname AS name,
       n.nspname AS member_schema,
       c.relname AS member_table,
       (SELECT array_agg(a.attname::text ORDER BY a.attnum) -- since 15
          FROM pg_attribute a -- since 15
         WHERE a.attrelid = c.oid AND a.attnum = ANY (r.prattrs::int2[])) AS columns, -- since 15
       -- before 15: NULL AS columns,
       pg_get_expr(r.prqual, r.prrelid) AS condition -- since 15
       -- before 15: NULL AS condition
  FROM pg_publication_rel r
  JOIN pg_publication p ON p.oid = r.prpubid
  JOIN pg_class c ON c.oid = r.prrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
UNION ALL -- since 15
SELECT 'pg_publication_namespace'::regclass, -- since 15
       r.oid, 0, '', p.pubname, 'SCHEMA ' || n.nspname, n.nspname, NULL, NULL, NULL -- since 15
  FROM pg_publication_namespace r -- since 15
  JOIN pg_publication p ON p.oid = r.pnpubid -- since 15
  JOIN pg_namespace n ON n.oid = r.pnnspid -- since 15
