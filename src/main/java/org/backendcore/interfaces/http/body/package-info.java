/**
 * The bodies of requests and responses: bodies that are too long, malformed or cut off, and clients that have gone.
 */
@NullMarked
package org.backendcore.interfaces.http.body;

import org.jspecify.annotations.NullMarked;
