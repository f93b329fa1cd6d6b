# Sourced by mvnw: deletes the class files whose source is gone. Maven tracks only those that it compiled itself: a class that a dev loop
# or an IDE compiled from a source that was deleted afterwards would stay, and get into the WAR. Also deletes migrations, settings groups
# and a persistence unit whose source is gone, because Maven never deletes a resource.
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
        # A nested class is in the source of its outermost class.
        name=${name%%\$*}
        [ ! -f "src/main/java/$name.java" ] || continue
        # A class that the build generates, or the second class of a file.
        [ -z "$(find target/generated-sources -path "*/$name.java" 2>/dev/null)" ] || continue
        grep -qsE "(class|interface|enum|record) ${name##*/}([^[:alnum:]_]|\$)" "src/main/java/${name%/*}"/*.java || printf '%s\n' "$file"
    done)
    [ -n "$stale" ] || exit 0
    printf '%s\n' "$stale" | while IFS= read -r file; do rm -f "$file"; done
    # Makes Maven compile everything again: a source may have more than one class.
    rm -rf target/maven-status/maven-compiler-plugin/compile
    printf 'mvnw: deleted class files without a source; everything is compiled again:\n%s\n' "$stale" >&2
)
