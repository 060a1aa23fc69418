#!/usr/bin/env bash
# timeout: 600
# The files are the truth: what people delete, move and damage is told as it is, by `cairn ls` at once, and
# `cairn run` redoes exactly what is gone. CAIRN_FINISHED_PROJECT names a finished project of which a copy is
# taken instead of a part of the example.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

project=$work/spectra
if [[ -n ${CAIRN_FINISHED_PROJECT:-} ]]; then
  cp -a "$CAIRN_FINISHED_PROJECT" "$project"
  part_of_example=()
  cd "$project"
else
  part 'a part of the example'
  example_project "$project"
  cd "$project"
  exits 0 'cairn run' cairn run -q "${part_of_example[@]}"
fi
total=$(listing | wc -l)
session=$(basename "$(ls -d results/*/)")
listing >"$work/all"
cairn ls --json >"$work/all.json"
same 'all runs have finished' "$(count ' finished$' <"$work/all")" "$total"

# The only run below a dataset with that name and seed 1 (both forms of ls must name it).
run_at() { ls -d "results/$session/$1/$2"_* | head -n 1; }
id_at() { basename "$(find "$1/.run" -name '*.json' ! -name group.json)" .json; }
# told MESSAGE EXPECTED: json and table of `cairn ls` show these runs (path id status), and no others.
told() {
  same "$1: ls --json" "$(listing)" "$2"
  same "$1: ls" "$(cairn ls --all --columns id 2>/dev/null | tail -n +2 | awk '{print $1}' | sort)" \
    "$(awk '{print $2}' <<<"$2" | sort)"
}
# ran MESSAGE NUMBER: `cairn run` runs so many jobs and no more, and then none.
ran() {
  exits 0 "$1" cairn run "${part_of_example[@]}"
  if (($2)); then contains "$1" "$out" "Ran $2 job"; else contains "$1" "$out" 'Nothing to run'; fi
  exits 0 "$1, once more" cairn run "${part_of_example[@]}"
  contains "$1, once more" "$out" 'Nothing to run'
}

part 'a pipeline folder is deleted'
gone=$(run_at ethanol snv-PLS3)
gone_id=$(id_at "$gone")
digests results ! -path "*/$(basename "$gone")/*" -path '*/.run/*.json' ! -name group.json ! -path '*/summary*' >"$work/records"
rm -r "$gone"
told 'after the deletion' "$(grep -v "^$gone " "$work/all")"
exits 3 'show of what is gone' cairn show "$gone_id"
exits 3 'path of what is gone' cairn path "$gone_id"
lacks 'best lists it no more' "$(cairn best --by rmse --per dataset --csv)" "$gone_id"
exits 0 'render' cairn render
lacks 'RUN.yaml follows' "$(grep -A2 -n "$(basename "$gone")" "results/$session/ethanol/COMPARISON.yaml" || true)" "$(basename "$gone")"
exits 0 'dry run' cairn run -n --list "${part_of_example[@]}"
contains 'it would run the one that is missing' "$out" '1 × its folder is gone'
# The fit comes back with equal bytes, or its summary is made again as well: nothing else may run.
exits 0 'the run that is gone is redone' cairn run -v "${part_of_example[@]}"
at_least 'one job' "$(grep -c "done: fit $gone_id " <<<"$err" || true)" 1
same 'no other fit' "$(grep -c 'done: fit ' <<<"$err" || true)" 1
lacks 'no summary of another data set' "$(grep 'done: summary' <<<"$err" || true)" glucose
told 'it is there again' "$(<"$work/all")"
same 'the other records are untouched' "$(digests results ! -path "*/$(basename "$gone")/*" -path '*/.run/*.json' ! -name group.json ! -path '*/summary*')" "$(<"$work/records")"
check 'the views follow' python "$here/check_scores.py" . --pipelines $((total - 2))
ran 'nothing is left to do' 0

part 'pipeline folders are moved'
moved=$(run_at glucose norm-PLS3)
renamed=$(run_at ethanol norm-PLS3)
other=results/$session/ethanol/$(basename "$moved")-from-glucose
mv "$moved" "$other"
mv "$renamed" "results/$session/ethanol/the one for the paper"
sed -e "s#^$moved #$other #; s#^$renamed #results/$session/ethanol/the one for the paper #" "$work/all" |
  LC_ALL=C sort >"$work/moved"
