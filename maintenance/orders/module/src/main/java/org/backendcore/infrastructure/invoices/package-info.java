/** Where invoices are kept. */
@NullMarked
package org.backendcore.infrastructure.invoices;

import org.jspecify.annotations.NullMarked;
