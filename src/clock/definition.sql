-- All that a database defines, as text: (what, accepted, name, definition). `accepted` is what --accept-clock calls it.
WITH relation AS (
    SELECT c.oid, c.relname, c.relkind, n.nspname, pg_get_expr(c.relpartbound, c.oid) AS bound
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.oid >= 16384
       AND n.nspname !~ '^pg_'
)
SELECT CASE relkind WHEN 'v' THEN 'view ' WHEN 'm' THEN 'materialized view ' WHEN 'S' THEN 'sequence '
                    WHEN 'c' THEN 'type ' ELSE 'table ' END || relname AS what,
       nspname || '.' || relname AS accepted,
       relname AS name,
       concat_ws(' ', bound, CASE WHEN relkind IN ('v', 'm') THEN pg_get_viewdef(oid)
                                  WHEN relkind = 'p' THEN pg_get_partkeydef(oid)
                                  WHEN relkind = 'S'
                                  THEN (SELECT concat_ws(' ', seqstart, seqincrement, seqcache) FROM pg_sequence
                                         WHERE seqrelid = oid) END) AS definition
  FROM relation WHERE relkind IN ('r', 'p', 'v', 'm', 'S', 'f', 'c')
UNION ALL
SELECT 'default of ' || relname || '.' || attname, relname || '.' || attname, NULL, pg_get_expr(adbin, adrelid)
  FROM pg_attrdef JOIN relation ON relation.oid = adrelid
  JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum
UNION ALL
SELECT 'column ' || relname || '.' || attname, relname || '.' || attname, attname, ''
  FROM pg_attribute JOIN relation ON relation.oid = attrelid
 WHERE attnum > 0 AND NOT attisdropped AND relkind IN ('r', 'p', 'f', 'v', 'm', 'c')
UNION ALL
SELECT 'comment on ' || o.type || ' ' || o.identity, 'comment.' || o.identity, NULL, d.description
  FROM pg_description d, pg_identify_object(d.classoid, d.objoid, d.objsubid) o
 WHERE d.objoid >= 16384 OR d.objoid = 'public'::regnamespace
UNION ALL
SELECT 'constraint ' || conname || ' of ' || relname, relname || '.' || conname, NULL, pg_get_constraintdef(c.oid)
  FROM pg_constraint c JOIN relation ON relation.oid = conrelid WHERE contype <> 'n'
UNION ALL
SELECT 'index ' || i.relname || ' of ' || t.relname, t.relname || '.' || i.relname, NULL, pg_get_indexdef(indexrelid)
  FROM pg_index JOIN relation i ON i.oid = indexrelid JOIN relation t ON t.oid = indrelid
UNION ALL
SELECT 'trigger ' || tgname || ' of ' || relname, relname || '.' || tgname, NULL, pg_get_triggerdef(t.oid)
  FROM pg_trigger t JOIN relation ON relation.oid = tgrelid WHERE NOT tgisinternal
UNION ALL
SELECT 'rule ' || rulename || ' of ' || relname, relname || '.' || rulename, NULL, pg_get_ruledef(r.oid)
  FROM pg_rewrite r JOIN relation ON relation.oid = ev_class WHERE rulename <> '_RETURN'
UNION ALL
SELECT 'policy ' || polname || ' of ' || relname, relname || '.' || polname, NULL,
       concat_ws(' ', pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))
  FROM pg_policy JOIN relation ON relation.oid = polrelid
UNION ALL
SELECT 'statistics ' || stxname || ' of ' || relname, relname || '.' || stxname, NULL, pg_get_statisticsobjdef(s.oid)
  FROM pg_statistic_ext s JOIN relation ON relation.oid = stxrelid
UNION ALL -- since 15
SELECT 'publication ' || pubname, 'publication.' || pubname, NULL, pg_get_expr(prqual, prrelid) -- since 15
  FROM pg_publication_rel JOIN pg_publication p ON p.oid = prpubid -- since 15
UNION ALL
SELECT 'function ' || proname, nspname || '.' || proname, proname,
       concat_ws(' ', pg_get_function_arguments(p.oid), array_to_string(proconfig, ' ')
       , pg_get_function_sqlbody(p.oid) -- since 14
       , CASE WHEN prosqlbody IS NULL THEN prosrc END -- since 14
       -- before 14: , prosrc
       )
  FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace
 WHERE p.oid >= 16384 AND prokind <> 'a'
UNION ALL
SELECT CASE typtype WHEN 'd' THEN 'domain ' ELSE 'type ' END || typname, nspname || '.' || typname, typname,
       concat_ws(' ', typdefault, (SELECT string_agg(enumlabel, ' ') FROM pg_enum WHERE enumtypid = t.oid),
                 (SELECT string_agg(pg_get_constraintdef(c.oid), ' ') FROM pg_constraint c WHERE contypid = t.oid))
  FROM pg_type t JOIN pg_namespace n ON n.oid = typnamespace
 WHERE t.oid >= 16384 AND typtype IN ('d', 'e', 'r') AND nspname !~ '^pg_'
UNION ALL
SELECT 'schema ' || nspname, 'schema.' || nspname, nspname, '' FROM pg_namespace WHERE oid >= 16384
