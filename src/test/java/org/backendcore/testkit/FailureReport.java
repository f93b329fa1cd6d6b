package org.backendcore.testkit;

import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * Adds to the message of a failed test which servers it used, the last problem that each of them logged, and where its
 * log is. It applies to every test ({@code junit-platform.properties}): those that share a {@link Deployment}, and
 * those that start their own servers.
 */
public final class FailureReport
        implements BeforeAllCallback,
                BeforeEachCallback,
                AfterAllCallback,
                InvocationInterceptor,
                TestExecutionExceptionHandler,
                LifecycleMethodExecutionExceptionHandler {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(FailureReport.class);

    /** The servers of the test that this thread runs, or that has started this thread. */
    private static final InheritableThreadLocal<Servers> CURRENT = new InheritableThreadLocal<>();

    /** The servers that a test or a test class has started, and those that it has been given. */
    private record Servers(List<Seen> started, List<Seen> given) {
        Servers() {
            this(new CopyOnWriteArrayList<>(), new CopyOnWriteArrayList<>());
        }
    }

    /** @param earlier the number of lines in its log from earlier tests */
    private record Seen(String name, RunningServer server, int earlier) {
        String report() {
            ServerLogs.report(server.keptLog());
            PrintedLog log;
            try {
                log = server.printed().after(earlier);
            } catch (UncheckedIOException gone) {
                return "%n--- %s: its log is gone".formatted(name);
            }
            return "%n--- %s: %s%n--- its log: %s%s"
                    .formatted(
                            name,
                            log.lastProblem()
                                    .map(problem -> "its last problem:\n" + problem)
                                    .orElse("it logged no problem"),
                            server.keptLog(),
                            server.hasEnded() ? "" : ", when it has ended");
        }
    }

    /** Called by each server that starts. */
    static void started(RunningServer server) {
        Servers servers = CURRENT.get();
        if (servers != null) {
            servers.started().add(new Seen(server.installation().kind().key(), server, 0));
        }
    }

    /** The failure with the name of a server before its message. */
    static Error on(String server, Throwable failure) {
        return amended(failure, server + ": ", "");
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        CURRENT.set(servers(context));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        CURRENT.set(servers(context));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        CURRENT.remove();
    }

    /** Servers created with a test's own instance belong to that test. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public <T> T interceptTestClassConstructor(
            Invocation<T> invocation, ReflectiveInvocationContext<Constructor<T>> constructor, ExtensionContext context)
            throws Throwable {
        Servers servers = servers(context);
        CURRENT.set(servers);
        for (Object argument : constructor.getArguments()) {
            if (argument instanceof Deployment deployment) {
                RunningServer server = deployment.server();
                servers.given()
                        .add(new Seen(
                                deployment.toString(),
                                server,
                                server.printed().lines().size()));
            }
        }
        try {
            return invocation.proceed();
        } catch (Throwable failure) {
            throw reported(context, failure);
        }
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw reported(context, failure);
    }

    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw reported(context, failure);
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw reported(context, failure);
    }

    @Override
    public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw reported(context, failure);
    }

    @Override
    public void handleAfterAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw reported(context, failure);
    }

    private static Throwable reported(ExtensionContext context, Throwable failure) {
        List<Servers> all = Stream.iterate(
                        context,
                        each -> each.getParent().isPresent(),
                        each -> each.getParent().orElseThrow())
                .map(FailureReport::servers)
                .toList();
        List<Seen> given =
                all.stream().flatMap(servers -> servers.given().stream()).toList();
        // The given servers were started for the first class that shares them.
        List<Seen> reported = given.isEmpty()
                ? all.stream().flatMap(servers -> servers.started().stream()).toList()
                : given;
        return reported.isEmpty() || failure instanceof TestAbortedException
                ? failure
                : amended(
                        failure,
                        given.stream().map(seen -> seen.name() + ": ").collect(Collectors.joining()),
                        reported.stream().map(Seen::report).collect(Collectors.joining()));
    }

    /** Keeps the stack trace, and the expected and actual values. */
    private static Error amended(Throwable failure, String before, String after) {
        boolean assertion = failure instanceof AssertionError;
        String message = before + (assertion ? failure.getMessage() : failure.toString()) + after;
        Throwable cause = assertion ? failure.getCause() : failure;
        Error amended = failure instanceof AssertionFailedError comparison && comparison.isExpectedDefined()
                ? new AssertionFailedError(message, comparison.getExpected(), comparison.getActual(), cause)
                : new AssertionError(message, cause);
        amended.setStackTrace(failure.getStackTrace());
        Stream.of(failure.getSuppressed()).forEach(amended::addSuppressed);
        return amended;
    }

    private static Servers servers(ExtensionContext context) {
        // A store also returns the entries of its parents.
        return context.getStore(NAMESPACE)
                .computeIfAbsent(context.getUniqueId(), unused -> new Servers(), Servers.class);
    }
}
