-- The indexes over runs and what belongs to them. A catalog that is filled at once gets them when all
-- rows are in: made over all of them, an index costs a sort instead of a random write for each row.

CREATE UNIQUE INDEX IF NOT EXISTS runs_path ON runs (path, id);
CREATE INDEX IF NOT EXISTS runs_digest ON runs (digest);
CREATE INDEX IF NOT EXISTS runs_id ON runs (id);
CREATE INDEX IF NOT EXISTS runs_name ON runs (name);
CREATE INDEX IF NOT EXISTS runs_folder ON runs (folder);
-- With `copy`, which SQLite asks again, counting the runs needs no look at their rows.
CREATE INDEX IF NOT EXISTS runs_began ON runs (began DESC, id, copy) WHERE copy = 0;
CREATE INDEX IF NOT EXISTS runs_experiment ON runs (experiment, began DESC, id) WHERE copy = 0;
CREATE INDEX IF NOT EXISTS runs_dataset ON runs (dataset, began DESC, id) WHERE copy = 0;
CREATE INDEX IF NOT EXISTS runs_stage ON runs (stage, began DESC, id) WHERE copy = 0;
CREATE INDEX IF NOT EXISTS runs_status ON runs (status, began DESC, id) WHERE copy = 0;
CREATE INDEX IF NOT EXISTS runs_copies ON runs (copy) WHERE copy > 0;
CREATE INDEX IF NOT EXISTS runs_unended ON runs (status) WHERE status < 2;
CREATE INDEX IF NOT EXISTS runs_unread ON runs (path) WHERE user_mtime < 0;
CREATE INDEX IF NOT EXISTS children_id ON children (id);
CREATE INDEX IF NOT EXISTS names_name ON names (name, run);
CREATE INDEX IF NOT EXISTS links_digest ON links (digest, type, run) WHERE digest IS NOT NULL;
