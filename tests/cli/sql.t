Questions in SQL, over documented views. Without a query they are listed:

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project && run_tiny
  $ cairn sql
  artifacts      run, path, role, type, child, step, operator, size, sha256
  child_metrics  child, key, value, step, points, first, min, max
  child_params   child, key, type, value
  children       child, run, id, digest, kind, name, path, size
  groups         path, kind, name, created, fields
  links          run, type, name, digest, version, upstream
  metrics        run, key, value, step, points, first, min, max
  names          run, scheme, name
  params         run, key, type, value
  runs           run, id, digest, fingerprint, kind, stage, name, experiment, dataset, dataset_version, status, path, record, attempt, seed, created, started, ended, duration, exit_code, signal, message, host, max_rss, cpu_time, size, pinned, description, notes, git_commit, git_dirty, python, packages, copy, verified, archived
  tags           run, key, type, value
  $ q="SELECT r.name, r.dataset, m.value FROM runs r JOIN metrics m USING (run)
  >   WHERE m.key = 'val.rmse' AND r.status = 'finished' ORDER BY m.value -- the best first"
  $ cairn sql "$q"
  name  dataset  value
  PLS5  corn      0.39
  PLS5  wheat     0.4
  PLS2  corn      0.42
  PLS2  wheat     0.43
  $ cairn sql "$q" --csv
  name,dataset,value
  PLS5,corn,0.39
  PLS5,wheat,0.4
  PLS2,corn,0.42
  PLS2,wheat,0.43
  $ cairn sql "$q" --md
  | name | dataset | value |
  | --- | --- | --- |
  | PLS5 | corn | 0.39 |
  | PLS5 | wheat | 0.4 |
  | PLS2 | corn | 0.42 |
  | PLS2 | wheat | 0.43 |
  $ cairn sql "$q" --jsonl
  {"name":"PLS5","dataset":"corn","value":0.39}
  {"name":"PLS5","dataset":"wheat","value":0.4}
  {"name":"PLS2","dataset":"corn","value":0.42}
  {"name":"PLS2","dataset":"wheat","value":0.43}
  $ cairn sql "SELECT name FROM runs WHERE dataset = 'rye'"
  no rows
  $ echo "SELECT count(*) AS n FROM runs" | cairn sql - --json
  {
    "format": 1,
    "rows": [
      {
        "n": 4
      }
    ],
    "notes": []
  }
  $ cairn sql "SELECT 1 AS one, NULL AS none, x'00ff' AS bytes, 'a|b' AS text, 0.1 AS tenth"
  one  none  bytes  text  tenth
    1     -  00ff   a|b     0.1

Params and metrics, artifacts, children and links:

  $ cairn sql "SELECT DISTINCT key, type, value FROM params"
  key  type  value
  n    int       2
  n    int       5
  $ cairn sql "SELECT key, min, max, first, value, points FROM metrics WHERE key = 'loss' LIMIT 1"
  key    min  max  first  value  points
  loss  0.25  0.5    0.5   0.25       2
  $ cairn sql "SELECT a.role, count(*) AS n FROM artifacts a GROUP BY 1 ORDER BY 1"
  role     n
  log      4
  metrics  4
  model    4
  weights  4
  $ cairn sql "SELECT c.name, m.value FROM children c JOIN child_metrics m USING (child) ORDER BY 2"
  name   value
  fold0   0.43
  fold0   0.44
  fold0   0.46
  fold0   0.47
  $ cairn sql "WITH best AS (SELECT run, min(value) AS v FROM metrics WHERE key = 'val.rmse')
  > SELECT r.name, r.dataset, v FROM best JOIN runs r USING (run)"
  name  dataset     v
  PLS5  corn     0.39
  $ cairn sql "SELECT created LIKE '20__-__-__T__:__:__.___Z' AS is_utc, length(digest) AS digits FROM runs LIMIT 1"
  is_utc  digits
       1      64

What is wrong is shown with its place:

  $ cairn sql "SELECT nme FROM runs"
  cairn: error: no such column: nme
    SELECT nme FROM runs
           ^
  [2]
  $ cairn sql "SELECT name
  > FORM runs"
  cairn: error: near "runs": syntax error
    FORM runs
         ^
  [2]
  $ cairn sql "SELECT * FROM experiments"
  cairn: error: no such table: experiments
    hint: queries read the views that `cairn sql` lists, and change nothing
  [2]
  $ cairn sql ""
  cairn: error: the query is empty
  [2]
  $ cairn sql "SELECT 1; SELECT 2"
  cairn: error: more than one statement
    SELECT 1; SELECT 2
              ^
    hint: ask one question at a time
  [2]
  $ cairn sql "SELECT run, run FROM runs" --jsonl
  cairn: error: two columns are called 'run'
    hint: give one another name: … AS name
  [2]
  $ cairn sql "SELECT json_extract('{', '$')"
  cairn: error: malformed JSON
  [2]

Nothing but the views can be read, and nothing can be changed:

  $ for q in "DELETE FROM runs" "UPDATE runs SET name = 'x'" "INSERT INTO main.runs DEFAULT VALUES" \
  >   "DROP VIEW runs" "CREATE TABLE x (a)" "ATTACH 'x.db' AS x" "PRAGMA query_only = OFF" "VACUUM" \
  >   "SELECT * FROM main.runs" "SELECT * FROM main.meta" "SELECT name FROM sqlite_schema" \
  >   "SELECT name FROM temp.sqlite_schema" "SELECT * FROM pragma_table_info('runs')" \
  >   "SELECT load_extension('x')" "REINDEX" "BEGIN"; do
  >   cairn sql "$q" 2>&1 | head -1; done
  cairn: error: cannot modify runs because it is a view
  cairn: error: cannot modify runs because it is a view
  cairn: error: this is no query
  cairn: error: this is no query
  cairn: error: this is no query
  cairn: error: this is no query
  cairn: error: this is no query
  cairn: error: the query would change something
  cairn: error: access to runs.run is prohibited
  cairn: error: access to meta.key is prohibited
  cairn: error: access to sqlite_master.name is prohibited
  cairn: error: access to temp.sqlite_temp_master.name is prohibited
  cairn: error: this is no query
  cairn: error: not authorized to use function: load_extension
  cairn: error: this is no query
  cairn: error: this is no query
  $ cairn ls | wc -l
  6
