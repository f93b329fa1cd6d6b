/**
 * Jakarta Persistence, for applications that use it: their {@code META-INF/persistence.xml} names
 * {@link LazyPersistenceProvider}.
 */
@NullMarked
package org.backendcore.infrastructure.persistence;

import org.jspecify.annotations.NullMarked;
