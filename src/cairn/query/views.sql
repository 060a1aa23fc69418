-- What `cairn sql` shows: the names and columns of docs/formats/sql.md, which stay while the tables
-- below them may change. Made anew for each question, in the memory of one connection.

CREATE TEMP VIEW runs AS
SELECT run, id, lower(hex(digest)) AS digest, lower(hex(fingerprint)) AS fingerprint,
  NULLIF(kind, '') AS kind, NULLIF(stage, '') AS stage, NULLIF(name, '') AS name,
  NULLIF(experiment, '') AS experiment, NULLIF(dataset, '') AS dataset,
  NULLIF(dataset_version, '') AS dataset_version,
  CASE status WHEN 0 THEN 'pending' WHEN 1 THEN 'running' WHEN 2 THEN 'finished'
    WHEN 3 THEN 'failed' WHEN 4 THEN 'killed' WHEN 5 THEN 'preempted' ELSE 'lost' END AS status,
  path, record_path AS record, attempt, seed,
  strftime('%Y-%m-%dT%H:%M:%fZ', created / 1e6, 'unixepoch') AS created,
  strftime('%Y-%m-%dT%H:%M:%fZ', started / 1e6, 'unixepoch') AS started,
  strftime('%Y-%m-%dT%H:%M:%fZ', ended / 1e6, 'unixepoch') AS ended,
  duration, exit_code, signal, NULLIF(message, '') AS message, NULLIF(host, '') AS host,
  max_rss, cpu_time, size, pinned, NULLIF(description, '') AS description,
  NULLIF(notes, '') AS notes, NULLIF(git_commit, '') AS git_commit, git_dirty,
  NULLIF(python, '') AS python, NULLIF(packages, '') AS packages, copy,
  NULLIF(verified, '') AS verified, archived
FROM main.runs;

CREATE TEMP VIEW params AS
SELECT v.run, k.text AS key,
  CASE v.type WHEN 0 THEN 'null' WHEN 1 THEN 'bool' WHEN 2 THEN 'int' WHEN 3 THEN 'float'
    WHEN 4 THEN 'string' WHEN 5 THEN 'list' ELSE 'map' END AS type, v.value
FROM main.params v JOIN main.keys k ON k.id = v.key;

CREATE TEMP VIEW metrics AS
SELECT v.run, k.text AS key, v.value, v.step, v.points,
  CASE WHEN v.points > 1 THEN v.first ELSE v.value END AS first,
  CASE WHEN v.points > 1 THEN v.least ELSE v.value END AS min,
  CASE WHEN v.points > 1 THEN v.most ELSE v.value END AS max
FROM main.metrics v JOIN main.keys k ON k.id = v.key;

CREATE TEMP VIEW tags AS
SELECT v.run, k.text AS key,
  CASE v.type WHEN 0 THEN 'null' WHEN 1 THEN 'bool' WHEN 2 THEN 'int' WHEN 3 THEN 'float'
    WHEN 4 THEN 'string' WHEN 5 THEN 'list' ELSE 'map' END AS type, v.value
FROM main.tags v JOIN main.keys k ON k.id = v.key;

CREATE TEMP VIEW artifacts AS
SELECT run, path, NULLIF(role, '') AS role, NULLIF(type, '') AS type, NULLIF(child, '') AS child,
  step, NULLIF(operator, '') AS operator, size, lower(hex(sha256)) AS sha256
FROM main.artifacts;

CREATE TEMP VIEW children AS
SELECT child, run, id, lower(hex(digest)) AS digest, NULLIF(kind, '') AS kind, name,
  NULLIF(path, '') AS path, size
FROM main.children;

CREATE TEMP VIEW child_params AS
SELECT v.child, k.text AS key,
  CASE v.type WHEN 0 THEN 'null' WHEN 1 THEN 'bool' WHEN 2 THEN 'int' WHEN 3 THEN 'float'
    WHEN 4 THEN 'string' WHEN 5 THEN 'list' ELSE 'map' END AS type, v.value
FROM main.child_params v JOIN main.keys k ON k.id = v.key;

CREATE TEMP VIEW child_metrics AS
SELECT v.child, k.text AS key, v.value, v.step, v.points,
  CASE WHEN v.points > 1 THEN v.first ELSE v.value END AS first,
  CASE WHEN v.points > 1 THEN v.least ELSE v.value END AS min,
  CASE WHEN v.points > 1 THEN v.most ELSE v.value END AS max
FROM main.child_metrics v JOIN main.keys k ON k.id = v.key;

CREATE TEMP VIEW names AS
SELECT run, scheme, name FROM main.names;

CREATE TEMP VIEW links AS
SELECT run, type, NULLIF(name, '') AS name, lower(hex(digest)) AS digest,
  NULLIF(version, '') AS version,
  (SELECT u.run FROM main.runs u WHERE u.digest = l.digest AND u.copy = 0) AS upstream
FROM main.links l;

CREATE TEMP VIEW groups AS
SELECT path, kind, NULLIF(name, '') AS name,
  strftime('%Y-%m-%dT%H:%M:%fZ', created / 1e6, 'unixepoch') AS created, fields
FROM main.groups;
