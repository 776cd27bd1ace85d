package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.testing.Replies;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** What a request cost is found under whatever its caller labelled it with. */
class CostsTest extends GatewayTest {

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void costs_areToldApartByUserAndSession() throws IOException {
        ONE.always(Replies.text("Hello"));
        String labelled =
                """
                {"model": "simple", "user": "ann", "metadata": {"session_id": "cost-session"},
                 "messages": [{"role": "user", "content": "Hello"}]}
                """;
        HttpResponse<String> answered = client.post("/v1/chat/completions", labelled);

        JsonNode costs = json.readTree(client.get("/admin/costs?session=cost-session&group=user,provider&from="
                        + booked(answered).receivedAt())
                .body());

        assertThat(answered.statusCode()).isEqualTo(200);
        assertThat(costs.at("/total/requests").intValue()).isEqualTo(1);
        assertThat(costs.at("/rows/0/user").textValue()).isEqualTo("ann");
        assertThat(costs.at("/rows/0/cost_usd").textValue())
                .isEqualTo(answered.headers().firstValue("x-fareway-cost-usd").orElseThrow());
    }

    @Test
    void saving_isSplitIntoItsCauses() throws IOException {
        TWO.always(Replies.text("Hello"));
        ONE.always(Replies.error(503, "overloaded"));
        HttpResponse<String> answered = client.post(
                "/v1/chat/completions",
                """
                {"model": "simple", "metadata": {"session_id": "split-session"},
                 "messages": [{"role": "user", "content": "Hello"}]}
                """);

        JsonNode total = json.readTree(client.get("/admin/costs?session=split-session&savings&from="
                                + booked(answered).receivedAt())
                        .body())
                .path("total");

        assertThat(total.path("answered").intValue()).isEqualTo(1);
        assertThat(new BigDecimal(total.path("saved_routing_usd").textValue())).isPositive();
        assertThat(new BigDecimal(total.path("saved_failover_usd").textValue())).isNegative();
        assertThat(total.path("saved_not_split_usd").textValue()).isEqualTo("0");
    }

    @Test
    void costs_areCsvOnDemand() {
        HttpResponse<String> table = client.get("/admin/costs?group=tier&format=csv");

        assertThat(table.headers().firstValue("content-type")).contains("text/csv;charset=utf-8");
        assertThat(table.body()).startsWith("tier,requests,");
    }

    @Test
    void wrongParameter_isRefusedWithWhatIsAllowed() throws IOException {
        HttpResponse<String> refused = client.get("/admin/costs?group=colour");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json.readTree(refused.body()).at("/error/param").textValue()).isEqualTo("group");
        assertThat(json.readTree(refused.body()).at("/error/message").textValue())
                .contains("provider, deployment");
    }
}
