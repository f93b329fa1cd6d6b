/**
 * The settings. The {@link org.backendcore.infrastructure.settings.Catalogue} declares each of them once; {@code
 * SettingsCheck} checks all of them in one loop, against what the sources of MicroProfile Config have; {@code SettingsReader} makes the typed
 * settings, and {@link org.backendcore.infrastructure.settings.CheckedSettings} is the result;
 * the rest of the code receives the immutable {@link org.backendcore.infrastructure.settings.Settings}. No other package reads
 * {@code Config}.
 *
 * <p>A new setting is a constant in the catalogue and a component of {@code Settings}; {@code ./mvnw test
 * -Dtest=GeneratedFilesTest -Dgenerate} then writes its default and its documents.
 */
@NullMarked
package org.backendcore.infrastructure.settings;

import org.jspecify.annotations.NullMarked;
