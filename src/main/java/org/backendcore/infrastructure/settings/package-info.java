/**
 * The settings. {@link org.backendcore.infrastructure.settings.Catalogue} declares each of them once.
 * {@code SettingsCheck} checks all of them in one loop against the sources of MicroProfile Config,
 * {@code SettingsReader} creates the typed settings, and
 * {@link org.backendcore.infrastructure.settings.CheckedSettings} is the result. The rest of the code receives the
 * immutable {@link org.backendcore.infrastructure.settings.Settings}. No other package reads {@code Config}.
 *
 * <p>A new setting is a constant in the catalogue and a component of {@code Settings};
 * {@code ./mvnw test -Dtest=GeneratedFilesTest -Dgenerate} then writes its default and its documents.
 */
@NullMarked
package org.backendcore.infrastructure.settings;

import org.jspecify.annotations.NullMarked;
