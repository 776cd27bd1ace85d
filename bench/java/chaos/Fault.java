package bench.chaos;

import java.util.Arrays;
import java.util.List;

/** What a provider does with a call instead of answering it well, or {@link #NONE}. */
enum Fault {
    NONE("good answer", Scope.BOTH),
    OUTAGE("503 of an outage", Scope.NEITHER),
    STATUS_500("500", Scope.BOTH),
    STATUS_503("503", Scope.BOTH),
    RATE_LIMIT("429, Retry-After 1", Scope.BOTH),
    RESET("reset before headers", Scope.BOTH),
    SILENCE("silence", Scope.BOTH),
    HEADERS_ONLY("headers, then silence", Scope.BOTH),
    ERROR_IN_200("200 with an error body", Scope.BOTH),
    HTML_IN_200("200 with HTML", Scope.BOTH),
    TRUNCATED_JSON("truncated JSON", Scope.PLAIN),
    LENGTH_TOO_LONG("content length too long", Scope.BOTH),
    LENGTH_TOO_SHORT("content length too short", Scope.PLAIN),
    CUT("stream cut", Scope.STREAM),
    CUT_BY_RESET("stream reset", Scope.STREAM),
    STALL("stream stalls", Scope.STREAM),
    MALFORMED_EVENT("malformed event", Scope.STREAM),
    NO_END_MARK("no [DONE]", Scope.STREAM),
    LEFT_OVER("spoilt by what was left over", Scope.NEITHER);

    private enum Scope {
        BOTH,
        PLAIN,
        STREAM,
        NEITHER
    }

    private static final List<Fault> OF_PLAIN = drawn(Scope.PLAIN);
    private static final List<Fault> OF_STREAMS = drawn(Scope.STREAM);

    private final String label;
    private final Scope scope;

    Fault(String label, Scope scope) {
        this.label = label;
        this.scope = scope;
    }

    private static List<Fault> drawn(Scope scope) {
        return Arrays.stream(values())
                .filter(fault -> fault != NONE && (fault.scope == scope || fault.scope == Scope.BOTH))
                .toList();
    }

    /** Returns the faults among which chance may choose. */
    static List<Fault> of(boolean stream) {
        return stream ? OF_STREAMS : OF_PLAIN;
    }

    String label() {
        return label;
    }

    /** Returns whether the provider stops speaking and keeps the connection. */
    boolean isSilence() {
        return this == SILENCE || this == HEADERS_ONLY || this == STALL || this == LEFT_OVER;
    }

    /** Returns whether the answer is whole in spite of it. */
    boolean isHarmless() {
        return this == NONE || this == MALFORMED_EVENT || this == NO_END_MARK;
    }
}
