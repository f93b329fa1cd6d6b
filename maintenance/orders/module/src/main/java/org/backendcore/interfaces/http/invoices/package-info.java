/** The HTTP interface of invoices, below {@code /api/invoices}. */
@NullMarked
package org.backendcore.interfaces.http.invoices;

import org.jspecify.annotations.NullMarked;
