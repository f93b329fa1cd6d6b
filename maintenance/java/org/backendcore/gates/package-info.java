/**
 * Tests of the build itself: its gates, its products, and the commands of the documents. {@code -Dsuite=gates} and
 * {@code -Dsuite=commands}.
 */
@NullMarked
package org.backendcore.gates;

import org.jspecify.annotations.NullMarked;
