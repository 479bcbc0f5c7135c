-- Procedural languages.
SELECT 'pg_language'::regclass::oid AS class_id,
       l.oid AS object_id,
       0 AS sub_id,
       '' AS schema,
       '' AS relation,
       l.lanname AS name,
       l.lanpltrusted AS trusted,
       (SELECT ARRAY[n.nspname, p.proname]::text[] FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
         WHERE p.oid = l.lanplcallfoid) AS handler,
       (SELECT ARRAY[n.nspname, p.proname]::text[] FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
         WHERE p.oid = l.laninline) AS inline,
       (SELECT ARRAY[n.nspname, p.proname]::text[] FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
         WHERE p.oid = l.lanvalidator) AS validator
  FROM pg_language l
 WHERE l.oid >= 16384
   AND NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_language'::regclass AND e.objid = l.oid AND e.deptype = 'e')
