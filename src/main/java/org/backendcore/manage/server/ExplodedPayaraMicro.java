package org.backendcore.manage.server;

import fish.payara.micro.boot.PayaraMicroBoot;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.List;

/**
 * Payara Micro from the folder that {@code --outputlauncher} made, on this process's class path: its own launcher, {@code
 * RootDirLauncher}, does the same, but keeps what it deploys, and takes no folder of an instance.
 */
final class ExplodedPayaraMicro {
    private ExplodedPayaraMicro() {}

    /** What {@code RootDirLauncher} does; the class is in the server's jars, which exist only when they are exploded. */
    static PayaraMicroBoot create(Path server, List<String> arguments) throws Exception {
        System.setProperty(
                "fish.payara.micro.BootJar",
                server.resolve("launch-micro.jar").toUri().toString());
        System.setProperty("fish.payara.micro.UnpackDir", server.toString());
        try {
            return (PayaraMicroBoot) Class.forName("fish.payara.micro.impl.PayaraMicroImpl")
                    .getMethod("create", String[].class)
                    .invoke(null, (Object) arguments.toArray(String[]::new));
        } catch (InvocationTargetException exception) {
            throw exception.getCause() instanceof Exception cause ? cause : exception;
        }
    }
}
