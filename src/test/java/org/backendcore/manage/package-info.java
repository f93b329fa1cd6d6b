/** The command line, in this process; {@code contract} has it as a process. */
@NullMarked
package org.backendcore.manage;

import org.jspecify.annotations.NullMarked;
