package org.backendcore.infrastructure.settings;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The requirements for a value.
 *
 * @param type one word for the documents, for example {@code number}
 * @param words the rule as the end of a sentence that begins with the key, for example {@code must be ...}
 * @param parser returns the value of a text; empty if the text is invalid
 * @param choices the valid texts if they can be enumerated, otherwise none; they are used for suggestions
 * @param reason returns more about an invalid text, as the end of a sentence, without any part that may be secret
 */
public record Rule<T>(
        String type,
        String words,
        Function<String, Optional<T>> parser,
        List<String> choices,
        Function<String, Optional<String>> reason) {

    /**
     * Creates a rule for a module.
     *
     * @param type one word for the documents
     * @param words the requirement, from {@code must} on
     * @param parser returns the value of a text; empty, or an exception, if the text is invalid
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

    /**
     * The parser of a module may throw, as {@code UUID::fromString} does; the exception's message may contain a secret.
     */
    Optional<T> parse(String text) {
        try {
            return parser.apply(text);
        } catch (RuntimeException broken) {
            return Optional.empty();
        }
    }

    /** The text that the author of an invalid text probably meant. */
    Optional<String> suggestion(String text) {
        return SpellingSuggestion.to(text, choices);
    }
}
