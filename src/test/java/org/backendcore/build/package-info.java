/**
 * Tests of the build itself: its gates, its products, and the documents whose commands it is called by. {@code ./mvnw -Pgates
 * verify} runs those that call Maven once more.
 */
@NullMarked
package org.backendcore.build;

import org.jspecify.annotations.NullMarked;
