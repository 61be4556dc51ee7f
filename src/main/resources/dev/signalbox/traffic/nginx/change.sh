# Replaces nginx's include and makes nginx run it, or leaves everything as it was.
#
#   sh -c <this> signalbox INCLUDE SHA256 PIDFILE SECONDS NGINX...   < new content
#
# Under a lock, so that of two changes made at once one meets the other's content. The file is put
# there by a rename; a test or a reload that fails puts the old one back. Ends with
#   0  the workers that were there take no new connection any more
#   10 the include is not what the caller has read
#   11 somebody else has held the lock for too long
#   12 the new content could not be written; nothing was changed
#   13 nginx's test failed; the old include is there again
#   14 nginx did not take the new configuration; the old include is there again
#   15 nginx's master process does not run; nothing was changed
set -u
include=$1 expected=$2 pidfile=$3 limit=$4
shift 4
new=$include.new old=$include.old

workers() { # the workers that take new connections
  ps -o pid=,args= --ppid "$master" | while read -r pid title; do
    case $title in
    *"worker process is shutting down"*) ;;
    *"nginx: worker process"*) printf '%s ' "$pid" ;;
    esac
  done
}

taken() { # whether there are such workers, and none of those that were there
  now=$(workers)
  [ -n "$now" ] || return 1
  for pid in $now; do
    case " $before" in *" $pid "*) return 1 ;; esac
  done
}

reload() {
  timeout "$limit" "$@" -s reload 9>&- || return 1
  for _ in $(seq $((limit * 20))); do
    taken && return 0
    sleep 0.05
  done
  return 1
}

exec 9>>"$include.lock" || exit 12
flock -w "$limit" 9 || exit 11
master=$(cat "$pidfile") || exit 15
ps -o args= -p "$master" | grep -q '^nginx: master' || exit 15
[ "$(sha256sum <"$include")" = "$expected  -" ] || exit 10

if ! { cp -p "$include" "$new" && cat >"$new" && sync "$new" && ln -f "$include" "$old"; }; then
  rm -f "$new"
  exit 12
fi
before=$(workers)
mv -f "$new" "$include"
if ! timeout "$limit" "$@" -t -q 9>&-; then
  mv -f "$old" "$include"
  exit 13
fi
if ! reload "$@"; then
  mv -f "$old" "$include"
  timeout "$limit" "$@" -s reload 9>&-
  exit 14
fi
rm -f "$old"
