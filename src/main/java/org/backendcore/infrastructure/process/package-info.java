/**
 * What the process is to the system that runs it: its exit codes, its port, the signals that end it, and what the WAR and a launcher in
 * the same process tell each other. In the WAR, and in the jars of the command line, of Payara Micro's launcher and listener, and of Open Liberty's; so
 * it knows nothing but the JDK.
 */
@NullMarked
package org.backendcore.infrastructure.process;

import org.jspecify.annotations.NullMarked;
