/** What belongs to every log record of a request, and how the server's log gets it. */
@NullMarked
package org.backendcore.infrastructure.logging;

import org.jspecify.annotations.NullMarked;
