package io.fareway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.TokenClass;
import io.fareway.model.choice.Capability;
import io.fareway.model.choice.DataPolicy;
import io.fareway.model.choice.DeploymentTraits;
import io.fareway.model.choice.Policy;
import io.fareway.model.choice.Profile;
import io.fareway.model.choice.UnknownPrice;
import io.fareway.model.choice.UnknownPrices;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the settings say about choosing, and what is refused. */
class SettingsRoutingTest {

    private static final String CEILING = "{then: reserve-ceiling, usd-per-million: {input: \"30\", output: \"120\"}}";

    private static final String SIMPLE = "  simple:\n    description:";

    private final SettingsFolder files;

    SettingsRoutingTest(@TempDir Path folder) throws IOException {
        this.files = SettingsFolder.copiedTo(folder);
    }

    @BeforeEach
    void withShippedProfiles() throws IOException {
        files.write("profiles.yaml", Files.readString(SettingsFolder.SHIPPED.resolve("profiles.yaml")));
    }

    @Test
    void shippedProfiles_areThoseThatTheDocumentationNames() {
        assertThat(files.load().routing().profiles().keySet())
                .containsExactly(
                        "real-time-chat",
                        "batch-summarization",
                        "enterprise",
                        "internal-tools",
                        "reasoning",
                        "fast",
                        "summarize");
    }

    @Test
    void realTimeChat_isSoonestFirst_upToTwiceTheCheapest() {
        Profile profile = profile("real-time-chat");

        assertThat(profile.rules().policy()).contains(Policy.LATENCY);
        assertThat(profile.rules().maxTimesCheapest()).contains(new BigDecimal("2"));
    }

    @Test
    void internalTools_isCheapestFirst_selfHostedBefore_fiveSecondsAreFine() {
        Profile profile = profile("internal-tools");

        assertThat(profile.rules().policy()).contains(Policy.COST);
        assertThat(profile.rules().selfHostedFirst()).isTrue();
        assertThat(profile.rules().targetLatency()).contains(Duration.ofSeconds(5));
    }

    @Test
    void traits_areTheDeploymentsOwn_elseItsProviders_elseTheDefaults() {
        files.replace(
                        "models.yaml",
                        "demo-thrifty: {id: llama-3.1-8b,",
                        "demo-thrifty: {region: ch, quality: 80, capabilities: [vision], id: llama-3.1-8b,")
                .replace(
                        "providers.yaml",
                        "  demo-thrifty:\n",
                        "  demo-thrifty:\n    region: eu\n    data: zero-retention\n");

        DeploymentTraits own = files.load().routing().traitsOf("demo-thrifty/llama-3.1-8b");
        DeploymentTraits fromProvider = files.load().routing().traitsOf("demo-thrifty/llama-3.3-70b");
        DeploymentTraits unsaid = files.load().routing().traitsOf("demo-swift/llama-3.1-8b");

        assertThat(own.region()).isEqualTo("ch");
        assertThat(own.quality()).isEqualTo(80);
        assertThat(own.capabilities()).containsExactly(Capability.VISION);
        assertThat(fromProvider.region()).isEqualTo("eu");
        assertThat(fromProvider.data()).isEqualTo(DataPolicy.ZERO_RETENTION);
        assertThat(unsaid).isEqualTo(DeploymentTraits.UNSAID);
    }

    @Test
    void policyOfATier_isRead() {
        files.replace("tiers.yaml", SIMPLE, "  simple:\n    policy: cost\n    description:");

        assertThat(files.load().routing().rulesOf("simple").policy()).contains(Policy.COST);
    }

    @Test
    void limitsThatLeaveATierNobody_areRefusedWithTheRules() {
        files.replace("tiers.yaml", SIMPLE, "  simple:\n    limits: {min-quality: 51}\n    description:");

        assertThat(files.problems()).anySatisfy(problem -> assertThat(problem)
                .startsWith(files.at("tiers.yaml", "min-quality: 51"))
                .contains(
                        "the limits of tier \"simple\" leave no active deployment",
                        "demo-thrifty/llama-3.1-8b: its quality is 50, at least 51 is asked"));
    }

