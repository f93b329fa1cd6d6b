/**
 * The settings. The {@link org.backendcore.infrastructure.settings.Catalogue} declares each of them once; {@link
 * org.backendcore.infrastructure.settings.CheckedSettings} checks what the sources of MicroProfile Config have, all at once;
 * the rest of the code receives the immutable {@link org.backendcore.infrastructure.settings.Settings}. No other package reads
 * {@code Config}.
 *
 * <p>A new setting is a constant in the catalogue and a component of {@code Settings}; {@code ./mvnw test
 * -Dtest=GeneratedFilesTest -Dgenerate} then writes its default and its documents.
 */
@NullMarked
package org.backendcore.infrastructure.settings;

import org.jspecify.annotations.NullMarked;
