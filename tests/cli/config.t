What is in force, and where it was written.

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project
  $ cat >>cairn.yaml <<'YAML'
  > storage: {durability: batch}
  > cleanup: {trash_days: 14, policies: [{name: dead, status: [failed, lost], older_than: 7d}]}
  > YAML
  $ mkdir -p "$XDG_CONFIG_HOME/cairn"
  $ cat >"$XDG_CONFIG_HOME/cairn/config.yaml" <<'YAML'
  > cleanup: {trash_days: 90, max_storage_gb: 250}
  > export: {compression_level: 9}
  > YAML
  $ cairn config | sed "s|$XDG_CONFIG_HOME|<config>|"
  option                              value                                                           from
  storage.durability                  batch                                                           cairn.yaml:15:23
  storage.cache                       off                                                             default
  storage.auto_deduplicate            false                                                           default
  storage.max_run_gb                  -                                                               default
  storage.min_free_gb                 0.1                                                             default
  storage.results_path                -                                                               default
  storage.enable_cache                -                                                               default
  storage.cache_path                  .cairn/                                                         default
  cleanup.auto_archive_days           90                                                              default
  cleanup.warn_old_runs_days          60                                                              default
  cleanup.max_storage_gb              250                                                             <config>/cairn/config.yaml:1:43
  cleanup.trash_days                  14                                                              cairn.yaml:16:23
  cleanup.policies                    [{"name":"dead","status":["failed","lost"],"older_than":"7d"}]  cairn.yaml:16:37
  export.default_include_predictions  true                                                            default
  export.default_include_charts       true                                                            default
  export.default_include_logs         false                                                           default
  export.compression_level            9                                                               <config>/cairn/config.yaml:2:29
  naming.date_format                  -                                                               default
  naming.auto_run_name_prefix         run_                                                            default
  naming.auto_run_name_counter        true                                                            default
  $ cairn config storage.durability
  option              value  from
  storage.durability  batch  cairn.yaml:15:23
  
  full, batch, none: what survives once a run counts as done: a power cut; SIGKILL, and a power cut but for the last moments; SIGKILL
  $ cairn config cleanup --json | sed -n '/trash_days/,/}/p'
        "option": "cleanup.trash_days",
        "value": 14,
        "from": "cairn.yaml:16:23",
        "default": 30,
        "takes": "number 0-36500",
        "meaning": "how long the trash keeps what was cleaned, before cairn purge takes it"
      },
  $ cairn config cleanup.trash_dais
  cairn: error: there is no option 'cleanup.trash_dais'
    hint: did you mean 'cleanup.trash_days'?
  [2]
  $ cairn config --explain naming
  option                        takes        default  meaning
  naming.date_format            date format  -        how dates stand in folder names: YYYY, MM, DD, HH, mm, SS and what parts them; absent: as the layout says
  naming.auto_run_name_prefix   text         run_     how sessions without an experiment are called
  naming.auto_run_name_counter  true, false  true     whether a number follows: run_001, run_002

An option that another one decides is shown as it is in force, and so is the place of the other:

  $ sed -i 's/storage: .*/storage: {enable_cache: true}/' cairn.yaml
  $ cairn config storage | grep cache
  storage.cache             copy     cairn.yaml:15:25
  storage.enable_cache      true     cairn.yaml:15:25
  storage.cache_path        .cairn/  default
  $ cairn config storage.cache --json | grep -E 'value|from'
        "value": "copy",
        "from": "cairn.yaml:15:25",
  $ cairn cache stats | grep -o 'storage.cache: .*)'
  storage.cache: copy)
  $ sed -i 's/enable_cache: true/enable_cache: true, cache: reflink/' cairn.yaml && cairn config storage | grep cache
  storage.cache             reflink  cairn.yaml:15:38
  storage.enable_cache      true     cairn.yaml:15:25
  storage.cache_path        .cairn/  default

The page of the docs has all of them:

  $ cairn config --explain --md | diff - <(sed '1,/options:begin/d; /options:end/,$d' "$TESTDIR/../support/../../docs/guide/options.md") && echo as printed
  as printed

A wrong value is shown where it stands, whatever the verb:

  $ sed -i 's/trash_days: 14/trash_days: -1/' cairn.yaml && cairn ls
  cairn: error: cairn.yaml:16:23: cleanup.trash_days lies between 0 and 36500
  [2]
  $ sed -i 's/trash_days: -1/trash_days: 14/' cairn.yaml
  $ echo 'cleanup: {trash_day: 3}' >"$XDG_CONFIG_HOME/cairn/config.yaml"
  $ cairn ls 2>&1 | sed "s|$XDG_CONFIG_HOME|<config>|"
  cairn: error: <config>/cairn/config.yaml:1:11: unknown key 'trash_day' in 'cleanup'
    hint: did you mean 'trash_days'?

The words of system 003 work: another folder of results, other dates, other names.

  $ cat >"$XDG_CONFIG_HOME/cairn/config.yaml" <<'YAML'
  > storage: {results_path: out/, enable_cache: false, cache_path: .cache/}
  > naming: {date_format: YYYYMMDD, auto_run_name_prefix: trial-, auto_run_name_counter: true}
  > YAML
  $ sed -i '/^experiment/d' cairn.yaml
  $ cairn config storage.cache_path | sed -n 2p
  storage.cache_path  .cairn/  default
  $ run_tiny dataset=corn n=2
  $ ls out | sed "s/$(date +%Y%m%d)/<day>/"
  <day>_trial-001
  $ run_tiny --new-session dataset=corn n=5
  $ ls out | sed "s/$(date +%Y%m%d)/<day>/"
  <day>_trial-001
  <day>_trial-002
  $ cairn ls --columns id,experiment --sort id
  id      experiment
  7tht4c  trial-002
  o2a5oj  trial-001
  $ echo 'storage: {results_path: ../elsewhere}' >"$XDG_CONFIG_HOME/cairn/config.yaml" && cairn run -n
  cairn: error: storage.results_path: the segment '..' starts with '.'
    hint: a template stays below the root and shows what it makes
  [2]
  $ echo 'naming: {date_format: YYYY/MM}' >"$XDG_CONFIG_HOME/cairn/config.yaml" && cairn run -n
  cairn: error: naming.date_format: date format '%Y/%m': '/' cannot stand in a name
    hint: use %Y %m %d %H %M %S with letters, digits, '_', '-' or '.' between them
  [2]
