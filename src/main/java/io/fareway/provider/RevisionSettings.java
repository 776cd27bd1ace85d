package io.fareway.provider;

import io.fareway.model.Settings;
import java.util.Optional;
import org.apache.camel.Exchange;

/**
 * The settings that belong to the routes an exchange runs through. Each revision of the routes has its own: a request
 * that enters while an edit goes live must not meet a tier that its routes do not know.
 */
public final class RevisionSettings {

    /** Name of the bean in the registry of a revision. */
    public static final String BEAN = "revisionSettings";

    private RevisionSettings() {}

    /**
     * The settings of the revision.
     *
     * @throws IllegalStateException when the context is no revision
     */
    public static Settings of(Exchange exchange) {
        return Optional.ofNullable(exchange.getContext().getRegistry().lookupByNameAndType(BEAN, Settings.class))
                .orElseThrow(() -> new IllegalStateException("no bean " + BEAN + " in this context"));
    }
}
