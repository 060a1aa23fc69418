-- SQLite fills the pages of an index to the brim when it makes the index over all rows, and has no
-- fill factor: each row that came later would split a page of each of twenty indexes. So before they
-- are made every 32nd run gets a double, whose entries lie beside its own; room_clear.sql takes them
-- away again, and their places in the pages stay free. Doubles bear numbers from 2^40 on.

INSERT INTO runs (run, id, digest, kind, stage, name, experiment, dataset, dataset_version, status, path, record_path,
    attempt, seed_type, created, message, host, size, rank_metric, rank_goal, pinned, description,
    notes, verified, copy, record_size, user_mtime, git_commit, python, packages, record_mtime, folder)
  SELECT run + (1 << 40), id || '~', digest, '', stage, name, experiment, dataset, dataset_version, status, path, '',
    0, 0, created, '', '', 0, '', 0, 0, '',
    '', '', copy, 0, user_mtime, '', '', '', 0, folder
  FROM runs WHERE run % 32 = 0;
INSERT INTO params (run, key, type, value)
  SELECT p.run + (1 << 40), p.key, p.type, p.value
  FROM runs r JOIN params p ON p.run = r.run WHERE r.run % 32 = 0 AND r.run < (1 << 40);
INSERT INTO metrics (run, key, value, points)
  SELECT m.run + (1 << 40), m.key, m.value, 1
  FROM runs r JOIN metrics m ON m.run = r.run WHERE r.run % 32 = 0 AND r.run < (1 << 40);
INSERT INTO tags (run, key, type, value)
  SELECT t.run + (1 << 40), t.key, t.type, t.value
  FROM runs r JOIN tags t ON t.run = r.run WHERE r.run % 32 = 0 AND r.run < (1 << 40);
INSERT INTO names (run, scheme, name)
  SELECT n.run + (1 << 40), n.scheme, n.name
  FROM runs r JOIN names n ON n.run = r.run WHERE r.run % 32 = 0 AND r.run < (1 << 40);
INSERT INTO links (run, position, type, name, digest, version)
  SELECT l.run + (1 << 40), l.position, l.type, '', l.digest, ''
  FROM runs r JOIN links l ON l.run = r.run WHERE r.run % 32 = 0 AND r.run < (1 << 40);
INSERT INTO children (child, run, position, id, digest, kind, name, path, size)
  SELECT c.child + (1 << 40), c.run + (1 << 40), c.position, c.id, c.digest, '', '', '', 0
  FROM runs r JOIN children c ON c.run = r.run WHERE r.run % 32 = 0 AND r.run < (1 << 40);
INSERT INTO child_metrics (child, key, value, points)
  SELECT m.child + (1 << 40), m.key, m.value, 1
  FROM children c JOIN child_metrics m ON m.child = c.child - (1 << 40) WHERE c.run >= (1 << 40);
