package io.fareway.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.Price;
import io.fareway.model.TokenClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;
import net.jqwik.api.lifecycle.AfterTry;
import org.springframework.jdbc.core.simple.JdbcClient;

/** History is never rewritten: a price that changes at a moment touches nothing before it. */
class PriceHistoryPropertyTest {

    private static final long DAYS = 400;
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

    private final JdbcClient jdbc = JdbcClient.create(Databases.migratedSqlite(folder()));
    private int deployments;

    @Property(tries = 60)
    void at_beforeAChangeIsWhatItWas(
            @ForAll @Size(min = 1, max = 4) @UniqueElements List<@LongRange(min = 0, max = DAYS) Long> days,
            @ForAll @LongRange(min = 0, max = DAYS) long changedOn,
            @ForAll @IntRange(min = 1, max = 1_000) int usd) {
        String deployment = "groq/model-" + ++deployments;
        PriceBook book = new PriceBook(jdbc, Clock.fixed(FIRST, ZoneOffset.UTC), properties());
        List<Price> history =
                days.stream().map(day -> price(deployment, day, 5_000 + day)).toList();
        book.configured(history);
        List<Optional<Price>> before = everyDay(book, deployment);

        if (!days.contains(changedOn)) {
            List<Price> extended = new ArrayList<>(history);
            extended.add(price(deployment, changedOn, usd));
            book.configured(extended);
        }

        List<Optional<Price>> after = everyDay(book, deployment);
        assertThat(after.subList(0, (int) changedOn)).isEqualTo(before.subList(0, (int) changedOn));
        assertThat(after.get((int) changedOn).orElseThrow().effectiveFrom()).isEqualTo(moment(changedOn));
    }

    @AfterTry
    void forgetRecordedRows() {
        jdbc.sql("delete from price").update();
    }

    private static List<Optional<Price>> everyDay(PriceBook book, String deployment) {
        List<Optional<Price>> prices = new ArrayList<>();
        for (long day = 0; day <= DAYS; day++) {
            prices.add(book.at(deployment, moment(day)));
        }
        return prices;
    }

    private static Price price(String deployment, long day, long usd) {
        return new Price(
                deployment,
                moment(day),
                Map.of(TokenClass.INPUT, BigDecimal.valueOf(usd), TokenClass.OUTPUT, BigDecimal.ONE),
                "a price page",
                LocalDate.of(2026, 1, 1));
    }

    private static Instant moment(long day) {
        return FIRST.plusSeconds(day * 86_400);
    }

    private static PriceProperties properties() {
        return new PriceProperties("", 45, new BigDecimal("3"), Path.of("target"));
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("price-history");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
