# Sourced by run: PostgreSQL and Redis for the tests that need them, and a browser. What is missing is installed where that is possible (root, apt-get);
# without it, it is said, and the tests that need it say that they are skipped. Tests over Redis start servers of their own, each file one.

server_pids=()
server_files=$(mktemp -d)
chmod 755 "$server_files"

# Words before PostgreSQL's programs: they refuse to run as root.
as_postgres=()
if [ "$(id -u)" -eq 0 ]; then as_postgres=(setpriv --reuid=postgres --regid=postgres --init-groups); fi
postgres_bin() { local newest; newest=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1); [ -x "$newest/initdb" ] && printf '%s' "$newest" || { command -v initdb >/dev/null && dirname "$(command -v initdb)"; }; }
free_port() { node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'; }

# Waits up to 20 s until a command succeeds.
until_ready() {
  local i
  for ((i = 0; i < 100; i++)); do "$@" >/dev/null 2>&1 && return 0; sleep 0.2; done
  return 1
}

install_servers() {
  local missing=()
  [ -n "$(postgres_bin)" ] || missing+=(postgresql)
  command -v redis-server >/dev/null || missing+=(redis-server)
  command -v chromium >/dev/null || missing+=(chromium)
  [ ${#missing[@]} -gt 0 ] || return 0
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then printf 'not installed, and cannot be here: %s\n' "${missing[*]}"; return; fi
  timeout 300 apt-get update -qq || printf 'apt-get update failed\n'
  for package in "${missing[@]}"; do
    DEBIAN_FRONTEND=noninteractive timeout 600 apt-get install -y -qq --no-install-recommends "$package" >/dev/null || printf 'could not be installed: %s\n' "$package"
  done
}

start_postgres() {
  local bin port data="$server_files/postgres"
  [ -z "${HAZCADE_TEST_POSTGRES:-}" ] || return 0
  bin=$(postgres_bin)
  [ -n "$bin" ] || { printf 'skipped: tests on PostgreSQL (not installed)\n'; return; }
  port=$(free_port)
  mkdir "$data"
  if [ "$(id -u)" -eq 0 ]; then chown postgres: "$data"; fi
  "${as_postgres[@]}" "$bin/initdb" -D "$data" -U hazcade -A trust -E UTF8 --locale=C.UTF-8 -N >/dev/null || { printf 'skipped: tests on PostgreSQL (initdb failed)\n'; return; }
  "${as_postgres[@]}" "$bin/postgres" -D "$data" -p "$port" -k "$data" -c listen_addresses=127.0.0.1 -c fsync=off >"$server_files/postgres.log" 2>&1 &
  server_pids+=($!)
  if until_ready "$bin/pg_isready" -h 127.0.0.1 -p "$port"; then export HAZCADE_TEST_POSTGRES="postgres://hazcade@127.0.0.1:$port/postgres"; else printf 'PostgreSQL did not start:\n'; tail -5 "$server_files/postgres.log"; fi
}

stop_servers() {
  local pid
  for pid in "${server_pids[@]}"; do kill -INT "$pid" 2>/dev/null; done
  for pid in "${server_pids[@]}"; do wait "$pid" 2>/dev/null; done
  rm -rf "$server_files"
}
