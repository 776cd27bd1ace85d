package io.fareway.model;

/**
 * A key that must not reach a log, a report or a management view.
 *
 * @param value the key itself; empty when there is none
 */
public record Secret(String value) {

    /** No key. */
    public static final Secret NONE = new Secret("");

    /** Whether there is a key at all. */
    public boolean isPresent() {
        return !value.isEmpty();
    }

    @Override
    public String toString() {
        return isPresent() ? "***" : "";
    }
}
