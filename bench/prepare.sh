# Sourced by the programs of this folder, in the project's folder: a JDK ($jdk), the jar, and enough open files.

fail() {
  echo "$0: $*" >&2
  exit 1
}

# Prints the feature release of the JDK in a folder, or 0 when none with a compiler is there.
release() {
  if [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ]; then
    sed -n 's/^JAVA_VERSION="\(1\.\)\{0,1\}\([0-9]*\).*/\2/p' "$1/release"
  else
    echo 0
  fi
}

pick_jdk() {
  local best="" best_release=20 folder found
  if [ -n "${JAVA_HOME:-}" ] && [ "$(release "$JAVA_HOME")" -ge 21 ]; then
    echo "$JAVA_HOME"
    return
  fi
  for folder in /usr/lib/jvm/* /opt/*jdk* /opt/java/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    "$(dirname "$(dirname "$(readlink -f "$(command -v javac || echo /nowhere/bin/javac)")")")"; do
    found=$(release "$folder")
    if [ "${found:-0}" -gt "$best_release" ]; then
      best=$folder
      best_release=$found
    fi
  done
  echo "$best"
}

build_jar() {
  if [ ! -f target/fareway.jar ]; then
    command -v mvn >/dev/null || fail "target/fareway.jar is missing and so is Maven to build it: apt-get install maven"
    echo "building target/fareway.jar"
    mvn -q -B -ntp package -DskipTests
  fi
}

# Thousands of open connections need as many files; raises the soft limit as far as we may.
allow_open_files() {
  ulimit -n "$(ulimit -Hn)" 2>/dev/null || true
  local files
  files=$(ulimit -n)
  [ "$files" = unlimited ] || [ "$files" -ge 8192 ] ||
    fail "only $files open files are allowed; raise it to 8192: ulimit -n 8192"
}

[ -r /proc/self/stat ] || fail "needs Linux: CPU time and memory are read from /proc"
jdk=$(pick_jdk)
[ -n "$jdk" ] || fail "needs a JDK 21 or newer: apt-get install openjdk-21-jdk-headless (or Temurin), or set JAVA_HOME"
