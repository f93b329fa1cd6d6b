/**
 * Use cases: the operations that users and other systems may request. It uses {@code domain} and knows no HTTP, SQL or
 * server.
 */
@NullMarked
package org.backendcore.application;

import org.jspecify.annotations.NullMarked;
