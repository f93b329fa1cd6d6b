package org.backendcore.bench;

/** The results of the loads on one server. */
final class LoadSamples {
    private final Samples live = new Samples();
    private final Samples liveMillis = new Samples();
    private final Samples missing = new Samples();
    private final Samples missingMillis = new Samples();
    private final Samples resident = new Samples();

    /** Adds a load and the resident memory after it, in MiB. */
    void add(KeepAliveLoad.Warm warm, double mebibytes) {
        live.add(warm.live().perSecond());
        liveMillis.add(warm.live().percentile99());
        missing.add(warm.missing().perSecond());
        missingMillis.add(warm.missing().percentile99());
        resident.add(mebibytes);
    }

    /** The headings of {@link #cells}. */
    static String heads() {
        return "liveness, 1/s | p99, ms | 404, 1/s | p99, ms | resident after it, MiB";
    }

    /** Medians. */
    String cells() {
        return String.join(
                " | ",
                live.median(0),
                liveMillis.median(2),
                missing.median(0),
                missingMillis.median(2),
                resident.median(0));
    }
}
