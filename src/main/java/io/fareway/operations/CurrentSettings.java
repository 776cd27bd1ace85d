package io.fareway.operations;

import io.fareway.model.Settings;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** The settings that new requests start with. */
@Component
public class CurrentSettings implements Supplier<Settings> {

    private volatile Optional<Settings> current = Optional.empty();

    /**
     * The settings of the live revision.
     *
     * @throws IllegalStateException before the first revision is live
     */
    @Override
    public Settings get() {
        return current.orElseThrow(() -> new IllegalStateException("no settings are active yet"));
    }

    /** The settings of the live revision; empty before the first. */
    public Optional<Settings> active() {
        return current;
    }

    void activate(Settings settings) {
        current = Optional.of(settings);
    }
}
