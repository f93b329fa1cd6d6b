/** The commands for working on the project, tested on a copy of it: {@code ./mvnw -Pdev-loop verify}. */
@NullMarked
package org.backendcore.dev;

import org.jspecify.annotations.NullMarked;
