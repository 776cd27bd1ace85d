package io.fareway.demo;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a simulated provider can be told to get wrong. */
enum Fault {
    /** Works. */
    OFF("off"),
    /** Status 500. */
    SERVER_ERROR("500"),
    /** Status 429 with {@code Retry-After}. */
    RATE_LIMIT("429"),
    /** Everything takes ten times as long. */
    SLOW("slow"),
    /** Takes the request and stays silent until the caller gives up, at most two minutes. */
    HANG("hang"),
    /** Closes the connection without an answer. */
    RESET("reset"),
    /** Status 200 with something that is not JSON. */
    GARBAGE("garbage"),
    /** Closes the connection in the middle of the answer. */
    CUT("cut");

    private final String label;

    Fault(String label) {
        this.label = label;
    }

    /** The word used on the wire and in the routes. */
    String label() {
        return label;
    }

    static Optional<Fault> of(String label) {
        return Arrays.stream(values())
                .filter(fault -> fault.label.equals(label))
                .findFirst();
    }

    static String labels() {
        return Arrays.stream(values()).map(Fault::label).collect(Collectors.joining(", "));
    }
}
