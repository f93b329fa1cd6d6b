package org.backendcore.interfaces.http.problem;

import jakarta.validation.MessageInterpolator;
import jakarta.validation.Validation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Locale;

/**
 * The messages of constraints, in English like everything else that clients read, and without the value: some of
 * Hibernate Validator's include it, such as that of {@code @LuhnCheck}, where it may be a card number. By default Open
 * Liberty uses the language of the request, and Payara Micro does not. Configured in {@code META-INF/validation.xml}.
 */
public final class EnglishMessages implements MessageInterpolator {
    private static final String INSTEAD = "the value";

    private final MessageInterpolator ofTheServer =
            Validation.byDefaultProvider().configure().getDefaultMessageInterpolator();

    @Override
    public String interpolate(String template, Context context) {
        return interpolate(template, context, Locale.ENGLISH);
    }

    @Override
    public String interpolate(String template, Context context, Locale asked) {
        return ofTheServer.interpolate(template, withoutTheValue(context), Locale.ENGLISH);
    }

    /** Keeps everything else of the provider's own context. */
    private static Context withoutTheValue(Context context) {
        return (Context) Proxy.newProxyInstance(
                context.getClass().getClassLoader(), context.getClass().getInterfaces(), (proxy, method, arguments) -> {
                    if (method.getName().equals("getValidatedValue")) {
                        return INSTEAD;
                    }
                    try {
                        return method.invoke(context, arguments);
                    } catch (InvocationTargetException exception) {
                        throw exception.getTargetException();
                    }
                });
    }
}