same 'ls shows both where they are' "$(listing | LC_ALL=C sort)" "$(<"$work/moved")"
same 'path knows too' "$(cairn path "$(id_at "$other")")" "$project/$other"
same 'a path is a name of the run' "$(cairn id "results/$session/ethanol/the one for the paper")" \
  "$(awk '/the one for the paper/ {print $(NF-1)}' "$work/moved")"
ran 'a run that was moved is still there' 0
exits 0 'render' cairn render
contains 'COMPARISON.yaml follows' "$(<"results/$session/ethanol/COMPARISON.yaml")" "$(basename "$other")"
lacks 'on both sides' "$(<"results/$session/glucose/COMPARISON.yaml")" "$(basename "$moved")"
contains 'RUN.yaml too' "$(<"results/$session/RUN.yaml")" 'the one for the paper'
# A dataset that is in the name of another folder is still the dataset of the run.
same 'the data set stays what it was' \
  "$(cairn show "$(id_at "$other")" --json | python -c 'import json, sys; print(json.load(sys.stdin)["run"]["dataset"])')" glucose
mv "$other" "$moved"
mv "results/$session/ethanol/the one for the paper" "$renamed"
told 'moved back' "$(<"$work/all")"
exits 0 'render' cairn render
check 'the views are as before' python "$here/check_scores.py" . --pipelines $((total - 2))

part 'the catalog is deleted, then damaged in three ways'
cairn ls --json >"$work/all.json"
rm .cairn/catalog.db
told 'without a catalog' "$(<"$work/all")"
same 'every word of ls --json' "$(cairn ls --json)" "$(<"$work/all.json")"
ran 'and without it nothing is run again' 0
aside=0
damage() {
  aside=$((aside + 1))
  case $1 in
    text) printf 'this is no database\n' >.cairn/catalog.db ;;
    middle) dd if=/dev/urandom of=.cairn/catalog.db bs=4096 seek=1 count=20 conv=notrunc status=none ;;
    short) truncate -s 9000 .cairn/catalog.db ;;
  esac
  cp .cairn/catalog.db "$work/damaged"
  exits 0 "ls with a catalog damaged by '$1'" cairn ls --json
  same 'it tells the truth' "$(listing)" "$(<"$work/all")"
  exits 0 'run' cairn run "${part_of_example[@]}"
  contains 'nothing is run again' "$out" 'Nothing to run'
  same "what was damaged by '$1' is kept beside" \
    "$(cat .cairn/catalog.db.corrupt-* | sha256sum; ls .cairn | grep -c 'corrupt-[0-9]*$')" \
    "$(cat .cairn/catalog.db.corrupt-* | sha256sum; echo "$aside")"
  check 'with its bytes' cmp "$work/damaged" ".cairn/catalog.db.corrupt-$aside"
}
damage text
damage short
damage middle
rm -r .cairn
told 'without .cairn' "$(<"$work/all")"
ran 'nothing is run again' 0
same 'every word of ls --json' "$(cairn ls --json)" "$(<"$work/all.json")"

part 'a record is truncated'
torn=$(run_at glucose snv-PLS3)
torn_id=$(id_at "$torn")
chmod u+w "$torn/.run/$torn_id.json"
truncate -s -200 "$torn/.run/$torn_id.json"
exits 0 'ls' cairn ls --json
contains 'the record is named' "$err" "$torn/.run/$torn_id.json"
same 'once' "$(grep -c "$torn_id.json" <<<"$err" || true)" 1
same 'its run is not listed as finished' "$(listing 2>/dev/null | grep -c "^$torn .* finished" || true)" 0
same 'the others are' "$(listing 2>/dev/null | grep -v "^$torn ")" "$(grep -v "^$torn " "$work/all")"
exits 1 'reindex counts it' cairn reindex
contains 'reindex counts it' "$out" '1 problem'
exits 0 'the run is redone' cairn run -v "${part_of_example[@]}"
same 'and no other fit' "$(grep 'done: fit ' <<<"$err" | awk '{print $3}')" "$torn_id"
told 'all is well again' "$(<"$work/all")"
check 'every committed byte is as recorded' python "$here/check_store.py" . --records "$total"
lacks 'its record names no folder of this machine as the reason' \
  "$(cairn show "$torn_id" --json | grep '"reason"')" "$work"
at_least 'what was damaged is not lost' "$(find .cairn/trash -name "$torn_id.json" | wc -l)" 1
ran 'nothing is left to do' 0

part 'everything is deleted'
rm -r results
same 'ls shows nothing' "$(listing)" ''
exits 0 'dry run' cairn run -n "${part_of_example[@]}"
contains 'all would be run' "$out" "Would run $total of $total"

finish 60
