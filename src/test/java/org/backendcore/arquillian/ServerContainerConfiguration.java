package org.backendcore.arquillian;

import org.backendcore.testkit.ServerKind;
import org.jboss.arquillian.container.spi.ConfigurationException;
import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;
import org.jspecify.annotations.Nullable;

/** The container properties in {@code arquillian.xml}: {@code kind}, the {@link ServerKind}. */
public final class ServerContainerConfiguration implements ContainerConfiguration {
    private @Nullable ServerKind kind;

    /** Called by Arquillian with the property {@code kind}. */
    public void setKind(String key) {
        kind = ServerKind.of(key);
    }

    ServerKind kind() {
        if (kind == null) {
            throw new ConfigurationException("arquillian.xml: the property 'kind' of the container is missing");
        }
        return kind;
    }

    @Override
    public void validate() {
        kind();
    }
}
