package io.fareway.routing.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.command.PeriodOption;
import io.fareway.ledger.PastRequests;
import io.fareway.model.Deployment;
import io.fareway.model.Price;
import io.fareway.model.Settings;
import io.fareway.model.Tier;
import io.fareway.model.TokenClass;
import io.fareway.model.Usage;
import io.fareway.model.choice.Policy;
import io.fareway.model.choice.RoutingRules;
import io.fareway.model.choice.RoutingSettings;
import io.fareway.model.choice.UnknownPrices;
import io.fareway.pricing.CostCalculator;
import io.fareway.pricing.PriceTable;
import io.fareway.report.LedgerSnapshot;
import io.fareway.routing.whatif.PastLedger.Call;
import io.fareway.testing.Journeys;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A period of the past under policies that go by chance or by the calls of the moment. */
class WhatIfPoliciesTest {

    private static final Instant START = Instant.parse("2026-10-01T00:00:00Z");
    private static final PeriodOption OCTOBER = new PeriodOption(START, Instant.parse("2026-11-01T00:00:00Z"));
    private static final List<String> BOTH = List.of("one/model", "two/model");

    private PastLedger ledger;
    private int requests;

    @BeforeEach
    void emptyLedger(@TempDir Path folder) {
        ledger = new PastLedger(folder.resolve("ledger.db"));
    }

    @Test
    void weighted_meetsTheSharesInTheMean_andDrawsAlikeInEveryRun() {
        add(0, "two/model", 100);
        for (int i = 1; i < 2_000; i++) {
            add(1_000L * i, "one/model", 100);
        }
        Question threeOfFour = question(Policy.WEIGHTED, Map.of("two/model", 3));

        WhatIf first = answer(threeOfFour);
        WhatIf second = answer(threeOfFour);

        assertThat(answersOf(first, "two/model")).isBetween(1_440.0, 1_560.0);
        assertThat(answersOf(second, "two/model")).isEqualTo(answersOf(first, "two/model"));
        assertThat(first.assumptions()).anyMatch(line -> line.startsWith("Weighted: "));
    }

    @Test
    void weighted_ofAChangedTierMap_isDrawnToo() {
        add(0, "two/model", 100);
        for (int i = 1; i < 200; i++) {
            add(1_000L * i, "one/model", 100);
        }
        RoutingRules even = RoutingRules.of(Policy.WEIGHTED);
        Question changed = new Question(OCTOBER, Map.of(), settings(even), Set.of("simple"), prices(), false);

        assertThat(answersOf(answer(changed), "two/model")).isBetween(70.0, 130.0);
    }

    @Test
    void leastBusy_asksWhoeverIsFreeAtTheMoment() {
        add(0, "two/model", 1_000);
        add(60_000, "one/model", 1_000);
        add(60_500, "one/model", 1_000);
        add(61_000, "one/model", 1_000);
        add(61_600, "one/model", 1_000);
        add(70_000, "one/model", 1_000);

        WhatIf result = answer(question(Policy.LEAST_BUSY, Map.of()));

        // 60,500 and 61,600 find the first one busy; the very first call stands as booked
        assertThat(answersOf(result, "one/model")).isEqualTo(3);
        assertThat(answersOf(result, "two/model")).isEqualTo(3);
        assertThat(result.assumptions()).anyMatch(line -> line.startsWith("Least busy: "));
    }

    private void add(long afterMillis, String deployment, long millis) {
        requests++;
        Call answer = Call.answered(deployment, Usage.ofText(1_000, 100, false), 1_100_000_000, millis);
        ledger.add("r" + requests, START.plusMillis(afterMillis), "simple", "answered", "fixed", BOTH, answer);
    }

    private static double answersOf(WhatIf result, String deployment) {
        return result.otherwise()
                .deployments()
                .getOrDefault(deployment, new Side.Share())
                .answers();
    }

    private static Question question(Policy policy, Map<String, Integer> shares) {
        RoutingRules rules = new RoutingRules(
                Optional.empty(),
                RoutingRules.NONE.limits(),
                Optional.empty(),
                shares,
                false,
                Optional.empty(),
                Optional.empty());
        return new Question(OCTOBER, Map.of("simple", policy), settings(rules), Set.of(), prices(), false);
    }

    private static PriceTable prices() {
        return PriceTable.of(BOTH.stream()
                .map(name -> new Price(
                        name,
                        Instant.EPOCH,
                        Map.of(TokenClass.INPUT, BigDecimal.ONE, TokenClass.OUTPUT, BigDecimal.ONE),
                        "test",
                        LocalDate.EPOCH))
                .toList());
    }

    private static Settings settings(RoutingRules rules) {
        Map<String, Deployment> deployments = new LinkedHashMap<>();
        for (String name : BOTH) {
            String provider = name.substring(0, name.indexOf('/'));
            deployments.put(name, new Deployment(provider, "model", "model", 100_000, "", false));
        }
        return new Settings(
                        Map.of(),
                        deployments,
                        Map.of("simple", new Tier("simple", "easy", BOTH, 4)),
                        Journeys.SETTINGS.classifier(),
                        List.of(),
                        "one/model")
                .with(new RoutingSettings(Map.of(), Map.of("simple", rules), Map.of(), UnknownPrices.UNSAID));
    }

    private WhatIf answer(Question question) {
        return new PastRequests(new LedgerSnapshot(ledger.source())).read(pass -> {
            PeriodFigures figures = new PeriodFigures();
            pass.each(OCTOBER.from(), OCTOBER.to(), figures::add);
            Replay replay = new Replay(question, figures, new Charges(question, new CostCalculator()));
            pass.each(OCTOBER.from(), OCTOBER.to(), replay::add);
            return replay.result();
        });
    }
}
