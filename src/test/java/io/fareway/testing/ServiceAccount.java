package io.fareway.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;

/**
 * A service account of Google Cloud that exists in a test only. Form of the key file: <a
 * href="https://cloud.google.com/iam/docs/keys-create-delete">service account keys</a>.
 */
public final class ServiceAccount {

    /** Its address, which signs for it. */
    public static final String EMAIL = "gateway@test.iam.gserviceaccount.com";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final KeyPair keys;

    /** An account with a new key. */
    public ServiceAccount() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The content of its key file, by which tokens are asked for at this address. */
    public String keyFile(URI tokenUri) {
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        return JSON.createObjectNode()
                .put("type", "service_account")
                .put("project_id", "test")
                .put("private_key_id", "1")
                .put("private_key", pem)
                .put("client_email", EMAIL)
                .put("client_id", "1")
                .put("token_uri", tokenUri.toString())
                .toString();
    }

    /**
     * What a signed assertion claims.
     *
     * @throws IllegalArgumentException when this account has not signed it
     */
    public JsonNode claimsIn(String assertion) {
        String[] parts = assertion.split("\\.", -1);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(keys.getPublic());
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            if (!signature.verify(Base64.getUrlDecoder().decode(parts[2]))) {
                throw new IllegalArgumentException("signed by another key");
            }
            return JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
