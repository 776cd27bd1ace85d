package io.fareway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.Budget;
import io.fareway.model.Budgets;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code budgets.yaml}: read, checked, and allowed to be missing. */
class SettingsBudgetsTest {

    private static final String CALLERS =
            """
            callers:
              checkout: {team: shop, key-sha256: 2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b}
            """;

    private SettingsFolder folder;

    @BeforeEach
    void shippedSettings(@TempDir Path temporary) throws IOException {
        folder = SettingsFolder.copiedTo(temporary);
    }

    @Test
    void missingFile_boundsNothing() {
        assertThat(folder.load().budgets()).isEqualTo(Budgets.NONE);
    }

    @Test
    void budget_isReadWhole() {
        folder.write("callers.yaml", CALLERS);
        folder.write(
                "budgets.yaml",
                """
                zone: Europe/Berlin
                answer-tokens: 500
                budgets:
                  all:
                    per: month
                    usd: "250.50"
                    warn-at: [80, 50]
                    restrain: {from-percent: 80, then: cheaper-tier, cheaper: {complex: medium}, premium: [checkout]}
                  teams:
                    of: {team: "*"}
                    per: week
                    usd: "10"
                """);

        Budgets budgets = folder.load().budgets();

        assertThat(budgets.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(budgets.answerTokens()).isEqualTo(500);
        assertThat(budgets.all())
                .containsExactly(
                        new Budget(
                                "all",
                                Budget.Scope.TOTAL,
                                "",
                                Budget.Period.MONTH,
                                new BigDecimal("250.50"),
                                List.of(50, 80),
                                Optional.of(new Budget.Restraint(
                                        80,
                                        Budget.Treatment.CHEAPER_TIER,
                                        Set.of("checkout"),
                                        Map.of("complex", "medium")))),
                        new Budget(
                                "teams",
                                Budget.Scope.TEAM,
                                Budget.EACH,
                                Budget.Period.WEEK,
                                BigDecimal.TEN,
                                List.of(),
                                Optional.empty()));
    }

    @Test
    void mistakes_areToldByLineWithWhatToDo() {
        folder.write(
                "budgets.yaml",
                """
                zone: Atlantis
                budgets:
                  all:
                    per: year
                    usd: 250
                  some:
                    of: {tier: simpel}
                    per: day
                    usd: "1"
                    restrain: {from-percent: 80, then: cheaper-tier}
                """);

        assertThat(folder.problems())
                .contains(
                        folder.at("budgets.yaml", 1) + "unknown time zone \"Atlantis\": write it as in Europe/Berlin",
                        folder.at("budgets.yaml", 4) + "\"per\" must be one of [\"day\",\"week\",\"month\"]",
                        folder.at("budgets.yaml", 5) + "\"usd\" must be text (put it in quotes), is a number",
                        folder.at("budgets.yaml", 7)
                                + "unknown tier \"simpel\" (did you mean \"simple\"?): correct the name",
                        folder.at("budgets.yaml", 10)
                                + "\"cheaper-tier\" needs \"cheaper\": name the tier that answers instead, by tier");
    }

    @Test
    void namesOfNobody_areTold_becauseTheyWouldBindNobody() {
        folder.write("callers.yaml", CALLERS);
        folder.write(
                "budgets.yaml",
                """
                budgets:
                  one:
                    of: {caller: chekout}
                    per: day
                    usd: "1"
                    restrain: {from-percent: 80, then: queue, premium: [shop, checkuot]}
                  two:
                    of: {team: shopp}
                    per: day
                    usd: "1"
                """);

        assertThat(folder.problems())
                .containsExactly(
                        folder.at("budgets.yaml", 3)
                                + "unknown caller \"chekout\" (did you mean \"checkout\"?): correct the name",
                        folder.at("budgets.yaml", 6)
                                + "unknown caller or team \"checkuot\" (did you mean \"checkout\"?): correct the name",
                        folder.at("budgets.yaml", 8)
                                + "unknown team \"shopp\" (did you mean \"shop\"?): correct the name");
    }

    @Test
    void restraintOfAProvidersBudget_isRefused() {
        folder.write(
                "budgets.yaml",
                """
                budgets:
                  openai:
                    of: {provider: openai}
                    per: day
                    usd: "1"
                    restrain: {from-percent: 80, then: refuse}
                """);

        assertThat(folder.problems())
                .singleElement()
                .asString()
                .startsWith(folder.at("budgets.yaml", 6) + "a provider's budget restrains nobody");
    }
}
