/**
 * The settings: read once from MicroProfile Config when the application starts, then handed around as the immutable
 * {@link org.backendcore.infrastructure.settings.Settings}. No other room reads {@code Config}.
 */
@NullMarked
package org.backendcore.infrastructure.settings;

import org.jspecify.annotations.NullMarked;
