package io.fareway;

import static io.fareway.ErrorAssert.assertThatError;
import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.ledger.RequestLabels;
import io.fareway.testing.ChatClient;
import io.fareway.testing.RawHttp;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Callers are told apart by their keys, wherever their SDK puts them, and booked by name. */
@ExtendWith(OutputCaptureExtension.class)
class CallersTest extends GatewayTest {

    private static final String ALPHA_KEY = "alpha-key-0123456789";
    private static final String BETA_KEY = "beta-key-0123456789";

    @Test
    void caller_isBookedWithTeamAndLabels() {
        String body = labelled("ann", "tuesday");

        HttpResponse<String> response =
                client.post("/v1/chat/completions", body, "Authorization", "Bearer " + ALPHA_KEY);

        assertThat(booked(response).labels()).isEqualTo(new RequestLabels("alpha", "blue", "ann", "tuesday"));
    }

    @Test
    void callerAndLabels_areShownToOperators() {
        HttpResponse<String> response =
                client.chatTo("simple", "Authorization", "Bearer " + ALPHA_KEY, "x-fareway-session", "s-1");
        String id = response.headers().firstValue("x-fareway-request-id").orElseThrow();

        assertThat(client.get("/admin/requests/" + id).body())
                .contains("\"caller\" : \"alpha\"", "\"team\" : \"blue\"", "\"session\" : \"s-1\"");
    }

    @Test
    void sessionHeader_countsBeforeMetadata() {
        String body = labelled("ann", "in-metadata");

        HttpResponse<String> response = client.post("/v1/chat/completions", body, "x-fareway-session", "in-header");

        assertThat(booked(response).labels().session()).isEqualTo("in-header");
    }

    @Test
    void keys_areTakenWhereAnthropicsAndGooglesSdksPutThem() {
        assertThat(booked(client.chatTo("simple", "x-api-key", BETA_KEY))
                        .labels()
                        .caller())
                .isEqualTo("beta");
        assertThat(booked(client.chatTo("simple", "x-goog-api-key", BETA_KEY))
                        .labels()
                        .caller())
                .isEqualTo("beta");
    }

    @Test
    void keyInTheAddress_isTakenAndNeitherLoggedNorSentOn(CapturedOutput output) {
        HttpResponse<String> response = client.post("/v1/chat/completions?key=" + BETA_KEY, ChatClient.chat("simple"));

        assertThat(booked(response).labels().caller()).isEqualTo("beta");
        assertThat(output).doesNotContain(BETA_KEY);
        assertThat(response.headers().map().toString()).doesNotContain(BETA_KEY);
        assertThat(ONE.received()).noneMatch(call -> call.toString().contains(BETA_KEY));
    }

    @Test
    void callersOnThisMachine_comeInWithoutNameWhereTheSettingsSaySo() {
        assertThat(booked(client.chatTo("simple")).labels().caller()).isEmpty();
        assertThat(booked(client.chatTo("simple", "Authorization", "Bearer any-key"))
                        .labels()
                        .caller())
                .isEmpty();
    }

    @Test
    void callersElsewhere_needAKey() {
        RawHttp raw = new RawHttp(port());

        assertThatError(raw.send("GET /v1/models HTTP/1.1", "Host: gateway.example"))
                .hasStatus(401)
                .says("No API key was sent");
        assertThatError(raw.send("GET /v1/models HTTP/1.1", "Host: gateway.example", "x-api-key: nobody"))
                .hasStatus(401)
                .says("not known here");
        assertThat(raw.send("GET /v1/models HTTP/1.1", "Host: gateway.example", "x-api-key: " + BETA_KEY)
                        .status())
                .isEqualTo(200);
    }

    private static String labelled(String user, String session) {
        return ChatClient.chat("simple")
                .replace(
                        "{\"model\"",
                        "{\"user\":\"" + user + "\",\"metadata\":{\"session\":\"" + session + "\"},\"model\"");
    }
}
