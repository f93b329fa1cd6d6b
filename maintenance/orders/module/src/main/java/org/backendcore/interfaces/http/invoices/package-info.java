/** Invoices by HTTP, below {@code /api/invoices}. */
@NullMarked
package org.backendcore.interfaces.http.invoices;

import org.jspecify.annotations.NullMarked;
