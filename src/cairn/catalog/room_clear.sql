-- Takes away the doubles of room_make.sql.
DELETE FROM child_metrics WHERE child >= (1 << 40);
DELETE FROM children WHERE child >= (1 << 40);
DELETE FROM links WHERE run >= (1 << 40);
DELETE FROM names WHERE run >= (1 << 40);
DELETE FROM tags WHERE run >= (1 << 40);
DELETE FROM metrics WHERE run >= (1 << 40);
DELETE FROM params WHERE run >= (1 << 40);
DELETE FROM runs WHERE run >= (1 << 40);
