/**
 * Payara Micro in this process: {@code PayaraMicro} runs, trains or bakes it, or serves the sources, depending on its
 * first argument. It is a separate jar. Payara Micro's class loaders search its class path first, so nothing on it may
 * have another version than in the WAR or the server: of the WAR's classes it contains {@code infrastructure.process},
 * from the same build.
 */
@NullMarked
package org.backendcore.launcher;

import org.jspecify.annotations.NullMarked;
