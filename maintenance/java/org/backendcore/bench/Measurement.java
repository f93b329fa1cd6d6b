package org.backendcore.bench;

import org.backendcore.testkit.FreePort;

/** The results of the starts of one way. */
final class Measurement {
    /** What the tables show, after the number of rounds. */
    static final String EXPLAINED =
            "the numbers of a start are medians, followed by the smallest and the largest.\nThe last start is followed by a load: as many requests as four connections can carry, after a minute of the same.";

    private final Way way;
    private final Samples live = new Samples();
    private final Samples ready = new Samples();
    private final Samples resident = new Samples();
    private final Samples refused = new Samples();
    private final LoadSamples load = new LoadSamples();

    Measurement(Way way) {
        this.way = way;
    }

    Way way() {
        return way;
    }

    /** Seconds. */
    Samples live() {
        return live;
    }

    /** Seconds. */
    Samples ready() {
        return ready;
    }

    /** MiB, once it is ready. */
    Samples resident() {
        return resident;
    }

    /** Seconds. */
    Samples refused() {
        return refused;
    }

    LoadSamples load() {
        return load;
    }

    /** Also puts it under load, if requested and if it is one of the loaded ways. */
    void start(boolean loaded) throws Exception {
        int port = FreePort.find();
        try (MeasuredServer server = way.start(port)) {
            live.add(server.secondsTo(way.probes().live()));
            ready.add(server.secondsTo(way.probes().ready()));
            resident.add(server.resident());
            if (loaded && way.loaded()) {
                load.add(KeepAliveLoad.whenWarm(port, way.probes().live()), server.resident());
            }
        }
    }

    void refuse() throws Exception {
        try (MeasuredServer server = way.startRefused(FreePort.find())) {
            refused.add(server.secondsToRefusal());
        }
    }
}
