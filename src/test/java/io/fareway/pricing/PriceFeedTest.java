package io.fareway.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.model.Deployment;
import io.fareway.model.TokenClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PriceFeedTest {

    private final PriceFeed feed = new PriceFeed(FeedSource.STANDARD, FeedFormat.LITELLM);
    private final Path folder;

    PriceFeedTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void read_convertsEveryClassToUsdPerMillion() throws IOException {
        FeedEntry entry = readModel(
                """
                {"input_cost_per_token": 3e-06, "output_cost_per_token": 1.5e-05,
                 "cache_read_input_token_cost": 3e-07, "cache_creation_input_token_cost": 3.75e-06,
                 "cache_creation_input_token_cost_above_1hr": 6e-06, "output_cost_per_reasoning_token": 0.00002,
                 "input_cost_per_audio_token": 1e-6, "output_cost_per_audio_token": 2e-6,
                 "input_cost_per_image_token": 5e-6, "max_tokens": 8192, "litellm_provider": "x"}""");

        assertThat(Figures.same(
                        entry.usdPerMillion(),
                        Prices.usd(Map.of(
                                TokenClass.INPUT, "3",
                                TokenClass.OUTPUT, "15",
                                TokenClass.CACHE_READ, "0.3",
                                TokenClass.CACHE_WRITE_5M, "3.75",
                                TokenClass.CACHE_WRITE_1H, "6",
                                TokenClass.REASONING, "20",
                                TokenClass.AUDIO_INPUT, "1",
                                TokenClass.AUDIO_OUTPUT, "2",
                                TokenClass.IMAGE_INPUT, "5"))))
                .isTrue();
        assertThat(entry.unreadable()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1.1799999999999998e-07, 0.118",
        "1.5000300000000002e-06, 1.50003",
        "7.500003000000001e-05, 75.00003",
        "'\"2.5e-06\"', 2.5",
        "0, 0",
        "0.0, 0"
    })
    void read_roundsWhatFloatingPointLeftBehind(String usdPerToken, String usdPerMillion) throws IOException {
        FeedEntry entry = readModel("{\"input_cost_per_token\": " + usdPerToken + "}");

        assertThat(entry.usdPerMillion().get(TokenClass.INPUT)).isEqualByComparingTo(usdPerMillion);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "\"-1\"", "1.2345678e-08", "1e-13", "\"free\"", "true", "{}", "[1]", "1e999999999"})
    void read_callsOtherFiguresUnreadableInsteadOfGuessing(String usdPerToken) throws IOException {
        FeedEntry entry = readModel("{\"input_cost_per_token\": " + usdPerToken + "}");

        assertThat(entry.usdPerMillion()).isEmpty();
        assertThat(entry.unreadable().get(TokenClass.INPUT)).startsWith("input_cost_per_token is unusable");
    }

    @Test
    void read_leavesMissingPricesOut() throws IOException {
        FeedEntry entry = readModel("{\"input_cost_per_token\": null}");

        assertThat(entry.usdPerMillion()).isEmpty();
        assertThat(entry.unreadable()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "{}",
                "[]",
                "null",
                "<!DOCTYPE html><html></html>",
                "{\"m\": {\"input_cost_per_token\": 1e-6}",
                "{\"m\": {}} {}",
                "{\"m\": {\"input_cost_per_token\": NaN}}"
            })
    void read_refusesWhatIsNoTable(String content) throws IOException {
        String location = file(content);

        assertThatThrownBy(() -> read(location, "m")).isInstanceOf(FeedException.class);
    }

    @Test
    void read_refusesATableWithFewerThanHalfOfOurModels() throws IOException {
        String location = file("{\"a\": {}, \"other\": {}}");

        assertThatThrownBy(() -> read(location, "a", "b", "c"))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("only 1 of our 3 models");
    }

    @Test
    void read_leavesModelsOutThatAreNotListed() throws IOException {
        Map<String, FeedEntry> entries = read(file("{\"a\": {}, \"b\": \"gone\"}"), "a", "b");

        assertThat(entries).containsOnlyKeys("p/a");
    }

    @Test
    void read_understandsEveryPriceOfTheRealTable() throws IOException {
        Path table =
                Path.of(System.getProperty("fareway.shared", "../shared"), "data/prices/litellm_model_prices.json");
        assumeTrue(Files.exists(table), "skipped: " + table + " is not there");
        Set<String> models = new HashSet<>();
        new ObjectMapper().readTree(table.toFile()).fieldNames().forEachRemaining(models::add);

        Map<String, FeedEntry> entries = read(table.toString(), models.toArray(String[]::new));

        assertThat(entries).hasSizeGreaterThan(2_900);
        assertThat(entries.values())
                .allSatisfy(entry -> assertThat(entry.unreadable()).isEmpty());
    }

    private FeedEntry readModel(String json) throws IOException {
        return read(file("{\"m\": " + json + "}"), "m").getOrDefault("p/m", FeedEntry.NOT_LISTED);
    }

    private Map<String, FeedEntry> read(String location, String... keys) throws FeedException {
        List<Deployment> deployments = Stream.of(keys)
                .map(key -> new Deployment("p", key, key, 1_000, key, false))
                .toList();
        return feed.readMost(location, deployments, Prices.START);
    }

    private String file(String content) throws IOException {
        return Files.writeString(folder.resolve("feed.json"), content).toString();
    }
}
