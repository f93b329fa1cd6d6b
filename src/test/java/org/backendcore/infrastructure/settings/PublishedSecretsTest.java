package org.backendcore.infrastructure.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever has this project knows what stands in its files. */
final class PublishedSecretsTest {

    @Test
    void refusesEveryTextOfThisProjectThatLooksLikeAKey() throws IOException {
        List<String> texts = Publications.keyLike();
        assertThat(texts).isNotEmpty();
        assertThat(texts).filteredOn(text -> SecretKey.parse(text).isPresent()).isEmpty();
    }

    @Test
    void refusesEveryPasswordThatThisProjectGives() throws IOException {
        List<String> passwords = Publications.given();
        assertThat(passwords).contains("dev", "unused");
        assertThat(passwords)
                .filteredOn(text -> SecretRules.password().parse(text).isPresent())
                .isEmpty();
    }
}
