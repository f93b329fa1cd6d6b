package org.backendcore.infrastructure.settings;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a value must be.
 *
 * @param type one word for the documents, for example {@code number}
 * @param words the rule as the end of a sentence that begins with the key, for example {@code must be ...}
 * @param parser the value that a text stands for; empty when the text breaks the rule
 * @param choices the legal texts where they can be counted, else none; they make suggestions
 * @param reason what more can be said of a text that breaks the rule, as the end of a sentence, without any part that may be secret
 */
public record Rule<T>(
        String type,
        String words,
        Function<String, Optional<T>> parser,
        List<String> choices,
        Function<String, Optional<String>> reason) {

    /**
     * A rule of a module's own.
     *
     * @param type one word for the documents
     * @param words what a value must be, from {@code must} on
     * @param parser the value that a text stands for; empty, or an exception, when the text breaks the rule
     */
    public static <T> Rule<T> of(String type, String words, Function<String, Optional<T>> parser) {
        return new Rule<>(type, words, parser, List.of());
    }

    Rule(String type, String words, Function<String, Optional<T>> parser, List<String> choices) {
        this(type, words, parser, choices, text -> Optional.empty());
    }

    Rule(String type, String words, Function<String, Optional<T>> parser, Function<String, Optional<String>> reason) {
        this(type, words, parser, List.of(), reason);
    }

    /** A parser of a module may throw, such as {@code UUID::fromString}; what it says may have a secret in it. */
    Optional<T> parse(String text) {
        try {
            return parser.apply(text);
        } catch (RuntimeException broken) {
            return Optional.empty();
        }
    }

    /** What the author of a wrong text probably meant. */
    Optional<String> suggestion(String text) {
        return SpellingSuggestion.to(text, choices);
    }
}
