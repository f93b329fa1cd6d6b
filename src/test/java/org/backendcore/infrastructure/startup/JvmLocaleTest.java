package org.backendcore.infrastructure.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JvmLocaleTest {
    @ParameterizedTest
    @ValueSource(strings = {"en", "de-DE", "ja-JP", "zh-Hans-CN", "el-GR", "und"})
    void mapsLettersAndWritesDigitsAsSettingsNeedThem(String tag) {
        Locale locale = Locale.forLanguageTag(tag);
        assertThat(JvmLocale.mapsAscii(locale)).isTrue();
        assertThat(JvmLocale.writesAscii(locale)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tr-TR", "az-AZ"})
    void mapsTheLetterIToAnother(String tag) {
        assertThat(JvmLocale.mapsAscii(Locale.forLanguageTag(tag))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fa-IR", "ar-EG", "mr-IN", "my-MM", "th-TH-u-nu-thai"})
    void writesOtherDigits(String tag) {
        assertThat(JvmLocale.writesAscii(Locale.forLanguageTag(tag))).isFalse();
    }
}
