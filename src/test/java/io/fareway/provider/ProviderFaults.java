package io.fareway.provider;

import java.util.Optional;

/** One fault of each kind, for tests of the routes that pass them on. */
public final class ProviderFaults {

    private ProviderFaults() {}

    /** The provider is ill. */
    public static ProviderFault ill() {
        return ProviderFault.status(503, "status 503");
    }

    /** The provider asks us to wait. */
    public static ProviderFault rateLimited() {
        return ProviderFault.rateLimited(Optional.empty());
    }

    /** The provider does not accept our key. */
    public static ProviderFault wrongKey() {
        return ProviderFault.setUp(401);
    }
}
