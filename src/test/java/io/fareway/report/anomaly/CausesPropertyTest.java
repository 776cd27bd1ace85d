package io.fareway.report.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.TokenClass;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever two hours hold, the causes sum to the difference to the last pico-dollar. */
class CausesPropertyTest {

    @Property(tries = 2_000)
    void causes_sumToTheDifference(@ForAll long seed, @ForAll @IntRange(min = 1, max = 14) int hours) {
        Random random = new Random(seed);
        HourUse now = hour(random);
        HourUse usual = new HourUse();
        for (int i = 0; i < hours; i++) {
            usual.add(hour(random));
        }

        Causes causes = Causes.of(now, usual, hours);

        assertThat(causes.sum()).isEqualTo(now.pico() - Causes.mean(usual.pico(), hours));
    }

    @Property(tries = 500)
    void hourLikeTheUsual_hasNoCauseBeyondRounding(@ForAll long seed) {
        HourUse now = hour(new Random(seed));
        HourUse usual = new HourUse();
        usual.add(now);
        usual.add(now);

        Causes causes = Causes.of(now, usual, 2);

        assertThat(causes.byName().values())
                .allSatisfy(part -> assertThat(Math.abs(part)).isLessThanOrEqualTo(2));
    }

    private static HourUse hour(Random random) {
        HourUse hour = new HourUse();
        hour.requests(1 + random.nextInt(50));
        for (int i = random.nextInt(6); i > 0; i--) {
            Map<TokenClass, Long> tokens = new EnumMap<>(TokenClass.class);
            Map<TokenClass, Long> pico = new EnumMap<>(TokenClass.class);
            long cost = random.nextInt(1_000);
            for (TokenClass tokenClass : TokenClass.values()) {
                long count = random.nextInt(3) == 0 ? random.nextInt(5_000) : 0;
                tokens.put(tokenClass, count);
                long part = count * random.nextInt(4_000_000);
                pico.put(tokenClass, part);
                cost += part;
            }
            hour.answer(new HourUse.Slice("t" + random.nextInt(2), "p/" + random.nextInt(3)), tokens, pico, cost);
            if (random.nextBoolean()) {
                hour.retry(random.nextInt(1_000_000_000));
            }
        }
        return hour;
    }
}
