#!/bin/sh
# Writes generated secrets for docker-compose.yml into the given file (.env by default), once and readable by you alone.
set -eu
file=${1:-.env}
if [ -e "$file" ]; then
  echo "$file exists; it was left as it is." >&2
  exit 1
fi
random() { head -c 32 /dev/urandom | base64 | tr -d '/+=\n' | cut -c1-40; }
umask 077
cat >"$file" <<END
POSTGRES_PASSWORD=$(random)
REDIS_PASSWORD=$(random)
SAFENEST_SECRET=$(random)
END
echo "Wrote $file."
