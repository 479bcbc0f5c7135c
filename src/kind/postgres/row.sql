-- Tables that may hold rows, with their columns in order (row.c asks for the rows).
WITH RECURSIVE above AS (
    SELECT i.inhrelid AS partition, i.inhparent AS parent
      FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhrelid AND p.relispartition
    UNION
    SELECT l.partition, i.inhparent
      FROM above l JOIN pg_inherits i ON i.inhrelid = l.parent
),
-- Tables of extensions whose rows are people's: those that the extension names, as far as its condition goes. What they
-- refer to no object says.
configured AS (
    SELECT u.oid, x.extcondition[u.i] AS condition,
           (SELECT array_agg(ARRAY[n.nspname, r.relname]::text[])
              FROM pg_constraint k
              JOIN pg_class r ON r.oid = k.confrelid
              JOIN pg_namespace n ON n.oid = r.relnamespace
             WHERE k.conrelid = u.oid AND k.contype = 'f' AND k.confrelid <> u.oid) AS refers_to
      FROM pg_extension x CROSS JOIN LATERAL unnest(x.extconfig) WITH ORDINALITY u (oid, i)
)
SELECT n.nspname AS schema,
       c.relname AS name,
       a.attname AS column,
       -- How to print the column's values: n number, b boolean, f float8, g float4, s anything else as text.
       CASE WHEN t.oid IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype, 'numeric'::regtype, 'oid'::regtype)
            THEN 'n'
            WHEN t.oid = 'bool'::regtype THEN 'b'
            WHEN t.oid = 'float8'::regtype THEN 'f'
            WHEN t.oid = 'float4'::regtype THEN 'g'
            ELSE 's' END AS style,
       -- Since 17 a partition's column is what its parent's is.
       a.attidentity = 'a' OR EXISTS (SELECT 1
                                        FROM above l JOIN pg_attribute p ON p.attrelid = l.parent
                                       WHERE l.partition = c.oid AND p.attname = a.attname
                                         AND p.attidentity = 'a') AS always,
       -- Not even the owner sees all rows.
       (c.relrowsecurity AND c.relforcerowsecurity) OR NOT has_table_privilege(c.oid, 'SELECT') AS guarded,
       f.condition,
       f.refers_to,
       -- What a role lacks to read them.
       CASE WHEN NOT has_schema_privilege(n.oid, 'USAGE')
            THEN 'GRANT USAGE ON SCHEMA ' || quote_ident(n.nspname) || ' TO ' || quote_ident(current_user)
       END AS usage_grant,
       CASE WHEN NOT has_any_column_privilege(c.oid, 'SELECT')
            THEN 'GRANT SELECT ON TABLE ' || quote_ident(n.nspname) || '.' || quote_ident(c.relname) || ' TO '
                 || quote_ident(current_user)
       END AS select_grant
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN configured f ON f.oid = c.oid
  LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
   AND a.attgenerated = '' -- since 12
  LEFT JOIN pg_type dt ON dt.oid = a.atttypid
  LEFT JOIN pg_type t ON t.oid = CASE WHEN dt.typtype = 'd' THEN dt.typbasetype ELSE dt.oid END
 WHERE c.relkind = 'r'
   AND pg_relation_size(c.oid) > 0
   AND n.nspname !~ '^pg_'
   AND n.nspname <> 'information_schema'
   AND (f.oid IS NOT NULL
        OR NOT EXISTS (SELECT 1 FROM pg_depend e
                        WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e'))
 ORDER BY n.nspname, c.relname, a.attnum