    @Test
    void tierThatNothingLeadsTo_isRefused_unlessCallersNameIt() {
        String lonely = "tiers:\n  lonely: {description: x, failovers: 0, deployments: [demo-swift/llama-3.1-8b]}\n";
        files.replace("tiers.yaml", "tiers:\n", lonely);

        assertThat(files.problems())
                .containsExactly(files.at("tiers.yaml", "lonely:")
                        + "nothing leads to the tier \"lonely\": name it in classifier.yaml, in a profile or as escalate-to, or"
                        + " write \"asked-by-name: true\"");

        files.replace("tiers.yaml", "description: x,", "description: x, asked-by-name: true,");
        assertThat(files.load().tiers()).containsKey("lonely");
    }

    @Test
    void unknownNames_areRefusedWithTheNearest() {
        files.replace("profiles.yaml", "tier: complex", "tier: compex")
                .replace(
                        "tiers.yaml",
                        SIMPLE,
                        "  simple:\n    policy: weighted\n    shares: {demo-swft/llama-3.1-8b: 2}\n    description:");

        assertThat(files.problems())
                .containsExactly(
                        files.at("profiles.yaml", "tier: compex")
                                + "unknown tier \"compex\" (did you mean \"complex\"?): correct the name or add it to"
                                + " tiers.yaml",
                        files.at("tiers.yaml", "demo-swft")
                                + "unknown deployment \"demo-swft/llama-3.1-8b\" (did you mean"
                                + " \"demo-swift/llama-3.1-8b\"?): correct the name or add it to models.yaml");
    }

    @Test
    void unknownPrice_isSaidForAll_andForATier() {
        files.replace("tiers.yaml", "tiers:\n", "unknown-price: {then: refuse}\ntiers:\n")
                .replace("tiers.yaml", SIMPLE, "  simple:\n    unknown-price: " + CEILING + "\n    description:");

        UnknownPrices read = files.load().routing().unknownPrices();

        assertThat(read.in("medium")).isEqualTo(new UnknownPrice.Refuse());
        assertThat(read.in("simple"))
                .isEqualTo(new UnknownPrice.ReserveCeiling(
                        Map.of(TokenClass.INPUT, new BigDecimal("30"), TokenClass.OUTPUT, new BigDecimal("120"))));
    }

    @Test
    void unknownPriceWithoutACeiling_orWithOneTooMany_isRefused() {
        files.replace("tiers.yaml", "tiers:\n", "unknown-price: {then: reserve-ceiling}\ntiers:\n")
                .replace(
                        "tiers.yaml",
                        SIMPLE,
                        "  simple:\n    unknown-price: " + CEILING.replace("reserve-ceiling", "refuse")
                                + "\n    description:");

        assertThat(files.problems())
                .containsExactly(
                        files.at("tiers.yaml", "unknown-price: {then: reserve-ceiling}")
                                + "\"reserve-ceiling\" needs \"usd-per-million\": say what a million tokens cost at"
                                + " most",
                        files.at("tiers.yaml", "    unknown-price: {then: refuse")
                                + "a ceiling counts only with \"then: reserve-ceiling\": write that or remove it");
    }

    @Test
    void deploymentWithoutAPrice_isAllowed_onceUnknownPriceIsSaid() {
        files.replace("tiers.yaml", "tiers:\n", "unknown-price: {then: refuse}\ntiers:\n")
                .replace("prices.yaml", "  demo-swift/llama-3.1-8b:\n", "  demo-steady/llama-3.1-405b-unused:\n");

        assertThat(files.problems()).noneMatch(problem -> problem.contains("has no price"));
    }

    @Test
    void sharesWithoutThePolicyWeighted_areRefused() {
        files.replace("tiers.yaml", SIMPLE, "  simple:\n    shares: {demo-swift/llama-3.1-8b: 2}\n    description:");

        assertThat(files.problems()).singleElement().asString().contains("shares count only under the policy weighted");
    }

    private Profile profile(String name) {
        return Objects.requireNonNull(files.load().routing().profiles().get(name));
    }
}
