/** Where orders are kept, the service that knows the stock, and what happens in the background. */
@NullMarked
package org.backendcore.infrastructure.orders;

import org.jspecify.annotations.NullMarked;
