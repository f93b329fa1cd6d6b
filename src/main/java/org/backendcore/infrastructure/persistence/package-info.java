/** Jakarta Persistence, where an application uses it: its {@code META-INF/persistence.xml} names {@link LazyPersistenceProvider}. */
@NullMarked
package org.backendcore.infrastructure.persistence;

import org.jspecify.annotations.NullMarked;
