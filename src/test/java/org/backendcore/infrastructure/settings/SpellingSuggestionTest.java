package org.backendcore.infrastructure.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SpellingSuggestionTest {

    @Test
    void takesTheClosestOfSeveral() {
        assertThat(SpellingSuggestion.to("colr", List.of("colour", "color"))).contains("color");
        assertThat(SpellingSuggestion.to("colou", List.of("color", "colour"))).contains("color");
    }

    @Test
    void takesThreeLettersForABeginningButNotTwo() {
        List<String> legal = List.of("HTTP_TRUSTED_PROXIES", "HTTP_DRAIN");
        assertThat(SpellingSuggestion.to("HTTP_TRU", legal)).contains("HTTP_TRUSTED_PROXIES");
        assertThat(SpellingSuggestion.to("HTTP_TR", legal)).isEmpty();
    }
}
