-- Run when a catalog is complete. Made over all rows at once, these cost a sort instead of a random
-- write for each value, and nobody queries a catalog before that. The type
-- tells 1 from true without a look at the table.

CREATE INDEX IF NOT EXISTS params_value ON params (key, value, run, type);
CREATE INDEX IF NOT EXISTS metrics_value ON metrics (key, value, run);
CREATE INDEX IF NOT EXISTS tags_value ON tags (key, value, run, type);
CREATE INDEX IF NOT EXISTS child_metrics_value ON child_metrics (key, value, child);
