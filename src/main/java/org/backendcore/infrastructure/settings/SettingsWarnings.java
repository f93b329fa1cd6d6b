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
                    "'app.exit-on-failure' is 'false': a refused start will leave a server running that serves nothing");
        }
        if (settings.database().user().equals("postgres")) {
            warnings.add("'db.user' is 'postgres', which may do anything: give the application an account of its own");
        }
        if (settings.database().url().leavesThisMachineUnverified()) {
            warnings.add(
                    "'db.url' leads to another machine without 'sslmode=verify-full': whoever is on the way can read and change everything");
        }
        if (settings.database().migrateOnStart()
                && settings.database().migrateUser().isPresent()) {
            warnings.add(
                    "'db.migrate-on-start' is 'true', but a start migrates as 'db.user'; 'db.migrate-user' is for 'bin/backend-core migrate' alone");
        }
        if (settings.http().trustedProxies().stream().anyMatch(network -> network.prefix() == 0)) {
            warnings.add("'http.trusted-proxies' names every address: any client can then forge X-Forwarded headers");
        }
        return warnings;
    }
}
