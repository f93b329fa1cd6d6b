/**
 * Beyond one machine: the Kubernetes manifests, checked against its own schemas and against the WAR's promises; the
 * container image, built and run; several servers on one database. {@code ./mvnw verify -Dsuite=slow} runs the latter
 * two.
 */
@NullMarked
package org.backendcore.cluster;

import org.jspecify.annotations.NullMarked;
