package org.backendcore.infrastructure.startup;

import java.io.IOException;
import org.backendcore.infrastructure.settings.Settings;

/** The server will not be able to listen where the settings say. */
final class PortInUseException extends RuntimeException {
    private static final long serialVersionUID = 1;

    PortInUseException(Settings.Http http, IOException cause) {
        super(
                "cannot listen on %s port %d (%s): stop what uses it, or set HTTP_HOST and HTTP_PORT"
                        .formatted(http.host(), http.port(), cause.getMessage()),
                cause);
    }
}
