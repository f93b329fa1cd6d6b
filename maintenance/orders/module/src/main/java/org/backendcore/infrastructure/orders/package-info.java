/** The store of the orders, the stock service, and the background tasks. */
@NullMarked
package org.backendcore.infrastructure.orders;

import org.jspecify.annotations.NullMarked;
