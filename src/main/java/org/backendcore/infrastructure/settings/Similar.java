package org.backendcore.infrastructure.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody meant who mistyped it, left its end out, or added to it. */
final class Similar {
    private static final int SLIPS = 2;
    private static final int SHORTEST = 3;

    private Similar() {}

    /** The legal word that is closest to {@code text}, when one is close; the case of letters does not count. */
    static Optional<String> to(String text, Collection<String> legal) {
        String word = fold(text);
        return legal.stream()
                .filter(each -> close(word, fold(each)))
                .min(Comparator.comparingInt((String each) -> distance(word, fold(each)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static boolean close(String word, String legal) {
        int slips = Math.min(SLIPS, legal.length() / SHORTEST);
        boolean begun = word.length() >= SHORTEST && legal.startsWith(word);
        boolean continued = word.startsWith(legal) && word.indexOf('_', legal.length()) < 0;
        return distance(word, legal) <= slips || begun || continued;
    }

    private static String fold(String text) {
        return text.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    /** How many letters to change, add, drop or swap with their neighbour (optimal string alignment). */
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
