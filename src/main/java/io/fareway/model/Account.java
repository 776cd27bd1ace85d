package io.fareway.model;

import java.net.URI;

/** What a provider wants to know of us besides a key. */
public sealed interface Account {

    /** Nothing: the key says it all. */
    record None() implements Account {}

    /**
     * An account at AWS, whose access key id is the provider's key.
     *
     * @param region for example {@code eu-central-1}
     * @param service the name under which requests are signed, {@code bedrock} for Bedrock
     * @param secretKey the secret access key
     * @param sessionToken the token of temporary credentials; empty for lasting ones
     */
    record Aws(String region, String service, Secret secretKey, Secret sessionToken) implements Account {}

    /**
     * An application registered at Microsoft Entra, whose client secret is the provider's key.
     *
     * @param tokenUrl where tokens are asked for
     * @param clientId the application's id
     * @param scope what the tokens are for
     */
    record Entra(URI tokenUrl, String clientId, String scope) implements Account {}
}
