/** The command line, run in this process; {@code contract} runs it as a process. */
@NullMarked
package org.backendcore.cli;

import org.jspecify.annotations.NullMarked;
