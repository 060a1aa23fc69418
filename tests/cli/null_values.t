Params that are null, and zeros with a sign: every way to ask gives one answer.

  $ . "$TESTDIR/../support/transcript.sh"
  $ mkdir null && cd null
  $ cat >cairn.yaml <<'YAML'
  > layout: flat
  > stages:
  >   s:
  >     matrix: {i: [1, 2, 3, 4, 5, 6]}
  >     cmd: sh job.sh {i}
  > YAML
  $ cat >job.sh <<'SH'
  > cairn log metric m $1
  > case $1 in
  > 1) cairn log param p null; echo '{"tag":{"key":"t","value":null}}' >>$CAIRN_EVENTS ;;
  > 2) cairn log param p 5; cairn log tag t 5 ;;
  > esac
  > cairn log param z $(test $1 -gt 3 && echo -0.0 || echo 0.0)
  > cairn log param even $(test $(expr $1 % 2) = 0 && echo true || echo false)
  > SH
  $ cairn run -q
  $ which() { cairn ls --csv --columns i "$@" | tail -n +2 | sort -n | tr '\n' ' '; echo; }

A param that is null has no value, whether the index answers or each run is asked, and whatever the order:

  $ which --where 'p IS NOT NULL'
  2 
  $ which --where 'NOT p IS NULL'
  2 
  $ which --where 'p IS NOT NULL AND m < 2'
  
  $ which --where 'p IS NOT NULL' --sort m
  2 
  $ which --where 'p IS NULL'
  1 3 4 5 6 
  $ which --where 'tags.t IS NOT NULL'
  2 
  $ cairn clean --where 'p IS NOT NULL' -n | cut -d: -f1 | head -1
  1 run goes

No run is lost in a pivot whose key has both zeros:

  $ cairn ls --group-by even --pivot z --agg m:mean,n --csv
  even,z=-0.0.mean,z=-0.0.n,z=0.0.mean,z=0.0.n
  false,5.0,1,2.0,2
  true,5.0,2,2.0,1
  $ which --where 'z = 0.0'
  1 2 3 4 5 6 

A name of a column stands once, and a text that is too long is refused where it stands:

  $ cairn ls --columns id,i,id
  cairn: error: the column 'id' stands twice
  [2]
  $ cairn ls --where "has('$(printf '%02000d' 1)')" 2>&1 | cut -c1-60
  cairn: error: a text of more than 1000 bytes
    has('00000000000000000000000000000000000000000000000000000
        ^
