/**
 * What a request is before anybody answers it: its id, its client, and whether it may come further. {@link Gate} makes the 400, 413 and 501.
 */
@NullMarked
package org.backendcore.interfaces.http.request;

import org.jspecify.annotations.NullMarked;
