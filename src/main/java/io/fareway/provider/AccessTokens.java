package io.fareway.provider;

import io.fareway.model.ProviderKey;
import java.io.IOException;

/** Access tokens for our keys at one provider, kept until shortly before they end. */
@FunctionalInterface
interface AccessTokens {

    /**
     * A token that is good for now.
     *
     * @throws IOException that names the token server and its error, never the key
     */
    String tokenFor(ProviderKey key) throws IOException;
}
