# Read by mvnw: deletes the class files whose source is gone. Maven knows only those that it compiled itself; what a dev loop or an IDE
# made from a source that was deleted afterwards would stay, and get into the WAR. And migrations, settings groups and a persistence unit
# that are gone: Maven never deletes a resource.
(
    cd "$scriptDir"
    [ -d target/classes ] || exit 0
    find target/classes -type f \( -path 'target/classes/db/*.sql' -o -path 'target/classes/META-INF/persistence.xml' \
        -o -path 'target/classes/META-INF/services/org.backendcore.*' \) | while IFS= read -r file; do
        [ ! -f "src/main/resources/${file#target/classes/}" ] || continue
        rm -f "$file"
        printf 'mvnw: deleted %s, which has no source\n' "$file" >&2
    done
    stale=$(find target/classes -name '*.class' | while IFS= read -r file; do
        name=${file#target/classes/}
        name=${name%.class}
        # Of a nested class, that of the outermost one.
        name=${name%%\$*}
        [ ! -f "src/main/java/$name.java" ] || continue
        # One that the build generates, or the second class of a file.
        [ -z "$(find target/generated-sources -path "*/$name.java" 2>/dev/null)" ] || continue
        grep -qsE "(class|interface|enum|record) ${name##*/}([^[:alnum:]_]|\$)" "src/main/java/${name%/*}"/*.java || printf '%s\n' "$file"
    done)
    [ -n "$stale" ] || exit 0
    printf '%s\n' "$stale" | while IFS= read -r file; do rm -f "$file"; done
    # So that all is compiled again: a source may have more than one class.
    rm -rf target/maven-status/maven-compiler-plugin/compile
    printf 'mvnw: deleted class files without a source, and compiles all again:\n%s\n' "$stale" >&2
)
