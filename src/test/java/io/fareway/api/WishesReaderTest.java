package io.fareway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.model.RequestError;
import io.fareway.model.StreamRecovery;
import io.fareway.model.choice.Capability;
import io.fareway.model.choice.DataPolicy;
import io.fareway.model.choice.HardLimits;
import io.fareway.model.choice.MaxPrice;
import io.fareway.model.choice.Pin;
import io.fareway.model.choice.Policy;
import io.fareway.model.choice.ProviderPreference;
import io.fareway.model.choice.RequestWishes;
import io.fareway.model.choice.Urgency;
import io.fareway.testing.Journeys;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every word that a request may say about its way, in headers, metadata and OpenRouter's provider object. */
class WishesReaderTest {

    @Test
    void headers_areUnderstood() {
        RequestWishes wishes = headers(
                "x-fareway-deadline-ms", "1500",
                "x-fareway-stream-recovery", "buffer",
                "x-fareway-priority", "latency-critical",
                "x-fareway-policy", "least-busy",
                "x-fareway-max-cost-usd", "0.002",
                "x-fareway-max-latency-ms", "800",
                "x-fareway-regions", "EU, ch",
                "x-fareway-data", "zero-retention",
                "x-fareway-only", "groq,together/m",
                "x-fareway-ignore", "openai",
                "x-fareway-needs", "tools,pinned-version",
                "x-fareway-min-quality", "60",
                "x-fareway-pin", "session",
                "x-fareway-pin-when-down", "refuse");

        assertThat(wishes.deadline()).contains(Duration.ofMillis(1_500));
        assertThat(wishes.recovery()).contains(StreamRecovery.BUFFER);
        assertThat(wishes.urgency()).isEqualTo(Urgency.LATENCY_CRITICAL);
        assertThat(wishes.rules().policy()).contains(Policy.LEAST_BUSY);
        assertThat(wishes.pin()).contains(new Pin(Optional.empty(), Pin.WhenDown.REFUSE));
        assertThat(wishes.rules().limits())
                .isEqualTo(new HardLimits(
                        Optional.of(new BigDecimal("0.002")),
                        MaxPrice.ANY,
                        Optional.of(Duration.ofMillis(800)),
                        Optional.of(Set.of("eu", "ch")),
                        DataPolicy.ZERO_RETENTION,
                        Optional.of(Set.of("groq", "together/m")),
                        Set.of("openai"),
                        Set.of(Capability.TOOLS, Capability.PINNED_VERSION),
                        60));
    }

    @Test
    void metadata_saysTheSame_andAHeaderGoesBeforeIt() {
        JsonNode body = json("{'metadata':{'fareway_policy':'cost','max_cost_usd':'0.01','fareway_priority':'batch'}}");

        RequestWishes wishes = WishesReader.read(Map.of("x-fareway-policy", "latency"), body, Journeys.SETTINGS);

        assertThat(wishes.rules().policy()).contains(Policy.LATENCY);
        assertThat(wishes.urgency()).isEqualTo(Urgency.BATCH);
        assertThat(wishes.rules().limits().maxCostUsd()).contains(new BigDecimal("0.01"));
    }

    @Test
    void providerObject_isUnderstood() {
        RequestWishes wishes = body("{'provider':{'order':['Groq','together/m'],'only':['groq'],'ignore':['openai'],"
                + "'allow_fallbacks':false,'sort':'price','max_price':{'prompt':1,'completion':'2.5'},"
                + "'data_collection':'deny','require_parameters':true}}");

        assertThat(wishes.preference())
                .isEqualTo(new ProviderPreference(
                        List.of("groq", "together/m"),
                        Optional.of(Set.of("groq")),
                        Set.of("openai"),
                        false,
                        DataPolicy.NO_COLLECTION));
        assertThat(wishes.rules().policy()).contains(Policy.COST);
        assertThat(wishes.rules().limits().maxPrice())
                .isEqualTo(new MaxPrice(Optional.of(new BigDecimal("1")), Optional.of(new BigDecimal("2.5"))));
    }

    @ParameterizedTest
    @CsvSource({"price, cost", "latency, latency", "throughput, latency"})
    void providerSort_isAPolicy(String sort, String policy) {
        assertThat(body("{'provider':{'sort':'" + sort + "'}}").rules().policy())
                .isEqualTo(Policy.of(policy));
        assertThat(body("{'provider':{'sort':{'by':'" + sort + "'}}}").rules().policy())
                .isEqualTo(Policy.of(policy));
    }

    @Test
    void providerZdr_asksForZeroRetention() {
        assertThat(body("{'provider':{'zdr':true}}").preference().data()).isEqualTo(DataPolicy.ZERO_RETENTION);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'provider':{'oder':['groq']}} | did you mean",
                "{'provider':{'sort':'quality'}} | 'price', 'latency' or 'throughput'",
                "{'provider':{'max_price':{'prompt':'cheap'}}} | provider.max_price.prompt",
                "{'provider':{'data_collection':'maybe'}} | 'allow' or 'deny'",
                "{'provider':{'allow_fallbacks':'no'}} | must be true or false",
                "{'provider':{'only':'groq'}} | must be a list of names",
                "{'provider':['groq']} | must be an object",
                "{'metadata':{'fareway_policy':'cheap'}} | metadata.fareway_policy must be one of",
                "{'metadata':{'fareway_pin':'nobody'}} | metadata.fareway_pin must be one of"
            })
    void wordThatIsNotUnderstood_isRefusedByName(String body, String says) {
        assertThatThrownBy(() -> body(body)).isInstanceOf(RequestError.class).hasMessageContaining(says);
    }

    @Test
    void silence_asksForNothing() {
        assertThat(body("{}")).isEqualTo(RequestWishes.NONE);
    }

    private static RequestWishes headers(String... namesAndValues) {
        Map<String, String> headers = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return WishesReader.read(headers, json("{}"), Journeys.SETTINGS);
    }

    private static RequestWishes body(String json) {
        return WishesReader.read(Map.of(), json(json), Journeys.SETTINGS);
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(text, wrong);
        }
    }
}
