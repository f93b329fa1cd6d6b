/** What every request and response has in common. REST resources will live under {@code /api}. */
@NullMarked
package org.backendcore.interfaces.http;

import org.jspecify.annotations.NullMarked;
