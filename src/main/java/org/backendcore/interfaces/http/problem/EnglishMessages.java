package org.backendcore.interfaces.http.problem;

import jakarta.validation.MessageInterpolator;
import jakarta.validation.Validation;
import java.util.Locale;

/**
 * The messages of constraints in English, as all else that clients read. By itself Open Liberty takes the language from the request, and
 * Payara Micro does not. Named in {@code META-INF/validation.xml}.
 */
public final class EnglishMessages implements MessageInterpolator {
    private final MessageInterpolator ofTheServer =
            Validation.byDefaultProvider().configure().getDefaultMessageInterpolator();

    @Override
    public String interpolate(String template, Context context) {
        return interpolate(template, context, Locale.ENGLISH);
    }

    @Override
    public String interpolate(String template, Context context, Locale asked) {
        return ofTheServer.interpolate(template, context, Locale.ENGLISH);
    }
}
