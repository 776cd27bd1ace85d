package io.fareway.model.choice;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a deployment can do besides answering plain text. */
public enum Capability {
    /** Calls functions that the caller describes. */
    TOOLS,
    /** Reads images. */
    VISION,
    /** Reads or speaks audio. */
    AUDIO,
    /** Keeps to a JSON schema. */
    JSON_SCHEMA,
    /** Sends its answer as events. */
    STREAMING,
    /** Goes on with an answer begun by the caller; known from {@code prefill} in models.yaml. */
    PREFILL,
    /** Is a model of the team's own training. */
    FINE_TUNED,
    /** Names a version that never changes. */
    PINNED_VERSION;

    /** What a deployment is taken to be able to do when its entry does not say. */
    public static final Set<Capability> USUAL = Set.of(TOOLS, JSON_SCHEMA, STREAMING);

    /** The word in configuration, headers and messages, for example {@code json-schema}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The capability of that name; empty when there is none. */
    public static Optional<Capability> of(String label) {
        return Arrays.stream(values())
                .filter(capability -> capability.label().equals(label))
                .findFirst();
    }

    /** All names. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(Capability::label).toList();
    }
}
