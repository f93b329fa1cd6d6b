/** {@code -Dsuite=bench}: measures, and writes maintenance/performance.md. */
@NullMarked
package org.backendcore.bench;

import org.jspecify.annotations.NullMarked;
