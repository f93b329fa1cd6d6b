# Sourced by mvnw: the JDK of the build is that of JAVA_HOME, or else the newest on this machine that src/build/pom.xml accepts.

# Prints where JDKs may be: in PATH, in the variables of CI machines, and in the usual folders of systems, version managers and IDEs.
jdk_homes() {
    set -f
    IFS=:
    for folder in ${PATH-}; do
        compiler=$(readlink -f -- "$folder/javac" 2>/dev/null) && printf '%s\n' "${compiler%/bin/javac}"
    done
    set +f
    IFS=
    env | sed -n 's/^JAVA_HOME_[0-9][0-9]*_[A-Za-z0-9_]*=//p'
    printf '%s\n' /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /opt/java/* /opt/jdk* /opt/hostedtoolcache/*/*/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
        /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        "${SDKMAN_DIR:-${HOME-}/.sdkman}"/candidates/java/* "${HOME-}"/.jdks/* "${HOME-}"/.gradle/jdks/* \
        "${HOME-}"/.asdf/installs/java/* "${HOME-}"/.local/share/mise/installs/java/*
}

# Prints the version of the JDK in $1 as one number: 25000002 for 25.0.2. Fails for a JRE, which has no compiler, and for a broken JDK,
# which lacks one of the files.
jdk_version() (
    for file in bin/java bin/javac release; do
        [ -f "$1/$file" ] || exit 1
    done
    [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || exit 1
    version=$(sed -n 's/^JAVA_VERSION="\([1-9][0-9]*\(\.[0-9]\{1,3\}\)*\).*/\1/p' "$1/release" 2>/dev/null)
    [ -n "$version" ] || exit 1
    IFS=.
    set -f -- $version
    printf '%d%03d%03d\n' "$1" "${2:-0}" "${3:-0}"
)

# Succeeds if the JDK in $1 starts within 10 s. JVM options from the environment are left out: Maven reports the invalid ones.
jdk_starts() (
    set +e
    JAVA_TOOL_OPTIONS='' JDK_JAVA_OPTIONS='' _JAVA_OPTIONS='' "$1/bin/java" -version >/dev/null 2>&1 </dev/null &
    java=$!
    (
        sleep 10 &
        nap=$!
        trap 'kill "$nap"' TERM
        wait "$nap" && kill -KILL "$java"
    ) >/dev/null 2>&1 &
    watch=$!
    wait "$java"
    status=$?
    kill "$watch" 2>/dev/null
    wait "$watch"
    exit "$status"
) 2>/dev/null

# Prints the home of the newest JDK that starts, from version $1 to version $2; among equal versions, the first.
newest_jdk() (
    jdk_homes | while IFS= read -r home; do
        version=$(jdk_version "$home") || continue
        [ "$version" -lt "$1"000000 ] || [ "$version" -gt "$2"999999 ] || printf '%s %s\n' "$version" "$home"
    done | awk '{ print $1, NR, $0 }' | sort -k1,1nr -k2,2n | cut -d ' ' -f 4- | while IFS= read -r home; do
        if jdk_starts "$home"; then
            printf '%s\n' "$home"
            break
        fi
    done
)

if [ -z "${JAVA_HOME-}" ]; then
    # The range of the enforcer in src/build/pom.xml: what compiles here, the linter above all, does not support newer versions.
    JAVA_HOME=$(newest_jdk 17 25)
    if [ -z "$JAVA_HOME" ]; then
        echo "mvnw: no JDK from 17 to 25 was found in PATH or the usual directories (.mvn/jdk.sh lists them). Install one, or set JAVA_HOME." >&2
        exit 1
    fi
    export JAVA_HOME
elif [ ! -x "$JAVA_HOME/bin/java" ] || [ ! -x "$JAVA_HOME/bin/javac" ]; then
    echo "mvnw: JAVA_HOME is '$JAVA_HOME', but that is not a JDK: it lacks an executable bin/java or bin/javac. Set it to a JDK from 17 to 25, or unset it to use the newest one that is found." >&2
    exit 1
fi
