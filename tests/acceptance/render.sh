#!/usr/bin/env bash
# timeout: 300
# On a copy of the results without .cairn, with all documents and rollups deleted, `cairn render` restores every
# view byte for byte and changes nothing else. CAIRN_FINISHED_PROJECT names a finished project to take instead
# of a part of the example; it is not changed.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

views=(\( -name RUN.yaml -o -name DATASET.yaml -o -name COMPARISON.yaml -o -name PIPELINE.yaml
  -o -name SCORES.yaml -o -name MANIFEST.yaml -o -name timing.yaml \))

if [[ -n ${CAIRN_FINISHED_PROJECT:-} ]]; then
  original=$CAIRN_FINISHED_PROJECT
else
  part 'a part of the example'
  original=$work/spectra
  example_project "$original"
  exits 0 'cairn run' cairn -C "$original" run -q "${part_of_example[@]}"
fi

part 'all views of a copy without .cairn are deleted, and rendered again'
mkdir "$work/copy"
cp -a "$original/cairn.yaml" "$original/results" "$work/copy"
cd "$work/copy"
digests results "${views[@]}" >"$work/views"
digests results ! "${views[@]}" >"$work/others"
find results -type f "${views[@]}" -delete
same 'no view is left' "$(digests results "${views[@]}" | wc -l)" 0
# Times of everything but views: folders in which views lay have just changed, and will again.
times() { (cd results && find . -type f ! "${views[@]}" -printf '%p %s %T@\n' | LC_ALL=C sort); }
times >"$work/times"
exits 0 'cairn render' cairn render
contains 'it says how many it wrote' "$out" "$(wc -l <"$work/views") written, 0 unchanged"
same 'every view has its bytes again' "$(digests results "${views[@]}")" "$(<"$work/views")"
same 'no other file came, went or changed' "$(digests results ! "${views[@]}")" "$(<"$work/others")"
same 'nor was touched' "$(times)" "$(<"$work/times")"
for name in RUN DATASET COMPARISON PIPELINE SCORES MANIFEST timing; do
  at_least "there is a $name.yaml" "$(grep -c "/$name\.yaml$" "$work/views" || true)" 1
done
at_least 'there were many views' "$(wc -l <"$work/views")" 50

part 'rendering again writes nothing'
snapshot results >"$work/before"
exits 0 'cairn render' cairn render
contains 'it says so' "$out" "0 written, $(wc -l <"$work/views") unchanged"
same 'and touches nothing' "$(snapshot results)" "$(<"$work/before")"

part 'one view that is missing, one that is damaged'
board=$(find results -name COMPARISON.yaml | LC_ALL=C sort | head -n 1)
scores=$(find results -name SCORES.yaml | LC_ALL=C sort | head -n 1)
cp "$scores" "$work/scores"
rm "$board"
printf 'edited: yes\n' >>"$scores"
exits 0 'cairn render' cairn render
same 'both are as they were' "$(digests results "${views[@]}")" "$(<"$work/views")"
same 'the edit is kept beside' "$(tail -n 1 "$scores.edited")" 'edited: yes'
contains 'and said' "$out$err" "$scores"
rm "$scores.edited"

part 'the copy is a project like any other'
same 'ls shows what the original shows' "$(listing)" "$(cd "$original" && listing)"
exits 0 'check_store.py' python "$here/check_store.py" . --records 8

finish 20
