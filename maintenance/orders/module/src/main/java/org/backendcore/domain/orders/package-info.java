/** What an order is, and the interfaces of what keeps orders and knows the stock. */
@NullMarked
package org.backendcore.domain.orders;

import org.jspecify.annotations.NullMarked;
