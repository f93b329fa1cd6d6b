package org.backendcore.launcher;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import org.backendcore.infrastructure.process.LauncherProtocol;
import org.backendcore.launcher.development.DevelopmentServer;
import org.jspecify.annotations.Nullable;

/**
 * Payara Micro from the folder that {@code --outputlauncher} creates, on this process's class path. Its own launcher,
 * {@code RootDirLauncher}, does the same, but keeps the deployed applications, and accepts no folder for an instance.
 * Its classes are used by reflection: they are compiled for Java 21, and the code here for 17.
 *
 * @param runtime Payara's {@code PayaraMicroRuntime}
 */
record ExplodedPayaraMicro(Object runtime) implements DevelopmentServer {
    private static final String RUNTIME = "fish.payara.micro.PayaraMicroRuntime";

    /** Does the same as {@code RootDirLauncher}; returns when the server is up. */
    static ExplodedPayaraMicro create(Path server, List<String> arguments) throws Exception {
        System.setProperty(
                "fish.payara.micro.BootJar",
                server.resolve("launch-micro.jar").toUri().toString());
        System.setProperty("fish.payara.micro.UnpackDir", server.toString());
        String[] words = arguments.toArray(String[]::new);
        Object boot = call("fish.payara.micro.impl.PayaraMicroImpl", "create", null, String[].class, words);
        return new ExplodedPayaraMicro(call("fish.payara.micro.boot.PayaraMicroBoot", "getRuntime", boot));
    }

    @Override
    public boolean hasDeployed(String application) throws Exception {
        return applications().contains(application);
    }

    boolean hasDeployedNothing() throws Exception {
        return applications().isEmpty();
    }

    @Override
    public void deploy(Path application) throws Exception {
        call(RUNTIME, "deploy", runtime, File.class, application.toFile());
    }

    @Override
    public void undeploy(String application) throws Exception {
        call(RUNTIME, "undeploy", runtime, String.class, application);
    }

    @Override
    public void serve(boolean serving) {
        LauncherProtocol.serve(serving);
    }

    private Collection<?> applications() throws Exception {
        return (Collection<?>) call(RUNTIME, "getDeployedApplicationNames", runtime);
    }

    private static Object call(String type, String method, Object target) throws Exception {
        return unwrapped(() -> Class.forName(type).getMethod(method).invoke(target));
    }

    private static <T> Object call(String type, String method, @Nullable Object target, Class<T> parameter, T argument)
            throws Exception {
        return unwrapped(() -> Class.forName(type).getMethod(method, parameter).invoke(target, (Object) argument));
    }

    /** Rethrows the exception of the called method itself. */
    private static Object unwrapped(Callable<Object> call) throws Exception {
        try {
            return call.call();
        } catch (InvocationTargetException exception) {
            if (exception.getCause() instanceof Error error) {
                throw error;
            }
            throw exception.getCause() instanceof Exception cause ? cause : exception;
        }
    }
}
