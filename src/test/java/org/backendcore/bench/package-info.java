/** {@code ./mvnw -Pbench verify}: measures, and writes docs/performance.md. */
@NullMarked
package org.backendcore.bench;

import org.jspecify.annotations.NullMarked;
