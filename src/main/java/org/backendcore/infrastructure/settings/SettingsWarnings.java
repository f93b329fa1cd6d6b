package org.backendcore.infrastructure.settings;

import java.util.ArrayList;
import java.util.List;

/** Values that are allowed in prod but seldom intended. */
final class SettingsWarnings {
    private SettingsWarnings() {}

    static List<String> in(Settings settings, boolean exitOnFailure) {
        List<String> warnings = new ArrayList<>();
        if (settings.profile() != Profile.PROD) {
            return warnings;
        }
        if (!exitOnFailure) {
            warnings.add(
                    "'app.exit-on-failure' is 'false': after a refused start, the server keeps running, but serves nothing");
        }
        if (settings.database().user().equals("postgres")) {
            warnings.add(
                    "'db.user' is 'postgres', which has every privilege: give the application an account of its own");
        }
        if (settings.database().url().leavesThisMachineUnverified()) {
            warnings.add(
                    "'db.url' points to another machine without 'sslmode=verify-full': anyone on the network path can read and change everything");
        }
        if (settings.database().migrateOnStart()
                && settings.database().migrateUser().isPresent()) {
            warnings.add(
                    "'db.migrate-on-start' is 'true', but a start migrates as 'db.user'; only 'bin/backend-core migrate' uses 'db.migrate-user'");
        }
        if (settings.http().trustedProxies().stream().anyMatch(network -> network.prefix() == 0)) {
            warnings.add("'http.trusted-proxies' covers every address, so any client can forge X-Forwarded headers");
        }
        return warnings;
    }
}
