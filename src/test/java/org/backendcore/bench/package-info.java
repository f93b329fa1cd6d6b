/** {@code ./mvnw -Pbench verify}: measures, and writes docs/performance.md. */
package org.backendcore.bench;
