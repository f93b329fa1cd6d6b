package org.backendcore.interfaces.http.problem;

import jakarta.validation.MessageInterpolator;
import jakarta.validation.Validation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Locale;

/**
 * The messages of constraints, in English as all else that clients read, and without the value: some of Hibernate Validator's have it,
 * such as that of {@code @LuhnCheck}, where it may be the number of a card. By itself Open Liberty takes the language from the request,
 * and Payara Micro does not. Named in {@code META-INF/validation.xml}.
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

    /** With all that the provider's own context has besides. */
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
