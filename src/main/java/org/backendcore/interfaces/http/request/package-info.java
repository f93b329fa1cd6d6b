/**
 * A request before it is handled: its id, its client, and whether it may go further. {@link Gate} produces the 400, 413
 * and 501.
 */
@NullMarked
package org.backendcore.interfaces.http.request;

import org.jspecify.annotations.NullMarked;
