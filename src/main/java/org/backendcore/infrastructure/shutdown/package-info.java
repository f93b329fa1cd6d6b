/** The shutdown on SIGTERM: {@link org.backendcore.infrastructure.shutdown.Drain} is all of it. */
@NullMarked
package org.backendcore.infrastructure.shutdown;

import org.jspecify.annotations.NullMarked;
