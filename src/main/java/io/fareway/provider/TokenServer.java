package io.fareway.provider;

import io.fareway.model.ProviderKey;

/** Where access tokens are had for our keys. Every call asks anew. */
@FunctionalInterface
interface TokenServer {

    /**
     * A new token.
     *
     * @throws NoTokenException when there is none to be had
     */
    AccessToken ask(ProviderKey key) throws NoTokenException;
}
