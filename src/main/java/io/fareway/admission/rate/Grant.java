package io.fareway.admission.rate;

import io.github.bucket4j.Bucket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/** What a request has taken of the limits that bound it. Used by one thread at a time. */
final class Grant {

    /** Name of the exchange property that holds it. */
    static final String PROPERTY = "farewayGrant";

    private final List<Bucket> requests = new ArrayList<>();
    private final List<Semaphore> places = new ArrayList<>();
    private final List<Reserved> reserved = new ArrayList<>();

    private record Reserved(Bucket bucket, long tokens) {}

    void countsIn(Bucket bucket) {
        requests.add(bucket);
    }

    void holds(Semaphore place) {
        places.add(place);
    }

    void reserves(Bucket bucket, long tokens) {
        reserved.add(new Reserved(bucket, tokens));
    }

    /** Gives back everything: the request does not begin. */
    void cancel() {
        requests.forEach(bucket -> bucket.addTokens(1));
        requests.clear();
        settle(0);
    }

    /** Gives back its place, and what was reserved beyond the tokens used; takes what was used beyond the reserve. */
    void settle(long tokensUsed) {
        places.forEach(Semaphore::release);
        places.clear();
        for (Reserved part : reserved) {
            if (tokensUsed < part.tokens) {
                part.bucket.addTokens(part.tokens - tokensUsed);
            } else if (tokensUsed > part.tokens) {
                part.bucket.consumeIgnoringRateLimits(tokensUsed - part.tokens);
            }
        }
        reserved.clear();
    }
}
