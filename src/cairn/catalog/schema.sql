-- The catalog: an index over records, never their truth. docs/formats/catalog.md explains each
-- column. Times are microseconds since 1970 in UTC, digests are 32 bytes, a value column of type
-- ANY keeps the type that was stored. A change here needs a new number in catalog_open.cpp. The
-- indexes are in indexes.sql: a catalog that is filled at once gets them at the end.

CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The texts of param, metric and tag keys, and of commands, stored once.
CREATE TABLE keys (
  id INTEGER PRIMARY KEY,
  text TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE runs (
  run INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  digest BLOB NOT NULL,
  fingerprint BLOB,
  kind TEXT NOT NULL,
  stage TEXT NOT NULL,
  name TEXT NOT NULL,
  experiment TEXT NOT NULL,
  dataset TEXT NOT NULL,
  dataset_version TEXT NOT NULL,
  status INTEGER NOT NULL,
  path TEXT NOT NULL,
  record_path TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  seed ANY,
  seed_type INTEGER NOT NULL,
  created INTEGER NOT NULL,
  started INTEGER,
  ended INTEGER,
  duration REAL,
  exit_code INTEGER,
  signal INTEGER,
  message TEXT NOT NULL,
  host TEXT NOT NULL,
  max_rss INTEGER,
  cpu_time REAL,
  size INTEGER NOT NULL,
  rank_metric TEXT NOT NULL,
  rank_goal INTEGER NOT NULL,
  pinned INTEGER NOT NULL,
  description TEXT NOT NULL,
  notes TEXT NOT NULL,
  verified TEXT NOT NULL,
  copy INTEGER NOT NULL,
  home TEXT,
  record_size INTEGER NOT NULL,
  user_mtime INTEGER NOT NULL,
  git_commit TEXT NOT NULL,
  git_dirty INTEGER,
  python TEXT NOT NULL,
  packages TEXT NOT NULL,
  record_mtime INTEGER NOT NULL,
  folder TEXT NOT NULL,
  -- A text of keys: many runs share it.
  command INTEGER,
  outputs TEXT,
  -- A text of keys likewise.
  deps INTEGER,
  -- When its shown attempt began: what "newest" means everywhere.
  began INTEGER NOT NULL GENERATED ALWAYS AS (coalesce(started, created)) VIRTUAL,
  -- As is_archived of archive_name.h says of the path.
  archived INTEGER NOT NULL GENERATED ALWAYS AS (
    '/' || path GLOB '*/archive/[0-9][0-9][0-9][0-9]-[0-9][0-9][/_]*/*'
    OR '/' || path GLOB '*/archive/[0-9][0-9][0-9][0-9]-[0-9][0-9]/*') VIRTUAL
) STRICT;

CREATE TABLE params (
  run INTEGER NOT NULL,
  key INTEGER NOT NULL,
  type INTEGER NOT NULL,
  value ANY,
  PRIMARY KEY (run, key)
) STRICT, WITHOUT ROWID;

-- value, first, least and most are NULL for NaN; the last three also where points < 2: there they
-- equal value.
CREATE TABLE metrics (
  run INTEGER NOT NULL,
  key INTEGER NOT NULL,
  value REAL,
  step INTEGER,
  points INTEGER NOT NULL,
  first REAL,
  least REAL,
  most REAL,
  PRIMARY KEY (run, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE tags (
  run INTEGER NOT NULL,
  key INTEGER NOT NULL,
  type INTEGER NOT NULL,
  value ANY,
  PRIMARY KEY (run, key)
) STRICT, WITHOUT ROWID;

-- The rows of a run in params, tags, metrics and names once more, as packed_columns.h packs them:
-- those tables find runs, and a run that was found is shown with one look instead of thirty.
CREATE TABLE columns (
  run INTEGER PRIMARY KEY,
  packed BLOB NOT NULL
) STRICT;

CREATE TABLE artifacts (
  run INTEGER NOT NULL,
  position INTEGER NOT NULL,
  path TEXT NOT NULL,
  role TEXT NOT NULL,
  type TEXT NOT NULL,
  child TEXT NOT NULL,
  step INTEGER,
  operator TEXT NOT NULL,
  size INTEGER NOT NULL,
  sha256 BLOB,
  PRIMARY KEY (run, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE children (
  child INTEGER PRIMARY KEY,
  run INTEGER NOT NULL,
  position INTEGER NOT NULL,
  id TEXT NOT NULL,
  digest BLOB NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  path TEXT NOT NULL,
  size INTEGER NOT NULL,
  UNIQUE (run, position)
) STRICT;

CREATE TABLE child_params (
  child INTEGER NOT NULL,
  key INTEGER NOT NULL,
  type INTEGER NOT NULL,
  value ANY,
  PRIMARY KEY (child, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE child_metrics (
  child INTEGER NOT NULL,
  key INTEGER NOT NULL,
  value REAL,
  step INTEGER,
  points INTEGER NOT NULL,
  first REAL,
  least REAL,
  most REAL,
  PRIMARY KEY (child, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE names (
  run INTEGER NOT NULL,
  scheme TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (run, scheme, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE links (
  run INTEGER NOT NULL,
  position INTEGER NOT NULL,
  type TEXT NOT NULL,
  name TEXT NOT NULL,
  digest BLOB,
  version TEXT NOT NULL,
  read TEXT,
  PRIMARY KEY (run, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE groups (
  path TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  created INTEGER NOT NULL,
  fields TEXT NOT NULL,
  typed TEXT NOT NULL,
  reused TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE folders (
  path TEXT PRIMARY KEY,
  mtime INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Of each folder in a watched one that holds a run or is watched, 8 bytes; all of them, sorted.
CREATE TABLE folder_marks (
  path TEXT PRIMARY KEY,
  marks BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE views (
  path TEXT PRIMARY KEY,
  digest BLOB NOT NULL,
  typed TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE journals (
  file TEXT PRIMARY KEY,
  offset INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What the full-text index knows of a run.
CREATE VIEW searched AS
SELECT r.run AS run,
  r.id || ' ' || r.name || ' ' || r.experiment || ' ' || r.description || ' ' || r.notes || ' ' ||
    coalesce((SELECT group_concat(k.text || ' ' || coalesce(t.value, ''), ' ')
      FROM tags t JOIN keys k ON k.id = t.key WHERE t.run = r.run), '') || ' ' ||
    coalesce((SELECT group_concat(n.name, ' ')
      FROM names n WHERE n.run = r.run AND n.scheme = 'alias'), '') || ' ' || r.path AS text
FROM runs r;
