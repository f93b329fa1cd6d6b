package org.backendcore.interfaces.http.problem;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.util.Comparator;
import java.util.Locale;

/**
 * An invalid part of a request, named as in the example of RFC 9457, section 3.
 *
 * @param place where it is
 * @param name the parameter's name, or a JSON pointer into the body, as a fragment (RFC 6901, section 6)
 * @param detail what it must be
 */
record InvalidPart(Place place, String name, String detail) implements Comparable<InvalidPart> {
    private static final Comparator<InvalidPart> ORDER = Comparator.comparing(InvalidPart::place)
            .thenComparing(InvalidPart::name)
            .thenComparing(InvalidPart::detail);

    /** In a parameter, for example of the query, in the body, or in the request as a whole. */
    enum Place {
        PARAMETER,
        POINTER,
        REQUEST
    }

    JsonObject json(JsonProvider provider) {
        JsonObjectBuilder part = provider.createObjectBuilder().add("detail", detail);
        if (place != Place.REQUEST) {
            part.add(place.name().toLowerCase(Locale.ROOT), name);
        }
        return part.build();
    }

    @Override
    public int compareTo(InvalidPart other) {
        return ORDER.compare(this, other);
    }
}
