/** The commands for working on the project, tested on a copy of it: {@code -Dsuite=dev}. */
@NullMarked
package org.backendcore.dev;

import org.jspecify.annotations.NullMarked;
