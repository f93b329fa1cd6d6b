# Read by mvnw: in the dev loops Maven and its plugins only warn, so that the server and the application can be read. What compiles
# says so, because it takes its time; AntTaskFactory has the lines of Open Liberty itself. MAVEN_OPTS has the last word.
case " $* " in
*" liberty:dev "* | *" -Ppayara-dev "*)
    level=-Dorg.slf4j.simpleLogger
    MAVEN_OPTS="$level.defaultLogLevel=warn $level.log.org.codehaus.plexus.compiler=info $level.log.com.networknt=error $level.log.io.openliberty.tools.maven.utils.AntTaskFactory=info ${MAVEN_OPTS-}"
    export MAVEN_OPTS
    ;;
esac
