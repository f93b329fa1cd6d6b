package org.backendcore.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Values of one kind, and their median. */
final class Samples {
    private final List<Double> values = new ArrayList<>();

    void add(double value) {
        values.add(value);
    }

    /** For an even number of values, the mean of the two in the middle. */
    double median() {
        List<Double> sorted = values.stream().sorted().toList();
        return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    }

    String median(int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", median());
    }

    /** The median, and the smallest and the largest value if there are several. */
    String text(int digits) {
        String number = "%." + digits + "f";
        if (values.size() == 1) {
            return median(digits);
        }
        return String.format(
                Locale.ROOT,
                number + " (" + number + " to " + number + ")",
                median(),
                values.stream().mapToDouble(value -> value).min().orElseThrow(),
                values.stream().mapToDouble(value -> value).max().orElseThrow());
    }
}
