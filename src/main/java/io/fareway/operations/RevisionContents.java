package io.fareway.operations;

import java.util.Map;

/** What belongs to one revision besides its routes: its settings and the beans made from them. */
public interface RevisionContents extends AutoCloseable {

    /**
     * Returns the beans that only the routes of this revision see, by the name a route refers to; they hide beans of
     * the application of the same name.
     */
    Map<String, Object> beans();

    /** Returns whether {@code routes/demo/} belongs to this revision. */
    boolean demo();

    /**
     * Makes the settings of this revision the live ones.
     *
     * <p>Called at the swap, and once more on the previous revision when a swap is taken back; must not fail.
     */
    void activate();

    /** Frees what {@link RevisionSource#prepare} built: the revision was refused, or nothing uses it any more. */
    @Override
    default void close() {}
}
