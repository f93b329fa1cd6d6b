/** Starting, and refusing to: the settings, the command line, the JVM, the distribution. */
@NullMarked
package org.backendcore.contract.start;

import org.jspecify.annotations.NullMarked;
