/** Black-box tests of orders and invoices, on both servers and both databases. */
@NullMarked
package org.backendcore.contract.orders;

import org.jspecify.annotations.NullMarked;
