/**
 * The test kit: real servers as processes, a real PostgreSQL, and realistic clients. It depends only on the
 * application's settings, its probes and its command line. A contract test begins with
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
 *   <caption>Which class for which purpose</caption>
 *   <tr><td>a server, installed as by an operator</td><td>{@link ServerKind}, {@link Installation}</td></tr>
 *   <tr><td>its process, responses and log</td><td>{@link RunningServer}, {@link PrintedLog}</td></tr>
 *   <tr><td>a ready server, for tests that share it</td><td>{@link Deployment}</td></tr>
 *   <tr><td>a WAR with additional classes and files, or a later release</td><td>{@link Release}</td></tr>
 *   <tr><td>a database, or a separate PostgreSQL</td><td>{@link Postgres}, {@link PostgresDatabase}</td></tr>
 *   <tr><td>a network that loses all data</td><td>{@link Wire}</td></tr>
 *   <tr><td>a request, byte by byte</td><td>{@link RawHttp}</td></tr>
 *   <tr><td>load, at a steady rate, or from clients that wait for their answers</td><td>{@link SteadyLoad}, {@link Crowd}</td></tr>
 *   <tr><td>clients that disconnect, and a proxy that polls readiness</td><td>{@link LostClients}, {@link ReadinessProxy}</td></tr>
 *   <tr><td>{@code bin/backend-core}, another program, or one that may be absent</td><td>{@link CommandLine}, {@link Command}, {@link Programs}</td></tr>
 *   <tr><td>a secret, which no file may contain</td><td>{@link Canary}</td></tr>
 *   <tr><td>waiting for a condition, or doing the same on several servers at once</td><td>{@link Await}, {@link SideBySide}</td></tr>
 * </table>
 *
 * <p>A request other than a plain {@code get} begins with {@link RunningServer#request}, which returns the JDK's builder:
 *
 * <pre>{@code
 * server.sendJson("POST", "/api/orders", "{\"item\":\"tea\"}");
 * server.send(server.request("/api/orders/1").header("If-Match", "\"7\"").DELETE());
 * }</pre>
 *
 * <p>The message of a failed test names the servers that it used, with the last problem that each of them logged, and
 * the location of its whole log, below {@code target/server-logs} ({@link FailureReport}).
 *
 * <p>When a server ends, its log and its folder are searched for the secrets that it received ({@link SecretSearch}).
 */
@NullMarked
package org.backendcore.testkit;

import org.jspecify.annotations.NullMarked;
