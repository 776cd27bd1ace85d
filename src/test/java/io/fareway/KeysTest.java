package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.ledger.AttemptRecord;
import io.fareway.model.Outcome;
import io.fareway.testing.Replies;
import io.fareway.testing.ScriptedProvider.Reply;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A provider with two keys: calls are spread over them, and one that it refuses is set aside. */
@ExtendWith(OutputCaptureExtension.class)
class KeysTest extends GatewayTest {

    private static final String FIRST = "Bearer sk-first-of-three";
    private static final String SPARE = "Bearer sk-spare-of-three";

    @Test
    void calls_areSpreadOverTheKeys() {
        for (int i = 0; i < 4; i++) {
            client.chatTo("three/large");
        }

        assertThat(keysSeen()).containsExactlyInAnyOrder(FIRST, SPARE, FIRST, SPARE);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 402, 403})
    void refusedKey_isReplacedWithinTheSameRequestAndNotUsedAgain(int status) {
        THREE.always(refusing(FIRST, Replies.error(status, "no access for sk-first-of-three")));

        List<HttpResponse<String>> responses =
                List.of(client.chatTo("three/large"), client.chatTo("three/large"), client.chatTo("three/large"));

        assertThat(responses)
                .allSatisfy(response -> assertThat(response.statusCode()).isEqualTo(200));
        assertThat(keysSeen()).containsOnlyOnce(FIRST).hasSize(4);
        assertThat(responses)
                .filteredOn(response -> booked(response).attempts().size() == 2)
                .singleElement()
                .satisfies(response -> assertThat(booked(response).attempts())
                        .extracting(KeysTest::outcomeOf)
                        .containsExactly(Outcome.FAILED, Outcome.ANSWERED));
    }

    @Test
    void refusedKey_isShownToOperatorsByItsName(CapturedOutput log) {
        THREE.always(refusing(FIRST, Replies.error(401, "Incorrect API key provided: sk-first-of-three")));

        client.chatTo("three/large");
        client.chatTo("three/large");

        assertThat(client.get("/admin/deployments").body())
                .containsPattern("\"STUB_THREE_KEY\",\\s+\"state\" : \"set_aside\",\\s+\"status\" : 401")
                .containsPattern("\"STUB_THREE_SPARE_KEY\",\\s+\"state\" : \"good\"")
                .doesNotContain("sk-first", "sk-spare");
        assertThat(log.getAll())
                .contains("three does not accept our key STUB_THREE_KEY (status 401)")
                .doesNotContain("sk-first-of-three");
    }

    @Test
    void allKeysRefused_sparesTheProviderUntilAnOperatorResetsIt() {
        THREE.always(Replies.error(402, "out of credits"));
        client.chatTo("three/large");
        THREE.always(Replies.text("paid again"));

        HttpResponse<String> before = client.chatTo("three/large");
        client.post("/admin/deployments/three/large?breaker=reset", "");
        HttpResponse<String> after = client.chatTo("three/large");

        assertThat(before.statusCode()).isEqualTo(503);
        assertThat(before.body()).contains("three/large: not called, out of service");
        assertThat(after.body()).contains("paid again");
        assertThat(THREE.received()).hasSize(3);
    }

    @Test
    void promptRefusedForItsContentWith403_isNotBlamedOnTheKey() {
        THREE.next(Replies.json(
                403,
                "",
                "{\"error\":{\"code\":403,\"message\":\"Input was flagged\",\"metadata\":{\"reasons\":[\"violence\"],"
                        + "\"flagged_input\":\"...\"}}}"));

        HttpResponse<String> refused = client.chatTo("complex");
        HttpResponse<String> next = client.chatTo("complex");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("Input was flagged");
        assertThat(booked(refused).attempts()).extracting(KeysTest::outcomeOf).containsExactly(Outcome.REFUSED);
        assertThat(next.headers().firstValue("x-fareway-provider")).contains("three");
        assertThat(TWO.received()).isEmpty();
    }

    private static Reply refusing(String authorization, Reply refusal) {
        return (request, connection) -> {
            boolean dead = authorization.equals(request.headers().get("authorization"));
            (dead ? refusal : Replies.text("fine")).to(request, connection);
        };
    }

    private static List<String> keysSeen() {
        return THREE.received().stream()
                .map(request -> request.headers().get("authorization"))
                .toList();
    }

    private static Outcome outcomeOf(AttemptRecord attempt) {
        return attempt.ending().orElseThrow().outcome();
    }
}
