The verbs that answer in lines, on terminals of 80 and 200 columns and in a pipe. A path, an id and what a command
printed are never cut or broken; what is told of them goes on below.

  $ . "$TESTDIR/../support/transcript.sh"
  $ . "$TESTDIR/../support/tiny_project.sh"
  $ tiny_project && run_tiny && run=$(cairn id fit dataset=corn n=2)
  $ each() { on_terminal 80 cairn "$@" >../80; on_terminal 200 cairn "$@" >../200; cairn "$@" >../pipe; }
  $ same() { each "$@"; cmp ../80 ../200 && cmp ../80 ../pipe; }
  $ fits() { awk 'length($0) > 80 { print length($0) ": " $0 }' ../80; }

What is the same on each:

  $ same logs $run; same cat $run scores.json; same path $run; same path $run weights; same id $run --digest; same id fit
  $ same parse results/*/corn/PLS2_*; same config; same config cleanup; same cache stats; same trash ls
  $ each analyze storage; fits; cmp ../80 ../200
  $ cairn tag $run checked >../80; same tag $run checked; cat ../80
  o2a5oj (PLS2): nothing to change: checked
  $ cairn pin $run; same pin $run; cat ../80; cairn unpin $run; same unpin $run; cat ../80
  pinned o2a5oj (PLS2)
  pinned o2a5oj (PLS2) (1 was so already)
  let go o2a5oj (PLS2)
  let go o2a5oj (PLS2) (1 was so already)
  $ same note $run "a note that is longer than any terminal of eighty columns can show: here it comes to its end, at last"; cat ../80
  noted on o2a5oj (PLS2)

The name that a person gave stays, and the path goes:

  $ cairn alias $run champion-of-the-first-paper-on-wheat-and-corn
  o2a5oj (PLS2) is now 'champion-of-the-first-paper-on-wheat-and-corn'
  $ each alias; head -2 ../80 | normalise; normalise <../200; cmp ../200 ../pipe
  alias                                          id      name
  champion-of-the-first-paper-on-wheat-and-corn  <id>  PLS2
  alias                                          id      name  path
  champion-of-the-first-paper-on-wheat-and-corn  <id>  PLS2  results/<date>_tiny/corn/PLS2_d27e47

Damages and what is odd, each with its path whole. (How the last line of verify is broken depends on its time.)

  $ rm results/*/corn/PLS5_*/weights.txt; echo more >>$(echo results/*/wheat/PLS2_*)/scores.json
  $ each verify; fits; head -4 ../80 | normalise; head -2 ../200 | normalise
  missing: results/<date>_tiny/corn/PLS5_28ef02/weights.txt: a record names
      it, and it is not there
  size: results/<date>_tiny/wheat/PLS2_d27e47/scores.json: it has 53 bytes,
      recorded are 48
  missing: results/<date>_tiny/corn/PLS5_28ef02/weights.txt: a record names it, and it is not there
  size: results/<date>_tiny/wheat/PLS2_d27e47/scores.json: it has 53 bytes, recorded are 48
  $ each verify; tr -s ' \n' '  ' <../80 | sed 's/ in [0-9].*//' >../joined; tr -s ' \n' '  ' <../pipe | sed 's/ in [0-9].*//' | cmp ../joined
  $ rm -r results/*/wheat/PLS5_*; ln -s nowhere results/loose
  $ each doctor; fits; grep -A1 ^problem ../80
  problem  links          1 link leads nowhere: results/loose
                          cairn verify --deep --repair
