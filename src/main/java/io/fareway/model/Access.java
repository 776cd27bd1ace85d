package io.fareway.model;

import java.util.Map;

/**
 * How a provider lets us in, besides the key itself.
 *
 * @param scheme how the key is presented
 * @param query parameters added to every address, for example Azure's {@code api-version}
 * @param account what else it wants to know of us
 */
public record Access(AuthScheme scheme, Map<String, String> query, Account account) {

    /** A bearer token and nothing else. */
    public static final Access BEARER = new Access(AuthScheme.BEARER, Map.of());

    /** The key alone. */
    public Access(AuthScheme scheme, Map<String, String> query) {
        this(scheme, query, new Account.None());
    }

    public Access {
        query = Map.copyOf(query);
    }
}
