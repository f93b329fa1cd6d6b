/** The order, and the interfaces of its store and of the stock service. */
@NullMarked
package org.backendcore.domain.orders;

import org.jspecify.annotations.NullMarked;
