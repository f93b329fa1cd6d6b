/** The HTTP interface of orders, below {@code /api/orders}. */
@NullMarked
package org.backendcore.interfaces.http.orders;

import org.jspecify.annotations.NullMarked;
