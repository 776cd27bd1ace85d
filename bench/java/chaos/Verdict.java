package bench.chaos;

/** What a client has to think of what it got. */
enum Verdict {
    /** The expected text, whole, in a clean response. */
    WHOLE("whole"),
    /** A status that says so: nobody could answer. */
    ERROR("error status"),
    /** A stream that was begun and ended with an error event, uncleanly. */
    IN_BAND_ERROR("in-band error"),
    /** The connection ended with the gateway, which was killed: nothing was acknowledged. */
    LOST("lost in a kill"),
    /** Anything else: a success that is short, doubled or altered, a stream that ends as if it were whole. */
    DAMAGED("DAMAGED");

    private final String label;

    Verdict(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
