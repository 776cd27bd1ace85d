package io.fareway.batch;

/** Reads {@code config/} and puts it in use, for commands that run without live routes. */
@FunctionalInterface
public interface SettingsStart {

    /**
     * Settings and prices are in use when it returns.
     *
     * @throws RuntimeException that lists the mistakes, when the files hold any
     */
    void activate();
}
