package org.backendcore.contract;

import java.util.Map;
import org.backendcore.servers.Deployment;
import org.backendcore.servers.Installation;
import org.backendcore.servers.RunningServer;
import org.backendcore.servers.ServerKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A server with what an operator gives to its JVM; what keeps a JVM from starting: JavaContractIT. */
@Execution(ExecutionMode.CONCURRENT)
final class OperatorsJvmContractIT {

    /** The one of jvm.options beside it would end the JVM. */
    @Test
    void startsWithTheCollectorOfTheOperator() {
        ServerKind.onBothAtOnce(kind -> {
            try (Installation installation = kind.install(Deployment.WAR);
                    RunningServer server = RunningServer.start(
                            installation,
                            Map.of("MP_CONFIG_PROFILE", "dev", "JAVA_TOOL_OPTIONS", "-XX:+UseParallelGC -Xlog:gc"))) {
                server.awaitReady().awaitLog("Using Parallel");
            }
        });
    }
}
