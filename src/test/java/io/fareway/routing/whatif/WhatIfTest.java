package io.fareway.routing.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fareway.command.PeriodOption;
import io.fareway.ledger.PastRequests;
import io.fareway.model.Deployment;
import io.fareway.model.Money;
import io.fareway.model.Price;
import io.fareway.model.Settings;
import io.fareway.model.Tier;
import io.fareway.model.TokenClass;
import io.fareway.model.Usage;
import io.fareway.model.choice.Policy;
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
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A period of the past under other settings, held against what it must come to. */
class WhatIfTest {

    private static final Instant START = Instant.parse("2026-10-01T00:00:00Z");
    private static final PeriodOption OCTOBER = new PeriodOption(START, Instant.parse("2026-11-01T00:00:00Z"));
    private static final List<String> BOTH = List.of("dear/large", "thrifty/small");
    private static final Usage USAGE = Usage.ofText(1_000, 100, false);

    private final CostCalculator costs = new CostCalculator();
    private PastLedger ledger;
    private int requests;

    @BeforeEach
    void emptyLedger(@TempDir Path folder) {
        ledger = new PastLedger(folder.resolve("ledger.db"));
    }

    @Test
    void unchanged_reproducesTheBill_latenciesAndFailures() {
        plausibleMonth();

        WhatIf same = answer(question(Map.of(), prices("3", "0.5"), false));

        assertThat(same.otherwise().usd()).isEqualByComparingTo(same.booked().usd());
        assertThat(Money.toPico(same.booked().usd())).isEqualTo(ledger.bill());
        assertThat(same.otherwise().answered()).isEqualTo(same.booked().answered());
        assertThat(same.otherwise().failed()).isEqualTo(same.booked().failed()).isPositive();
        assertThat(same.otherwise().failedAttempts()).isEqualTo(same.booked().failedAttempts());
        assertThat(same.otherwise().percentile(95)).isEqualTo(same.booked().percentile(95));
        assertThat(same.coverage().replayed()).isZero();
        assertThat(same.coverage().leftOut()).isEqualTo(1);
    }

    @Test
    void thePolicyThatHeld_changesNothing() {
        plausibleMonth();

        WhatIf same = answer(question(Map.of("", Policy.FIXED), prices("3", "0.5"), false));

        assertThat(Money.toPico(same.otherwise().usd())).isEqualTo(ledger.bill());
    }

    @Test
    void theSamePricesFromAFile_reproduceTheBill() {
        plausibleMonth();

        WhatIf same = answer(question(Map.of(), prices("3", "0.5"), true));

        assertThat(Money.toPico(same.otherwise().usd())).isEqualTo(ledger.bill());
    }

    @Test
    void twiceThePrices_areTwiceTheBill() {
        plausibleMonth();

        WhatIf twice = answer(question(Map.of(), prices("6", "1"), true));

        assertThat(Money.toPico(twice.otherwise().usd())).isEqualTo(2 * ledger.bill());
    }

    @Test
    void pricesThatAreMissing_leaveRequestsOut_insteadOfCountingZero() {
        answeredBy("dear/large");
        answeredBy("thrifty/small");
        PriceTable onlyOne = PriceTable.of(List.of(price("dear/large", "3")));

        WhatIf part = answer(question(Map.of(), onlyOne, true));

        assertThat(part.coverage().leftOut()).isEqualTo(1);
        assertThat(part.booked().usd()).isEqualByComparingTo(part.otherwise().usd());
        assertThat(part.coverage().leftOutPico()).isEqualByComparingTo(BigDecimal.valueOf(pico("thrifty/small")));
    }

