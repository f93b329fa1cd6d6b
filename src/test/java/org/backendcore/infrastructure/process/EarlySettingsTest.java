package org.backendcore.infrastructure.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EarlySettingsTest {

    /** Values that nobody would set on purpose mean prod, and JSON. */
    @ParameterizedTest
    @CsvSource({
        "    ,      ,     , prod, true",
        "dev , ,     , dev , false",
        "prod, ,     , prod, true",
        "Dev , ,     , prod, true",
        "dev , prod, , prod, true",
        "prod, dev , , dev , false",
        "    , , text, prod, false",
        "dev , , json, dev , true",
        "dev , , '' , dev , false",
        "prod, , '' , prod, true",
        "    , , xml , prod, true"
    })
    void areThoseByWhichAServerStarts(
            @Nullable String variable,
            @Nullable String property,
            @Nullable String format,
            String profile,
            boolean json) {
        Map<String, String> environment = new HashMap<>();
        if (variable != null) {
            environment.put("MP_CONFIG_PROFILE", variable);
        }
        if (format != null) {
            environment.put("LOG_FORMAT", format);
        }
        EarlySettings settings = EarlySettings.of(environment, property);
        assertThat(settings.startedAs()).isEqualTo(profile);
        assertThat(settings.logsJson()).isEqualTo(json);
    }
}
