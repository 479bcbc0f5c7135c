-- What people made to depend on extensions: ALTER ... DEPENDS ON EXTENSION. Each object once for each extension.
SELECT d.classid AS class_id,
       d.objid AS object_id,
       -1 AS sub_id,
       '' AS schema,
       '' AS relation,
       x.extname || ': ' || t.keyword || ' ' || COALESCE(t.name || ' ON ' || q.prefix || t.parent,
                                                      q.prefix || t.name || COALESCE(t.arguments, '')) AS name,
       t.keyword,
       t.schema AS target_schema,
       t.name AS target,
       t.arguments,
       t.parent,
       x.extname AS extension
  FROM pg_depend d
  JOIN pg_extension x ON x.oid = d.refobjid
  JOIN (SELECT 'pg_proc'::regclass AS class, p.oid AS object,
               CASE p.prokind WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END AS keyword, n.nspname AS schema,
               p.proname AS name,
               (SELECT '(' || COALESCE(string_agg(format_type(a, NULL), ', ' ORDER BY i), '') || ')'
                  FROM unnest(p.proargtypes) WITH ORDINALITY u (a, i)) AS arguments,
               NULL::name AS parent
          FROM pg_proc p
          JOIN pg_namespace n ON n.oid = p.pronamespace
        UNION ALL
        SELECT 'pg_class'::regclass, c.oid, CASE c.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'INDEX' END, n.nspname,
               c.relname, NULL, NULL
          FROM pg_class c
          JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE c.relkind IN ('i', 'I', 'm')
        UNION ALL
        SELECT 'pg_trigger'::regclass, g.oid, 'TRIGGER', n.nspname, g.tgname, NULL, c.relname
          FROM pg_trigger g
          JOIN pg_class c ON c.oid = g.tgrelid
          JOIN pg_namespace n ON n.oid = c.relnamespace) t ON t.class = d.classid AND t.object = d.objid
 CROSS JOIN LATERAL (SELECT CASE t.schema WHEN 'public' THEN '' ELSE t.schema || '.' END AS prefix) q
 WHERE d.refclassid = 'pg_extension'::regclass
   AND d.deptype = 'x'
   AND d.objid >= 16384
   AND NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = d.classid AND e.objid = d.objid AND e.deptype = 'e')