    @Test
    void cheapestFirst_isAskedFirst_andFailsAsItDidInThePeriod() {
        answeredBy("dear/large");
        answeredBy("dear/large");
        answeredBy("thrifty/small");
        add("failed", Call.failed("thrifty/small", 300));
        // thrifty answered one of two calls and dear all; the failed request has the tier's mean tokens, which are the
        // same

        WhatIf cheap = answer(question(Map.of("", Policy.COST), prices("3", "0.5"), false));

        double perRequest = 0.5 * pico("thrifty/small") + 0.5 * pico("dear/large");
        assertThat(cheap.coverage().replayed()).isEqualTo(4);
        assertThat(Money.toPico(cheap.otherwise().usd())).isEqualTo(Math.round(4 * perRequest));
        assertThat(cheap.otherwise().answered()).isCloseTo(4, within(1e-9));
        assertThat(cheap.otherwise().failed()).isCloseTo(0, within(1e-9));
        assertThat(cheap.booked().failed()).isEqualTo(1);
        assertThat(cheap.otherwise().failedAttempts()).isCloseTo(2, within(1e-9));
        assertThat(cheap.assumptions()).anyMatch(line -> line.startsWith("1 failed requests booked no answer"));
    }

    @Test
    void callsInTheTierBelow_standWhereARequestWasSentUp() {
        add("answered", answer("thrifty/small"), answer("dear/large"));
        ledger.madeIn("basic", "r1.1");

        WhatIf cheap = answer(question(Map.of("", Policy.COST), prices("3", "0.5"), false));

        assertThat(cheap.coverage().replayed()).isEqualTo(1);
        assertThat(Money.toPico(cheap.otherwise().usd())).isEqualTo(2 * pico("thrifty/small"));
        assertThat(cheap.otherwise().percentile(50)).isCloseTo(200, within(4L));
    }

    @Test
    void policyThatACallerAskedFor_stays() {
        String asked = "{\"policy\":\"fixed\",\"why\":\"asked for by the request\","
                + "\"kept\":[[\"dear/large\",null,0],[\"thrifty/small\",null,0]],\"dropped\":[]}";
        ledger.add("r1", START, "simple", "answered", asked, answer("dear/large"));

        WhatIf same = answer(question(Map.of("", Policy.COST), prices("3", "0.5"), false));

        assertThat(same.coverage().standing()).isEqualTo(1);
    }

    @Test
    void anotherTierMap_sendsRequestsToAnUnknownDeployment_withUsualFigures() {
        answeredBy("dear/large");
        Settings other = settings(List.of("new/large", "dear/large"));

        WhatIf moved = answer(new Question(OCTOBER, Map.of(), other, Set.of("simple"), prices("3", "0.5"), false));

        double failures = 0.02 * pico("dear/large");
        assertThat(moved.otherwise().usd().movePointRight(12).doubleValue())
                .isCloseTo(0.98 * pico("new/large") + failures, within(1.0));
        assertThat(moved.assumptions())
                .anyMatch(line -> line.contains("Not called in the period") && line.contains("new/large"));
    }

    @Test
    void droppedDeployment_isNotAsked() {
        String chosen = "{\"policy\":\"fixed\",\"why\":\"tier simple\",\"kept\":[[\"dear/large\",null,0]],"
                + "\"dropped\":[[\"thrifty/small\",\"region\",\"it is elsewhere\"]]}";
        ledger.add("r1", START, "simple", "answered", chosen, answer("dear/large"));

        WhatIf same = answer(question(Map.of("", Policy.COST), prices("3", "0.5"), false));

        assertThat(same.coverage().standing()).isEqualTo(1);
    }

    @Test
    void longerAnswersOfTheOtherModel_costMore() {
        for (int i = 0; i < 20; i++) {
            answeredBy("dear/large");
            Usage talkative = Usage.ofText(1_000, 300, false);
            add("answered", Call.answered("thrifty/small", talkative, cost("thrifty/small", "0.5", talkative), 50));
        }

        WhatIf cheap = answer(question(Map.of("", Policy.COST), prices("3", "0.5"), false));

        long talkative = cost("thrifty/small", "0.5", Usage.ofText(1_000, 300, false));
        assertThat(Money.toPico(cheap.otherwise().usd())).isEqualTo(40 * talkative);
    }

