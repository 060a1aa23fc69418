Champions of a search, as system 004 chooses them: trials are parted by the version of their study's key, groups are
scored by the median of their best values, and one version is selected. With the runs in a project these are questions
in SQL (docs/guide/from-resume-ner.md). The runs are those of the golden vectors of partition_runs_by_schema_version:

  $ . "$TESTDIR/../support/transcript.sh"
  $ cat > cairn.yaml <<'YAML'
  > project: ner
  > layout: flat
  > stages:
  >   trial: {name: "{run_name}", params: {run_name: {}}, matrix: {run_name: [r1, r2, r3, r4, r5, r6, r7, r8]}, cmd: [sh, trial.sh, "{run_name}"]}
  > YAML
  $ cat > trial.sh <<'SH'
  > study() { cairn log tag code.study_key_hash "$1"; [ -z "$2" ] || cairn log tag code.study.key_schema_version "$2"; }
  > case $1 in
  >   r[12378]) study A 2.0 ;;
  >   r4) study B 1.0 ;;
  >   r5) study C "" ;;
  > esac
  > case $1 in
  >   r1) f1=0.8 ;; r2) f1=0.9 ;; r3) f1=0.7 ;; r4) f1=0.99 ;; r7) f1=nan ;; r8) exit 0 ;; *) f1=0.5 ;;
  > esac
  > cairn log metric macro-f1 $f1
  > SH
  $ cairn run -q -j 1

The groups: a study without a version counts as 2.0; a run without a study is skipped:

  $ cat > groups.sql <<'SQL'
  > SELECT study.value AS study, coalesce(version.value, '2.0') = '2.0' AS is_v2, r.name AS run, m.value AS f1
  > FROM runs r
  > LEFT JOIN tags study ON study.run = r.run AND study.key = 'code.study_key_hash'
  > LEFT JOIN tags version ON version.run = r.run AND version.key = 'code.study.key_schema_version'
  > LEFT JOIN metrics m ON m.run = r.run AND m.key = 'macro-f1'
  > WHERE r.status = 'finished' AND r.copy = 0
  > SQL
  $ cairn sql "SELECT study, is_v2, group_concat(run, ' ') AS runs FROM ($(cat groups.sql) ORDER BY r.name) GROUP BY 1, 2 ORDER BY is_v2, study"
  study  is_v2  runs
  B          0  r4
  -          1  r6
  A          1  r1 r2 r3 r7 r8
  C          1  r5

compute_group_scores: the median of the best top_k finite values of a group that has min_trials of them; NaN and missing ones are invalid:

  $ scores() {  # direction, min_trials, top_k
  >   cairn sql --csv "WITH ranked AS (
  >     SELECT study, f1, row_number() OVER (PARTITION BY study ORDER BY $1 * f1 DESC) AS place, count(f1) OVER (PARTITION BY study) AS n_valid,
  >            count(*) OVER (PARTITION BY study) AS n FROM ($(cat groups.sql)) WHERE is_v2 AND study IS NOT NULL)
  >   , best AS (SELECT study, f1, place, n_valid, n, min($3, n_valid) AS k FROM ranked WHERE f1 IS NOT NULL AND place <= $3 AND n_valid >= $2)
  >   SELECT study, avg(f1) FILTER (WHERE place IN ((k + 1) / 2, (k + 2) / 2)) AS stable_score,
  >          max(f1) FILTER (WHERE place = 1) AS best_metric, n_valid, n - n_valid AS n_invalid FROM best GROUP BY study ORDER BY study"
  > }
  $ scores 1 3 3
  study,stable_score,best_metric,n_valid,n_invalid
  A,0.8,0.9,3,2
  $ scores 1 4 3
  study,stable_score,best_metric,n_valid,n_invalid
  $ scores -1 1 2
  study,stable_score,best_metric,n_valid,n_invalid
  A,0.75,0.7,3,2
  C,0.5,0.5,1,0
  $ scores 1 1 2
  study,stable_score,best_metric,n_valid,n_invalid
  A,0.8500000000000001,0.9,3,2
  C,0.5,0.5,1,0

select_groups_by_schema_version: version 2, or all of them when that is asked for:

  $ cairn sql --csv "SELECT DISTINCT study FROM ($(cat groups.sql)) WHERE study IS NOT NULL AND is_v2 ORDER BY is_v2 DESC, study"
  study
  A
  C
  $ cairn sql --csv "SELECT DISTINCT study, is_v2 FROM ($(cat groups.sql)) WHERE study IS NOT NULL ORDER BY is_v2 DESC, study"
  study,is_v2
  A,1
  C,1
  B,0
