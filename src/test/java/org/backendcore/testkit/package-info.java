/**
 * The test kit: real servers as processes, a real PostgreSQL, and clients that do what clients do. Nothing here knows more of the
 * application than its settings, its probes and its command line; a contract test begins with
 *
 * <pre>{@code
 * ServerKind.onBothAtOnce(kind -> {
 *     Map<String, String> environment = Deployment.production(Postgres.shared().createDatabase());
 *     RunningServer server = RunningServer.start(kind.install(Deployment.WAR), environment);
 *     try {
 *         server.awaitReady();
 *         assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
 *     } finally {
 *         server.discard();
 *     }
 * });
 * }</pre>
 *
 * <table>
 *   <caption>What to take for what</caption>
 *   <tr><td>a server, installed as operators do it</td><td>{@link ServerKind}, {@link Installation}</td></tr>
 *   <tr><td>its process, answers and log</td><td>{@link RunningServer}, {@link PrintedLog}</td></tr>
 *   <tr><td>one that is ready, for tests that share it</td><td>{@link Deployment}</td></tr>
 *   <tr><td>a WAR with more classes and files in it, or a later release</td><td>{@link Release}</td></tr>
 *   <tr><td>a database, a PostgreSQL of one's own</td><td>{@link Postgres}, {@link PostgresDatabase}</td></tr>
 *   <tr><td>a network that loses everything</td><td>{@link Wire}</td></tr>
 *   <tr><td>a request, byte by byte</td><td>{@link RawHttp}</td></tr>
 *   <tr><td>load, in a rhythm, or of clients that wait for their answers</td><td>{@link SteadyLoad}, {@link Crowd}</td></tr>
 *   <tr><td>clients that go away, and a proxy that asks for readiness</td><td>{@link LostClients}, {@link ReadinessProxy}</td></tr>
 *   <tr><td>{@code bin/backend-core}, another program, or one that may be missing</td><td>{@link CommandLine}, {@link Command}, {@link Programs}</td></tr>
 *   <tr><td>a secret, which no file may hold</td><td>{@link Canary}</td></tr>
 *   <tr><td>to wait for something, or to do the same on several at once</td><td>{@link Await}, {@link SideBySide}</td></tr>
 * </table>
 *
 * A request that is more than a {@code get} begins with {@link RunningServer#request}, which gives the JDK's builder:
 *
 * <pre>{@code
 * server.sendJson("POST", "/api/orders", "{\"item\":\"tea\"}");
 * server.send(server.request("/api/orders/1").header("If-Match", "\"7\"").DELETE());
 * }</pre>
 *
 * The message of a test that fails names the servers that it had, with the last problem that each of them logged, and where its
 * whole log is, below {@code target/server-logs} ({@link FailureReport}).
 *
 * A server that ends is searched for the secrets that it was given, in its log and in its folder ({@link SecretSearch}).
 */
@NullMarked
package org.backendcore.testkit;

import org.jspecify.annotations.NullMarked;
