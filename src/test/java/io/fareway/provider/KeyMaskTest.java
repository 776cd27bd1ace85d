package io.fareway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.ProviderKey;
import io.fareway.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyMaskTest {

    private final KeyMask mask = maskOf("our-own-0123");

    private static KeyMask maskOf(String key) {
        return new KeyMask(Provision.provider(List.of(new ProviderKey("A_KEY", new Secret(key)))));
    }

    @Test
    void ourKey_isTakenOutWhereverItStands() {
        assertThat(mask.over("key our-own-0123, again our-own-0123!")).isEqualTo("key ***, again ***!");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-proj-abc***************xyz9",
                "sk-ant-api03-AbC_dEf",
                "gsk_0123456789abcdef",
                "hf_abcdefghijkl",
                "r8_abcdefghijkl",
                "AIzaSyD-0123456789",
                "ya29.a0AfH6SMBx-y_z",
                "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.c2ln",
                "AKIAIOSFODNN7EXAMPLE",
                "Bearer abcdef0123456789",
            })
    void whatLooksLikeAKey_isTakenOut(String key) {
        assertThat(mask.over("Incorrect key: " + key + ", see the docs")).isEqualTo("Incorrect key: ***, see the docs");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The model meta-llama/Llama-3.3-70B-Instruct-Turbo is overloaded",
                "risk-free task-based desk-top",
                "Request req_011CSHoEeqs5C35K2UUqR7Fy of key_takeaway took 10s",
                "basic subscription exceeded; bearer authentication needed",
            })
    void everythingElse_stays(String words) {
        assertThat(mask.over(words)).isEqualTo(words);
    }

    @Test
    void placeholderForAKey_isNoSecret() {
        assertThat(maskOf("EMPTY").over("EMPTY prompt")).isEqualTo("EMPTY prompt");
    }

    @Test
    void body_staysTheVeryBytesUnlessOurKeyIsInIt() {
        byte[] notText = {(byte) 0xff, '{', '}'};

        assertThat(mask.overOurs(notText)).isSameAs(notText);
        assertThat(mask.overOurs("{\"a\":\"our-own-0123\"}".getBytes(StandardCharsets.UTF_8)))
                .asString()
                .isEqualTo("{\"a\":\"***\"}");
    }
}