    @Test
    void table_tellsBothSides_andWhatIsAssumed() {
        answeredBy("dear/large");
        answeredBy("thrifty/small");

        String table = WhatIfText.of(answer(question(Map.of("", Policy.COST), prices("3", "0.5"), false)));

        assertThat(table)
                .contains("2 requests: 0 stand as booked, 2 are replayed, 0 are left out")
                .containsPattern("bill, USD +0\\.003850 +0\\.001100 +-0\\.002750 \\(-71\\.4 %\\)")
                .contains("Monthly fees are in neither bill.");
    }

    /** Failovers, failures, a cancelled request and one of unknown cost. */
    private void plausibleMonth() {
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            Usage usage = new Usage(
                    Map.of(
                            TokenClass.INPUT, 1 + (long) random.nextInt(4_000),
                            TokenClass.CACHE_READ, (long) random.nextInt(500),
                            TokenClass.OUTPUT, 1 + (long) random.nextInt(900)),
                    false);
            Call dear = Call.answered("dear/large", usage, cost("dear/large", "3", usage), random.nextInt(4_000));
            Call cheap = Call.answered("thrifty/small", usage, cost("thrifty/small", "0.5", usage), 80);
            switch (random.nextInt(10)) {
                case 0 -> add("answered", Call.failed("dear/large", 500), cheap);
                case 1 -> add("failed", Call.failed("dear/large", 500), Call.failed("thrifty/small", 300));
                case 2 ->
                    add(
                            "cancelled",
                            new Call(
                                    "dear/large",
                                    "cancelled",
                                    usage,
                                    OptionalLong.of(cost("dear/large", "3", usage)),
                                    20));
                default -> add("answered", dear);
            }
        }
        add("answered", new Call("dear/large", "answered", USAGE, OptionalLong.empty(), 90));
    }

    private void answeredBy(String deployment) {
        add("answered", answer(deployment));
    }

    private Call answer(String deployment) {
        return Call.answered(deployment, USAGE, pico(deployment), 100);
    }

    private void add(String outcome, Call... calls) {
        requests++;
        ledger.add("r" + requests, START.plusSeconds(requests), "simple", outcome, "fixed", BOTH, calls);
    }

    private long pico(String deployment) {
        return cost(deployment, deployment.equals("thrifty/small") ? "0.5" : "3", USAGE);
    }

    private long cost(String deployment, String rate, Usage usage) {
        return Money.toPico(
                costs.cost(usage, price(deployment, rate)).orElseThrow().usd());
    }

    private static PriceTable prices(String dear, String thrifty) {
        return PriceTable.of(
                List.of(price("dear/large", dear), price("thrifty/small", thrifty), price("new/large", dear)));
    }

    private static Price price(String deployment, String rate) {
        BigDecimal usd = new BigDecimal(rate);
        return new Price(
                deployment,
                Instant.EPOCH,
                Map.of(TokenClass.INPUT, usd, TokenClass.OUTPUT, usd),
                "test",
                LocalDate.EPOCH);
    }

    private Question question(Map<String, Policy> policies, PriceTable prices, boolean repriced) {
        return new Question(OCTOBER, policies, settings(BOTH), Set.of(), prices, repriced);
    }

    private static Settings settings(List<String> ofTier) {
        Map<String, Deployment> deployments = new LinkedHashMap<>();
        for (String name : List.of("dear/large", "thrifty/small", "new/large")) {
            int slash = name.indexOf('/');
            deployments.put(
                    name,
                    new Deployment(name.substring(0, slash), name.substring(slash + 1), name, 100_000, "", false));
        }
        Tier tier = new Tier("simple", "easy", ofTier, 4);
        return new Settings(
                Map.of(), deployments, Map.of("simple", tier), Journeys.SETTINGS.classifier(), List.of(), "dear/large");
    }

    private WhatIf answer(Question question) {
        return new PastRequests(new LedgerSnapshot(ledger.source())).read(pass -> {
            PeriodFigures figures = new PeriodFigures();
            pass.each(OCTOBER.from(), OCTOBER.to(), figures::add);
            Replay replay = new Replay(question, figures, new Charges(question, costs));
            pass.each(OCTOBER.from(), OCTOBER.to(), replay::add);
            return replay.result();
        });
    }
}
