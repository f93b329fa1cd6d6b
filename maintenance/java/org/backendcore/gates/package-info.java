/**
 * Tests of the build itself: its gates, its products, and the documents whose commands it is called by. {@code -Dsuite=gates} and
 * {@code -Dsuite=commands}.
 */
@NullMarked
package org.backendcore.gates;

import org.jspecify.annotations.NullMarked;
