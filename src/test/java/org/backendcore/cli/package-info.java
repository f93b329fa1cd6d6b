/** The command line, in this process; {@code contract} has it as a process. */
@NullMarked
package org.backendcore.cli;

import org.jspecify.annotations.NullMarked;
