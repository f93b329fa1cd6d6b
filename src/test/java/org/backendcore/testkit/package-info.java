/**
 * Real servers and a real PostgreSQL for the tests. A {@link org.backendcore.testkit.ServerKind} installs a WAR in a folder
 * of its own under {@code target}, a {@link org.backendcore.testkit.RunningServer} is the process:
 *
 * <pre>{@code
 * try (Installation installation = ServerKind.OPEN_LIBERTY.install(war);
 *         RunningServer server = RunningServer.start(installation, environment)) {
 *     server.awaitReady();
 *     server.get("/health/live");
 * }
 * }</pre>
 */
@NullMarked
package org.backendcore.testkit;

import org.jspecify.annotations.NullMarked;
