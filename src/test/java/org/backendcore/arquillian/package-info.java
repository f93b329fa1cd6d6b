/**
 * Tests that run inside the application, in the server, with Arquillian: {@code ServerContainer} lets Arquillian deploy
 * to the same {@link org.backendcore.testkit.ServerKind}s as the contract tests.
 */
@NullMarked
package org.backendcore.arquillian;

import org.jspecify.annotations.NullMarked;
