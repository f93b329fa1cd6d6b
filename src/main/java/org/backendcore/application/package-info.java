/** Use cases: what a user or another system may ask for. It uses {@code domain} and knows no HTTP, no SQL and no server. */
@NullMarked
package org.backendcore.application;

import org.jspecify.annotations.NullMarked;
