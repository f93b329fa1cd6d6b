# Sourced by mvnw: in the dev loops, Maven and its plugins log only warnings, so that the lines of the server and the application can be
# read. The compiler also logs that it runs, because it takes a while; AntTaskFactory logs the lines of Open Liberty itself. MAVEN_OPTS
# overrides these levels.
case " $* " in
*" liberty:dev "* | *" -Ppayara-dev "*)
    level=-Dorg.slf4j.simpleLogger
    MAVEN_OPTS="$level.defaultLogLevel=warn $level.log.org.codehaus.plexus.compiler=info $level.log.com.networknt=error $level.log.io.openliberty.tools.maven.utils.AntTaskFactory=info ${MAVEN_OPTS-}"
    export MAVEN_OPTS
    ;;
esac
