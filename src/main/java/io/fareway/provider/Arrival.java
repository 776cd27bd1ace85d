package io.fareway.provider;

import io.fareway.model.Journey;
import java.util.Comparator;

/**
 * When a request came: of those that wait for the same, the earlier comes first.
 *
 * @param nanos of {@link System#nanoTime()}
 * @param request its id
 */
public record Arrival(long nanos, String request) implements Comparable<Arrival> {

    private static final Comparator<Arrival> ORDER =
            Comparator.<Arrival>comparingLong(Arrival::nanos).thenComparing(Arrival::request);

    /** That of this request. */
    public static Arrival of(Journey journey) {
        return new Arrival(journey.receivedNanos(), journey.id());
    }

    @Override
    public int compareTo(Arrival other) {
        return ORDER.compare(this, other);
    }
}
