package org.backendcore.infrastructure.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the intended word for one that is mistyped, cut short or extended. */
final class SpellingSuggestion {
    private static final int SLIPS = 2;
    private static final int SHORTEST = 3;
    private static final int LONG = 5;

    private SpellingSuggestion() {}

    /** The valid word that is closest to {@code text}, if one is close; case is ignored. */
    static Optional<String> to(String text, Collection<String> legal) {
        return legal.stream()
                .filter(each -> close(text, each))
                .min(Comparator.comparingInt((String each) -> distance(fold(text), fold(each)))
                        .thenComparing(Comparator.naturalOrder()))
                .or(() -> begun(text, legal));
    }

    private static boolean close(String text, String legal) {
        String word = afterSamePrefix(fold(text), fold(legal));
        String goal = afterSamePrefix(fold(legal), fold(text));
        int slips = goal.length() < LONG ? goal.length() / SHORTEST : SLIPS;
        boolean continued = word.startsWith(goal) && word.indexOf('_', goal.length()) < 0;
        return distance(word, goal) <= slips || continued;
    }

    /** The word that begins with {@code text}; if there are several, the one that all others begin with. */
    private static Optional<String> begun(String text, Collection<String> legal) {
        String word = fold(text);
        List<String> candidates = legal.stream()
                .filter(each -> fold(each).startsWith(word))
                .filter(each -> afterSamePrefix(word, fold(each)).length() >= SHORTEST)
                .sorted(Comparator.comparingInt(String::length))
                .toList();
        return candidates.stream()
                .findFirst()
                .filter(shortest -> candidates.stream().allMatch(each -> each.startsWith(shortest)));
    }

    private static String afterSamePrefix(String word, String other) {
        int end = word.indexOf('_') + 1;
        return end > 0 && other.startsWith(word.substring(0, end)) ? word.substring(end) : word;
    }

    private static String fold(String text) {
        return text.toUpperCase(Locale.ROOT).replaceAll("[\"'\\s]", "").replaceAll("[^A-Z0-9]", "_");
    }

    /** The number of letters to change, add, drop or swap with their neighbour (optimal string alignment). */
    private static int distance(String left, String right) {
        int[][] steps = new int[left.length() + 1][right.length() + 1];
        for (int row = 0; row <= left.length(); row++) {
            for (int column = 0; column <= right.length(); column++) {
                if (row == 0 || column == 0) {
                    steps[row][column] = row + column;
                    continue;
                }
                int change = left.charAt(row - 1) == right.charAt(column - 1) ? 0 : 1;
                int best = Math.min(
                        steps[row - 1][column - 1] + change,
                        Math.min(steps[row - 1][column], steps[row][column - 1]) + 1);
                boolean swapped = row > 1
                        && column > 1
                        && left.charAt(row - 1) == right.charAt(column - 2)
                        && left.charAt(row - 2) == right.charAt(column - 1);
                steps[row][column] = swapped ? Math.min(best, steps[row - 2][column - 2] + 1) : best;
            }
        }
        return steps[left.length()][right.length()];
    }
}
