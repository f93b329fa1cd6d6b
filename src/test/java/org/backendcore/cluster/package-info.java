/**
 * Beyond one machine: what Kubernetes is told, against its own schemas and against what the WAR promises; the container image, built and
 * run; several servers on one database. {@code ./mvnw verify -Dsuite=slow} runs the latter two.
 */
@NullMarked
package org.backendcore.cluster;

import org.jspecify.annotations.NullMarked;
