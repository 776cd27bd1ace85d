package io.fareway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.Account;
import io.fareway.model.ProviderKey;
import io.fareway.model.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.junit.jupiter.api.Test;

class SigV4AuthorizationTest {

    private static final ProviderKey KEY = new ProviderKey("AWS_ACCESS_KEY_ID", new Secret("AKIDEXAMPLE"));
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-06-01T12:00:00Z"), ZoneOffset.UTC);

    @Test
    void signature_namesKeyDayRegionAndService() throws IOException {
        HttpPost call = call("{}");

        sign(call, Secret.NONE);

        assertThat(call.getFirstHeader("Authorization").getValue())
                .startsWith(
                        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260601/eu-central-1/bedrock/aws4_request, SignedHeaders=")
                .contains("host;x-amz-");
        assertThat(call.getFirstHeader("X-Amz-Date").getValue()).isEqualTo("20260601T120000Z");
        assertThat(call.getFirstHeader("X-Amz-Security-Token")).isNull();
    }

    @Test
    void signature_dependsOnTheBody() throws IOException {
        HttpPost one = call("{\"a\":1}");
        HttpPost other = call("{\"a\":2}");

        sign(one, Secret.NONE);
        sign(other, Secret.NONE);

        assertThat(one.getFirstHeader("Authorization").getValue())
                .isNotEqualTo(other.getFirstHeader("Authorization").getValue());
    }

    @Test
    void temporaryCredentials_sendTheirToken() throws IOException {
        HttpPost call = call("{}");

        sign(call, new Secret("session"));

        assertThat(call.getFirstHeader("X-Amz-Security-Token").getValue()).isEqualTo("session");
    }

    private static void sign(HttpPost call, Secret sessionToken) throws IOException {
        Account.Aws account = new Account.Aws("eu-central-1", "bedrock", new Secret("wJalrXUtnFEMI"), sessionToken);
        new SigV4Authorization(account, CLOCK).authorize(call, KEY, Duration.ZERO);
    }

    private static HttpPost call(String body) {
        HttpPost call = new HttpPost("http://127.0.0.1:9/model/anthropic.claude%3A0/converse");
        call.setEntity(new ByteArrayEntity(body.getBytes(StandardCharsets.UTF_8), ContentType.APPLICATION_JSON));
        return call;
    }
}
