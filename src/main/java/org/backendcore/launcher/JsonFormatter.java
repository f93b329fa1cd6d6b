package org.backendcore.launcher;

import co.elastic.logging.jul.EcsFormatter;
import java.util.Map;

/** Formats a record as one line of JSON in the Elastic Common Schema, with the fields of the request. */
public final class JsonFormatter extends EcsFormatter {

    @Override
    protected Map<String, String> getMdcEntries() {
        return LogRecordContext.fields();
    }
}
