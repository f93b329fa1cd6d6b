package org.backendcore.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.backendcore.servers.Engine;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * A class of tests that runs on each server with each of the engines. Its constructor takes the {@link
 * org.backendcore.servers.Deployment}, which all such classes share; so it leaves the server as it found it.
 */
@Isolated
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedClass(name = "{0}", autoCloseArguments = false)
@ArgumentsSource(SharedDeployments.class)
@interface OnEveryServer {
    Engine[] engines() default {Engine.H2, Engine.POSTGRESQL};
}
