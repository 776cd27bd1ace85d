package io.fareway.model;

import io.fareway.model.conversation.StreamWriter;
import java.util.Map;

/** Where the events of a streamed answer go, one by one. Safe for one writer and one heartbeat thread. */
public interface AnswerStream {

    /** Sends status 200 and these headers, unless that has happened. */
    void open(Map<String, String> headers);

    /** Whether the client has received anything: from then on the answer can only be continued or broken off. */
    boolean isOpen();

    /** What writes its events in the caller's dialect: a fresh one as long as nothing was sent, then always the same. */
    StreamWriter writer();

    /**
     * Sends events, complete, and flushes.
     *
     * @return false when the client has gone away
     */
    boolean send(byte[] events);

    /** Ends it: nothing is sent any more. The response itself is completed by the route. */
    void end();

    /** Breaks the response off without a clean end, so that every SDK raises an error. */
    void breakOff();
}
