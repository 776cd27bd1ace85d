package io.fareway.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fareway.model.ProviderKey;
import io.fareway.model.Secret;
import io.fareway.testing.Replies;
import io.fareway.testing.ScriptedProvider;
import java.io.IOException;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GoogleTokensTest {

    private final ScriptedProvider server = new ScriptedProvider();

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void token_isAskedForAtTheKeyFilesAddress_andKept() throws Exception {
        server.always(
                Replies.json(200, "", "{\"access_token\":\"ya29.one\",\"expires_in\":3599,\"token_type\":\"Bearer\"}"));
        GoogleTokens tokens = new GoogleTokens();
        ProviderKey key = keyFile();

        String first = tokens.tokenFor(key);
        String second = tokens.tokenFor(key);

        assertThat(first).isEqualTo("ya29.one");
        assertThat(second).isEqualTo("ya29.one");
        assertThat(server.received()).hasSize(1);
        assertThat(server.received().getFirst().body()).contains("grant_type=urn", "assertion=");
    }

    @Test
    void refusal_namesTheKeyButNotItsContent() throws Exception {
        server.always(Replies.json(400, "", "{\"error\":\"invalid_grant\",\"error_description\":\"Invalid JWT\"}"));
        ProviderKey key = keyFile();

        assertThatThrownBy(() -> new GoogleTokens().tokenFor(key))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Google gives no token for /keys/vertex.json")
                .hasMessageNotContaining("PRIVATE KEY");
    }

    @Test
    void otherFiles_areNoKeys() {
        ProviderKey key = new ProviderKey("/keys/vertex.json", new Secret("{\"type\":\"service_account\"}"));

        assertThatThrownBy(() -> new GoogleTokens().tokenFor(key))
                .hasMessage("/keys/vertex.json is no key file of a service account");
    }

    private ProviderKey keyFile() throws NoSuchAlgorithmException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder()
                        .encodeToString(generator.generateKeyPair().getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        String file = JsonNodeFactory.instance
                .objectNode()
                .put("type", "service_account")
                .put("project_id", "test")
                .put("private_key_id", "1")
                .put("private_key", pem)
                .put("client_email", "gateway@test.iam.gserviceaccount.com")
                .put("client_id", "1")
                .put("token_uri", server.baseUrl() + "/token")
                .toString();
        return new ProviderKey("/keys/vertex.json", new Secret(file));
    }
}
