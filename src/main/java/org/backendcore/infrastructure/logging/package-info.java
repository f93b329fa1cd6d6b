/** The fields of every log record of a request, and how they reach the server's log. */
@NullMarked
package org.backendcore.infrastructure.logging;

import org.jspecify.annotations.NullMarked;
