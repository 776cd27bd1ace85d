package io.fareway.provider;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;

/** The request of an attempt that is on the wire now: the one that an abort ends. */
final class CallUnderWay {

    private final BooleanSupplier givenUp;
    private volatile HttpUriRequestBase current;

    /**
     * Begins with the first request.
     *
     * @param givenUp whether nobody waits for the answer any more
     */
    CallUnderWay(HttpUriRequestBase first, BooleanSupplier givenUp) {
        this.current = first;
        this.givenUp = givenUp;
    }

    /** Sends a further request, unless nobody waits any more. */
    ClassicHttpResponse send(HttpUriRequestBase further, FollowedCall.Sender sender) throws IOException {
        current = further;
        if (givenUp.getAsBoolean()) {
            throw new IOException("nobody waits for the answer any more");
        }
        return sender.send(further);
    }

    void abort() {
        current.abort();
    }
}
