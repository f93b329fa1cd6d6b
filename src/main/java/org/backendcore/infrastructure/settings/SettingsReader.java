package org.backendcore.infrastructure.settings;

import java.util.List;

/** Creates the typed {@link Settings} from checked values. */
final class SettingsReader {
    private SettingsReader() {}

    /** @param checked a check without problems */
    static Settings read(SettingsCheck checked, boolean portOpensLast) {
        return new Settings(
                checked.get(Catalogue.PROFILE),
                new Settings.App(
                        checked.find(Catalogue.SECRET_KEY).orElseGet(SecretKey::random),
                        checked.find(Catalogue.SECRET_KEY_FALLBACKS).orElse(List.of()),
                        checked.get(Catalogue.ALLOWED_HOSTS)),
                new Settings.Database(
                        checked.get(Catalogue.DATABASE_URL),
                        checked.get(Catalogue.DATABASE_USER),
                        checked.find(Catalogue.MIGRATE_USER),
                        checked.get(Catalogue.POOL_MAX_SIZE),
                        checked.get(Catalogue.POOL_MAX_WAITING),
                        checked.get(Catalogue.START_TIMEOUT),
                        checked.get(Catalogue.MIGRATE_ON_START)),
                new Settings.Http(
                        checked.get(Catalogue.HTTP_HOST),
                        checked.get(Catalogue.HTTP_PORT),
                        portOpensLast,
                        checked.find(Catalogue.TRUSTED_PROXIES).orElse(List.of()),
                        checked.get(Catalogue.DRAIN)),
                new Settings.Log(checked.get(Catalogue.LOG_LEVEL), checked.get(Catalogue.LOG_FORMAT)),
                checked.ofModules());
    }
}
