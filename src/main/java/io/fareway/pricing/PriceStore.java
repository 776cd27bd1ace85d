package io.fareway.pricing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.model.Price;
import io.fareway.model.TokenClass;
import io.fareway.model.price.PriceTerms;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables {@code price} and {@code price_confirmation}. Rows of {@code price} are added, never changed. */
final class PriceStore {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, String>> FIGURES = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final Clock clock;

    PriceStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Looks whether rows could be recorded, without doing so.
     *
     * @throws PriceConflictException when two rows of the same id have different figures
     */
    void requireNoConflict(List<Price> prices) {
        Map<String, Price> recorded = byId();
        prices.forEach(price -> claim(recorded, price));
    }

    /**
     * Records rows that are about to be used; rows already recorded stay as they are. Nothing is recorded when one of
     * them contradicts another or a recorded one.
     *
     * @throws PriceConflictException when two rows of the same id have different figures
     */
    void record(List<Price> prices, PriceOrigin origin) {
        Map<String, Price> recorded = byId();
        prices.forEach(price -> claim(recorded, price));
        long added = prices.stream().filter(price -> insert(price, origin)).count();
        if (added < prices.size()) {
            // a row that was there already, or one that another replica recorded since we looked
            Map<String, Price> now = byId();
            prices.forEach(price -> claim(now, price));
        }
    }

    /** Rows that refreshes have put in use. */
    List<Price> refreshed() {
        return jdbc.sql("select * from price where origin = :origin")
                .param("origin", PriceOrigin.REFRESHED.label())
                .query(PriceStore::price)
                .list();
    }

    /** Notes that a source still said the same on a day. */
    void confirm(String priceId, String source, LocalDate day) {
        jdbc.sql(
                        """
                        insert into price_confirmation (price_id, source, confirmed_on)
                        values (:price, :source, :day)
                        on conflict (price_id) do update
                        set source = excluded.source, confirmed_on = excluded.confirmed_on""")
                .param("price", priceId)
                .param("source", source)
                .param("day", day.toString())
                .update();
    }

    /** The day of the last confirmation by price id. */
    Map<String, LocalDate> confirmations() {
        Map<String, LocalDate> days = new HashMap<>();
        jdbc.sql("select price_id, confirmed_on from price_confirmation").query(row -> {
            days.put(row.getString("price_id"), LocalDate.parse(row.getString("confirmed_on")));
        });
        return days;
    }

    private Map<String, Price> byId() {
        Map<String, Price> rows = new HashMap<>();
        jdbc.sql("select * from price").query(PriceStore::price).list().forEach(price -> rows.put(price.id(), price));
        return rows;
    }

    private static void claim(Map<String, Price> taken, Price price) {
        Price other = taken.putIfAbsent(price.id(), price);
        if (other != null && !Figures.same(other, price)) {
            throw PriceConflictException.between(other, price);
        }
    }

    private boolean insert(Price price, PriceOrigin origin) {
        return jdbc.sql(
                                """
                        insert into price (id, deployment, effective_from, usd_per_million, terms, source,
                            source_date, recorded_at, origin)
                        values (:id, :deployment, :from, :usd, :terms, :source, :date, :now, :origin)
                        on conflict do nothing""")
                        .param("id", price.id())
                        .param("deployment", price.deployment())
                        .param("from", price.effectiveFrom().toEpochMilli())
                        .param("usd", toJson(price.usdPerMillion()))
                        .param("terms", PriceTermsWriter.write(price.terms()))
                        .param("source", price.source())
                        .param("date", price.sourceDate().toString())
                        .param("now", clock.millis())
                        .param("origin", origin.label())
                        .update()
                > 0;
    }

    private static Price price(ResultSet row, int index) throws SQLException {
        return new Price(
                row.getString("deployment"),
                Instant.ofEpochMilli(row.getLong("effective_from")),
                fromJson(row.getString("usd_per_million")),
                terms(row.getString("terms")),
                row.getString("source"),
                LocalDate.parse(row.getString("source_date")));
    }

    private static String toJson(Map<TokenClass, BigDecimal> usdPerMillion) {
        Map<String, String> figures = new TreeMap<>();
        usdPerMillion.forEach((tokenClass, usd) -> figures.put(tokenClass.label(), usd.toPlainString()));
        try {
            return JSON.writeValueAsString(figures);
        } catch (JsonProcessingException cannotHappen) {
            throw new IllegalStateException("price figures do not become JSON: " + figures, cannotHappen);
        }
    }

    private static PriceTerms terms(String json) throws SQLException {
        try {
            return PriceTermsJson.read(JSON.readTree(json));
        } catch (JsonProcessingException unreadable) {
            throw new SQLException("column terms of table price is not a JSON object: " + json, unreadable);
        }
    }

    private static Map<TokenClass, BigDecimal> fromJson(String json) throws SQLException {
        EnumMap<TokenClass, BigDecimal> usdPerMillion = new EnumMap<>(TokenClass.class);
        try {
            JSON.readValue(json, FIGURES)
                    .forEach((label, usd) -> usdPerMillion.put(TokenClass.ofLabel(label), new BigDecimal(usd)));
        } catch (JsonProcessingException unreadable) {
            throw new SQLException("column usd_per_million of table price is not a JSON object: " + json, unreadable);
        }
        return usdPerMillion;
    }
}
